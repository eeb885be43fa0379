"""Payment schedules: swapped, changed, begun with a direct debit, topped up by themselves."""

from typing import Any

import pytest

from tests.sandbox.mutations.tenant import TODAY

from .refusals import Case, check
from .till import Till, in_days

IBAN = "GB33BUKB20201555555555"
FIELDS = """
    id ledgerNumber paymentAmount paymentDay paymentFrequency paymentFrequencyMultiplier trigger
    isVariablePaymentAmount validFrom validTo paymentAdequacyAdjustment
"""
SCHEDULES = f"""
    query ($number: String!, $active: Boolean) {{
      account(accountNumber: $number) {{
        paymentSchedules(first: 20, active: $active) {{ edges {{ node {{ {FIELDS} }} }} }}
      }}
    }}
"""


async def seen(till: Till, account_id: int, *, active: bool | None = None) -> list[dict[str, Any]]:
    account = await till.ask(SCHEDULES, number=till.account(account_id), active=active)
    return [edge["node"] for edge in account["account"]["paymentSchedules"]["edges"]]


def swap(till: Till, account_id: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "accountNumber": till.account(account_id),
        "ledgerNumber": till.ledger(account_id),
        "paymentDay": 17,
        "paymentAmount": 4321,
        **changes,
    }


def stored(till: Till, schedule_id: str) -> dict[str, Any]:
    return till.row("SELECT * FROM payment_schedules WHERE id = ?", schedule_id)


def next_payment(till: Till, account_id: int) -> dict[str, Any]:
    return till.row(
        "SELECT * FROM payments WHERE account_id = ? AND status = 'SCHEDULED'"
        " AND reason = 'REGULAR_SCHEDULE'",
        account_id,
    )


async def test_a_schedule_is_swapped_for_another(till: Till) -> None:
    (before,) = await seen(till, 1, active=True)
    answer = await till.send("createAccountPaymentSchedule", swap(till), f"schedule {{ {FIELDS} }}")
    schedule = answer["schedule"]
    assert schedule == {
        **before,
        "id": schedule["id"],
        "paymentAmount": 4321,
        "paymentDay": 17,
        "validFrom": TODAY,
    }
    assert await seen(till, 1, active=True) == [schedule]
    assert {**before, "validTo": TODAY} in await seen(till, 1)
    assert stored(till, before["id"])["valid_to"] == TODAY
    row = stored(till, schedule["id"])
    assert (row["payment_amount"], row["payment_day"], row["valid_to"]) == (4321, 17, None)
    coming = next_payment(till, 1)
    assert (coming["amount"], coming["payment_date"]) == (4321, "2026-12-17")


async def test_what_is_not_given_stays_as_it_was(till: Till) -> None:
    (before,) = await seen(till, 2, active=True)
    given = swap(till, 2, paymentDay=None)
    answer = await till.send("createAccountPaymentSchedule", given, f"schedule {{ {FIELDS} }}")
    assert answer["schedule"]["paymentDay"] == before["paymentDay"]
    assert stored(till, answer["schedule"]["id"])["payment_amount"] == 4321


async def test_a_top_up_has_an_amount_that_can_be_changed(till: Till) -> None:
    given = swap(till, 6, trigger="BALANCE", amountStrategy="BALANCE")
    answer = await till.send("createAccountPaymentSchedule", given, f"schedule {{ {FIELDS} }}")
    made = answer["schedule"]
    assert (made["trigger"], made["isVariablePaymentAmount"]) == ("BALANCE", True)
    top_up = {key: given[key] for key in ("accountNumber", "ledgerNumber")}
    answer = await till.send(
        "updateAutoTopUpAmount", {**top_up, "paymentAmount": 7700}, f"schedule {{ {FIELDS} }}"
    )
    assert answer["schedule"] == {**made, "paymentAmount": 7700}
    assert await seen(till, 6, active=True) == [answer["schedule"]]
    assert stored(till, made["id"])["payment_amount"] == 7700
    wrong = {**top_up, "paymentAmount": 0}
    path: list[str | int] = ["input", "paymentAmount"]
    await check(till, "updateAutoTopUpAmount", wrong, Case("KT-CT-3941", {}, path))


def path(*fields: str) -> list[str | int]:
    return ["input", *fields]


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
        Case("KT-CT-3822", {}, path("accountNumber"), as_customer=True),
        Case("KT-CT-3822", {"ledgerNumber": "L-NONE"}, path("ledgerNumber")),
        Case("KT-CT-3960", {"paymentDay": 29}, path("paymentDay")),
        Case("KT-CT-3960", {"paymentDay": 0}, path("paymentDay")),
        Case("KT-CT-3941", {"paymentAmount": 0}, path("paymentAmount")),
        Case("KT-CT-3941", {"paymentAmount": -3}, path("paymentAmount")),
        Case("KT-CT-3962", {"paymentAmount": None, "paymentDay": None}),
    ],
)
async def test_what_no_schedule_can_be_swapped_for(till: Till, case: Case) -> None:
    await check(till, "createAccountPaymentSchedule", swap(till), case)


