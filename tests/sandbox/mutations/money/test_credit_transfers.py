"""Permission for credit to flow, the new way and the old."""

from typing import Any

import pytest

from .refusals import Case, check
from .till import NOW, Till

WALLETS = """
    query ($number: String!) { account(accountNumber: $number) {
      solarWalletLedgers { targetLedger targetGivenName validFrom validTo }
    } }
"""


def path(*fields: str) -> list[str | int]:
    return ["input", *fields]


def storage(till: Till) -> str:
    return till.ledger(6, "SOLAR%" if till.name == "energy" else "%STORAGE%")


def pair(till: Till, target: int = 2) -> dict[str, Any]:
    return {"sourceLedgerNumber": storage(till), "targetLedgerNumber": till.ledger(target)}


def permissions(till: Till, given: dict[str, Any]) -> list[dict[str, Any]]:
    return till.rows(
        "SELECT valid_from, valid_to FROM credit_transfer_permissions"
        " JOIN ledgers AS source ON source.id = source_ledger_id"
        " JOIN ledgers AS target ON target.id = target_ledger_id"
        " WHERE source.number = ? AND target.number = ?",
        *(given["sourceLedgerNumber"], given["targetLedgerNumber"]),
    )


async def test_credit_may_flow_until_the_permission_ends(till: Till) -> None:
    given = pair(till)
    made = await till.send("createCreditTransferPermission", given, "validFrom")
    assert made == {"validFrom": NOW}
    assert permissions(till, given) == [{"valid_from": NOW, "valid_to": None}]
    await check(till, "createCreditTransferPermission", given, Case("KT-CT-3829", {}))
    ended = await till.send(
        "terminateCreditTransferPermission", {**given, "activeAt": NOW}, "validTo"
    )
    assert ended == {"validTo": NOW}
    assert permissions(till, given) == [{"valid_from": NOW, "valid_to": NOW}]
    await check(till, "terminateCreditTransferPermission", given, Case("KT-CT-3825", {}))


async def test_a_permission_shows_among_the_wallets(energy: Till) -> None:
    given = pair(energy, 4)
    await energy.send("createCreditTransferPermission", given, "validFrom")
    account = (await energy.ask(WALLETS, number=energy.account(6)))["account"]
    targets = [wallet["targetLedger"] for wallet in account["solarWalletLedgers"]]
    assert given["targetLedgerNumber"] in targets


@pytest.mark.parametrize("verb", ["create", "terminate"])
async def test_ledgers_between_which_nothing_flows(till: Till, verb: str) -> None:
    mutation = f"{verb}CreditTransferPermission"
    debt = till.ledger(5, "%DEBT%")
    for case in (
        Case("KT-CT-3822", {"sourceLedgerNumber": "L-NONE"}, path("sourceLedgerNumber")),
        Case("KT-CT-3822", {"targetLedgerNumber": "L-NONE"}, path("targetLedgerNumber")),
        Case("KT-CT-3822", {}, path("sourceLedgerNumber"), as_customer=True),
        Case("KT-CT-3827", {"targetLedgerNumber": storage(till)}, path("targetLedgerNumber")),
        Case("KT-CT-3827", {"targetLedgerNumber": debt}, path("targetLedgerNumber")),
    ):
        await check(till, mutation, pair(till), case)


async def test_one_of_the_ledgers_has_to_store_credit(till: Till) -> None:
    given = {"sourceLedgerNumber": till.ledger(1), "targetLedgerNumber": till.ledger(2)}
    await check(till, "createCreditTransferPermission", given, Case("KT-CT-3828", {}))


SHARED = """
    success sourceAccountNumber targetAccountNumber targetGivenName creditSharingLedgerId
    validFrom validTo
"""


def shared(till: Till, target: int, **changes: Any) -> dict[str, Any]:
    return {
        "sourceAccountNumber": till.account(1),
        "targetAccountNumber": till.account(target),
        "validFrom": NOW,
        "validTo": "2027-06-30T00:00:00Z",
        **changes,
    }


async def test_a_solar_wallet_is_shared_and_no_longer(energy: Till) -> None:
    given = shared(energy, 3)
    made = await energy.send("createSolarWalletRelationship", given, SHARED)
    assert made["success"] is True
    query = "SELECT * FROM credit_transfer_permissions WHERE id = ?"
    row = energy.row(query, made["creditSharingLedgerId"])
    assert (row["valid_from"], row["valid_to"]) == (NOW, "2027-06-30T00:00:00+00:00")
    account = (await energy.ask(WALLETS, number=energy.account(1)))["account"]
    shown = {
        "targetLedger": energy.ledger(3),
        "targetGivenName": made["targetGivenName"],
        "validFrom": made["validFrom"],
        "validTo": made["validTo"],
    }
    assert shown in account["solarWalletLedgers"]
    await check(energy, "createSolarWalletRelationship", given, Case("KT-ES-7806", {}))
    del given["validFrom"]
    given["validTo"] = NOW
    wanted = SHARED.replace("validFrom", "")
    ended = await energy.send("terminateSolarWalletRelationship", given, wanted)
    assert (ended["success"], ended["validTo"]) == (True, NOW)
    assert energy.row(query, made["creditSharingLedgerId"])["valid_to"] == NOW
    await check(energy, "terminateSolarWalletRelationship", given, Case("KT-ES-7808", {}))


@pytest.mark.parametrize(
    ("mutation", "malformed"),
    [
        ("createSolarWalletRelationship", "KT-ES-7805"),
        ("terminateSolarWalletRelationship", "KT-ES-7807"),
    ],
)
async def test_wallets_that_are_not_shared(energy: Till, mutation: str, malformed: str) -> None:
    given = shared(energy, 1)
    if mutation.startswith("terminate"):
        del given["validFrom"]
    early = {"validTo": "2020-01-01T00:00:00Z"}
    source, target = path("sourceAccountNumber"), path("targetAccountNumber")
    for case in (
        Case(malformed, {"sourceAccountNumber": None}, source),
        Case(malformed, {"targetAccountNumber": ""}, target),
        Case("KT-ES-4116", {"targetAccountNumber": "A-NONE"}, target),
        Case("KT-CT-4123", {}, source, as_customer=True),
        Case("KT-ES-7809", {"sourceAccountNumber": energy.account(2)}, source),
        Case(malformed, early, path("validTo")),
    ):
        await check(energy, mutation, given, case)
