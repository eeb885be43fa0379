"""Contributions, and credit that flows from one ledger to another."""

from typing import Any

from .trial import Cases, Trial, became, told, trial
from .world import NOW, World

FROM, UNTIL = "2026-12-01T00:00:00+00:00", "2027-12-01T00:00:00+00:00"
LAST = "FROM credit_transfer_permissions ORDER BY id DESC"


def create_contribution(world: World, *, full: bool) -> Trial:
    """An account contributes to a scheme."""
    given: dict[str, Any] = {
        "accountNumber": world.account(1),
        "schemeCode": "RIVER_TRUST",
        "interval": "QUARTERLY",
        "amount": 150,
        "activeFrom": FROM,
    }
    if full:
        given["activeTo"] = UNTIL
    columns = "amount, interval, active_from, active_to"
    query = f"SELECT {columns} FROM contribution_agreements WHERE contribution_scheme_id = 2"
    return trial(
        given,
        became(query, now=(150, "QUARTERLY", FROM, given.get("activeTo"))),
        told("contributionAgreement.id", "SELECT max(id) FROM contribution_agreements"),
    )


def end_contribution(world: World, *, full: bool) -> Trial:
    """An agreement ends, now unless told otherwise."""
    given = {"contributionAgreementId": "1"}
    if full:
        given["endAt"] = UNTIL
    ended = "SELECT active_to FROM contribution_agreements WHERE id = 1"
    return trial(
        given,
        became(ended, now=given.get("endAt", NOW)),
        told("contributionAgreement.id", "SELECT id FROM contribution_agreements WHERE active_to"),
    )


def _ledgers(world: World) -> dict[str, str]:
    # Only credit that is stored flows: the source takes no payments.
    world.write("UPDATE ledgers SET accepts_payments = 0 WHERE number = ?", world.ledger(4))
    return {"sourceLedgerNumber": world.ledger(4), "targetLedgerNumber": world.ledger(2)}


def _permission(world: World) -> dict[str, str]:
    given = _ledgers(world)
    world.write(
        "INSERT INTO credit_transfer_permissions (source_ledger_id, target_ledger_id, valid_from)"
        " SELECT source.id, target.id, '2026-01-01T00:00:00+00:00' FROM ledgers AS source,"
        " ledgers AS target WHERE source.number = ? AND target.number = ?",
        *given.values(),
    )
    return given


def create_permission(world: World, *, full: bool) -> Trial:
    """Credit may flow from now on."""
    given = _ledgers(world)
    source, target = (
        world.value("SELECT id FROM ledgers WHERE number = ?", number) for number in given.values()
    )
    columns = "source_ledger_id, target_ledger_id, valid_from, valid_to"
    return trial(
        given,
        became(f"SELECT {columns} {LAST}", now=(source, target, NOW, None)),
        told("validFrom", f"SELECT valid_from {LAST}"),
    )


def terminate_permission(world: World, *, full: bool) -> Trial:
    """Credit flows no more."""
    given = _permission(world)
    if full:
        world.write("UPDATE credit_transfer_permissions SET valid_from = ?", FROM)
        given["activeAt"] = "2026-12-24T00:00:00+00:00"
    return trial(
        given,
        # One that has not begun yet ends as it begins.
        became(f"SELECT valid_to {LAST}", now=FROM if full else NOW),
        told("validTo", f"SELECT valid_to {LAST}"),
    )


def _wallet(world: World) -> dict[str, Any]:
    return {"sourceAccountNumber": world.account(1), "targetAccountNumber": world.account(2)}


def create_relationship(world: World, *, full: bool) -> Trial:
    """An account's solar wallet is shared with the electricity ledger of another one."""
    given = {**_wallet(world), "validFrom": FROM}
    if full:
        given["validTo"] = UNTIL
    target = world.value("SELECT id FROM ledgers WHERE number = ?", world.ledger(2))
    columns = "target_ledger_id, valid_from, valid_to"
    return trial(
        given,
        became(f"SELECT {columns} {LAST}", now=(target, FROM, given.get("validTo"))),
        told("creditSharingLedgerId", f"SELECT id {LAST}"),
        needed="sourceAccountNumber targetAccountNumber",
    )


def terminate_relationship(world: World, *, full: bool) -> Trial:
    """A wallet is shared until a moment."""
    given = {**_wallet(world), "targetAccountNumber": world.account(1), "validTo": UNTIL}
    ended = "SELECT valid_to FROM credit_transfer_permissions WHERE id = 1"
    return trial(
        given,
        became(ended, now=UNTIL),
        told("validTo", ended),
        needed="sourceAccountNumber targetAccountNumber",
    )


CASES: Cases = {
    "createContributionAgreement": create_contribution,
    "createCreditTransferPermission": create_permission,
    "createSolarWalletRelationship": create_relationship,
    "endContributionAgreement": end_contribution,
    "terminateCreditTransferPermission": terminate_permission,
    "terminateSolarWalletRelationship": terminate_relationship,
}