async def test_accounts_that_have_nothing_to_swap(till: Till) -> None:
    mutation = "createAccountPaymentSchedule"
    await check(till, mutation, swap(till, 7), Case("KT-CT-3815", {}, path("ledgerNumber")))
    await check(till, mutation, swap(till, 12), Case("KT-CT-3923", {}, path("accountNumber")))


async def test_a_schedule_of_a_plan_stays(energy: Till) -> None:
    case = Case("KT-CT-3961", {}, path("ledgerNumber"))
    await check(energy, "createAccountPaymentSchedule", swap(energy, 5), case)


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-3821", {"ledgerNumber": None}, path("ledgerNumber")),
        Case("KT-CT-3822", {"ledgerNumber": "L-NONE"}, path("ledgerNumber")),
        Case("KT-CT-3953", {}, path("ledgerNumber")),
        Case("KT-CT-3822", {}, path("accountNumber"), as_customer=True, only="water"),
        Case("KT-CT-4123", {}, path("accountNumber"), as_customer=True, only="energy"),
    ],
)
async def test_what_tops_nothing_up(till: Till, case: Case) -> None:
    given = {
        "accountNumber": till.account(1),
        "ledgerNumber": till.ledger(1),
        "paymentAmount": 100,
    }
    await check(till, "updateAutoTopUpAmount", given, case)


async def test_an_account_without_a_schedule_cannot_be_topped_up(till: Till) -> None:
    given = {
        "accountNumber": till.account(7),
        "ledgerNumber": till.ledger(7),
        "paymentAmount": 100,
    }
    case = Case("KT-CT-3815", {}, path("ledgerNumber"))
    await check(till, "updateAutoTopUpAmount", given, case)


def update(till: Till, account_id: int, **changes: Any) -> dict[str, Any]:
    query = "SELECT max(id) FROM payment_schedules WHERE account_id = ?"
    return {
        "accountNumber": till.account(account_id),
        "paymentScheduleId": str(till.value(query, account_id)),
        "updatedParameters": {
            "validFrom": TODAY,
            "validTo": in_days(300),
            "scheduleType": "DIRECT_DEBIT",
            "paymentFrequency": "Weekly",
            "paymentDay": 3,
            "paymentAmount": 1500,
            "paymentAdequacyAdjustment": 5,
            "paymentAdequacyAdjustmentExpiryDate": in_days(100),
            **changes,
        },
    }


async def test_a_schedule_is_changed_where_it_stands(water: Till) -> None:
    given = update(water, 4)
    wanted = f"paymentSchedule {{ {FIELDS} scheduleType }}"
    schedule = (await water.send("updatePaymentSchedule", given, wanted))["paymentSchedule"]
    assert schedule["id"] == given["paymentScheduleId"]
    assert (schedule["paymentFrequency"], schedule["paymentDay"]) == ("Weekly", 3)
    assert schedule.pop("scheduleType") == "DIRECT_DEBIT"
    assert schedule in await seen(water, 4)
    row = stored(water, schedule["id"])
    assert row["payment_adequacy_adjustment_expiry_date"] == in_days(100)
    assert (row["valid_to"], row["payment_amount"]) == (in_days(300), 1500)
    assert next_payment(water, 4)["payment_date"] == "2026-11-25"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"paymentAmount": 0}, "paymentAmount"),
        ({"paymentDay": 8}, "paymentDay"),
        ({"paymentDay": 29, "paymentFrequency": "Monthly"}, "paymentDay"),
        ({"validTo": in_days(-1)}, "validTo"),
    ],
)
async def test_what_a_schedule_cannot_be_changed_to(
    water: Till, changes: dict[str, Any], field: str
) -> None:
    case = Case("KT-CT-3942", {}, path("updatedParameters", field))
    await check(water, "updatePaymentSchedule", update(water, 2, **changes), case)


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-3966", {"paymentScheduleId": "99999"}, path("paymentScheduleId")),
        Case("KT-CT-3966", {"paymentScheduleId": "1"}, path("paymentScheduleId")),
        Case("KT-CT-3942", {"updatedParameters": None}, path("updatedParameters")),
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
    ],
)
async def test_schedules_that_cannot_be_changed(water: Till, case: Case) -> None:
    await check(water, "updatePaymentSchedule", update(water, 2), case)


async def test_schedules_of_others_are_out_of_reach(water: Till) -> None:
    case = Case("KT-CT-1128", {}, path("accountNumber"), as_customer=True)
    await check(water, "updatePaymentSchedule", update(water, 1), case)
    await check(water, "createDirectDebitPaymentSchedule", debit(water, 1), case)
    both = {**debit(water, 1), "bankDetails": {"accountHolder": "Demo", "iban": IBAN}}
    await check(water, "createDirectDebitInstructionAndSchedule", both, case)


def terms(**changes: Any) -> dict[str, Any]:
    return {"paymentAmount": 2750, "paymentDay": 9, **changes}


def debit(till: Till, account_id: int, **changes: Any) -> dict[str, Any]:
    return {
        "accountNumber": till.account(account_id),
        "ledgerNumber": till.ledger(account_id),
        "schedule": terms(**changes),
    }


async def test_a_direct_debit_schedule_takes_the_place_of_the_one_before(water: Till) -> None:
    (before,) = await seen(water, 19, active=True)
    wanted = f"paymentSchedule {{ {FIELDS} }}"
    answer = await water.send("createDirectDebitPaymentSchedule", debit(water, 19), wanted)
    schedule = answer["paymentSchedule"]
    assert (schedule["paymentAmount"], schedule["paymentDay"]) == (2750, 9)
    assert (schedule["validFrom"], schedule["paymentFrequency"]) == (TODAY, "Monthly")
    assert await seen(water, 19, active=True) == [schedule]
    assert stored(water, before["id"])["valid_to"] == TODAY
    coming = next_payment(water, 19)
    assert (coming["amount"], coming["payment_date"]) == (2750, "2026-12-09")
    assert coming["payment_instruction_id"] is not None


async def test_an_instruction_comes_with_its_schedule(water: Till) -> None:
    given = {
        **debit(water, 3, preferredFirstPaymentDate=in_days(30), paymentFrequencyMultiplier=2),
        "bankDetails": {"accountHolder": "Demo Person", "iban": IBAN},
    }
    wanted = f"paymentInstruction {{ id status }} paymentSchedule {{ {FIELDS} }}"
    made = await water.send("createDirectDebitInstructionAndSchedule", given, wanted)
    instruction, schedule = made["paymentInstruction"], made["paymentSchedule"]
    assert schedule["paymentFrequencyMultiplier"] == 2
    assert schedule["validFrom"] == in_days(30)
    assert schedule in await seen(water, 3)
    query = "query ($number: String!) { defaultPaymentInstruction(accountNumber: $number) { id } }"
    default = await water.ask(query, number=water.account(3))
    assert default["defaultPaymentInstruction"] == {"id": instruction["id"]}
    row = water.row("SELECT * FROM payment_instructions WHERE id = ?", instruction["id"])
    assert (row["account_holder"], row["masked_iban"]) == ("Demo Person", "*" * 18 + "5555")
    future = Case("KT-CT-3964", {}, path("ledgerNumber"))
    await check(water, "createDirectDebitInstructionAndSchedule", given, future)


WRONG_TERMS = [
    ({"paymentAmount": 0}, "paymentAmount"),
    ({"paymentDay": 0}, "paymentDay"),
    ({"paymentDay": 31}, "paymentDay"),
    ({"paymentDay": 8, "paymentFrequency": "Weekly"}, "paymentDay"),
    ({"paymentFrequencyMultiplier": 0}, "paymentFrequencyMultiplier"),
    ({"preferredFirstPaymentDate": in_days(-1)}, "preferredFirstPaymentDate"),
]


@pytest.mark.parametrize(("changes", "field"), WRONG_TERMS)
async def test_terms_that_no_direct_debit_can_have(
    water: Till, changes: dict[str, Any], field: str
) -> None:
    given = debit(water, 2, **changes)
    case = Case("KT-GB-3931", {}, path("schedule", field))
    await check(water, "createDirectDebitPaymentSchedule", given, case)
    both = {**given, "bankDetails": {"accountHolder": "Demo", "iban": IBAN}}
    case = Case("KT-GB-3930", {}, path("schedule", field))
    await check(water, "createDirectDebitInstructionAndSchedule", both, case)


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-GB-3931", {"ledgerNumber": "L-NONE"}, path("ledgerNumber")),
        Case(
            "KT-CT-3965",
            {"schedule": terms(paymentFrequency="Planned")},
            path("schedule", "paymentFrequency"),
        ),
    ],
)
async def test_schedules_that_cannot_begin(water: Till, case: Case) -> None:
    await check(water, "createDirectDebitPaymentSchedule", debit(water, 2), case)


async def test_a_schedule_needs_a_direct_debit(water: Till) -> None:
    case = Case("KT-GB-3931", {}, path("ledgerNumber"))
    await check(water, "createDirectDebitPaymentSchedule", debit(water, 10), case)


async def test_a_withdrawn_account_gets_no_direct_debit(water: Till) -> None:
    bank = {"bankDetails": {"accountHolder": "Demo", "iban": IBAN}}
    given = {**debit(water, 12), **bank}
    mutation = "createDirectDebitInstructionAndSchedule"
    await check(water, mutation, given, Case("KT-CT-3948", {}, path("accountNumber")))
    wrong = {"accountHolder": "Demo", "iban": "GB00"}
    case = Case("KT-GB-3930", {"bankDetails": wrong}, path("bankDetails", "iban"))
    await check(water, mutation, given, case)
