"""Payment schedules."""

from typing import Any

from .bank_accounts import BRITISH, iban
from .trial import Cases, Trial, became, told, trial
from .world import TODAY, World, in_days

LAST = "FROM payment_schedules ORDER BY id DESC"
CURRENT = "SELECT id, payment_day FROM payment_schedules WHERE account_id = 1"
TERMS = "SELECT account_id, payment_amount, payment_day, valid_from"


def _ledger(world: World) -> dict[str, Any]:
    return {"accountNumber": world.account(1), "ledgerNumber": world.ledger(1)}


def create_account_payment_schedule(world: World, *, full: bool) -> Trial:
    """The schedule of today ends, and another with the new terms goes on."""
    query = (
        "SELECT id, payment_day FROM payment_schedules WHERE account_id = 1 AND valid_to IS NULL"
    )
    old, day = world.row(query)
    given = {**_ledger(world), "paymentAmount": 5100}
    if full:
        given |= {"paymentDay": 17, "trigger": "BILL", "amountStrategy": "BILL"}
    row = (1, 5100, given.get("paymentDay", day), TODAY)
    modes = "SELECT trigger, is_variable_payment_amount"
    return trial(
        given,
        became(f"{TERMS} {LAST}", now=row),
        became("SELECT valid_to FROM payment_schedules WHERE id = ?", old, now=TODAY),
        *([became(f"{modes} {LAST}", now=("BILL", 1))] if full else []),
        told("schedule.id", f"SELECT id {LAST}"),
        needed="paymentAmount",
    )


def _schedule(*, full: bool) -> dict[str, Any]:
    given: dict[str, Any] = {"paymentAmount": 3300, "paymentDay": 3}
    if full:
        given |= {"paymentFrequency": "Weekly", "paymentFrequencyMultiplier": 2}
        given["preferredFirstPaymentDate"] = in_days(10)
    return given


def _begun(given: dict[str, Any]) -> tuple[object, ...]:
    return (1, 3300, 3, given.get("preferredFirstPaymentDate", TODAY))


OFTEN = "SELECT payment_frequency, payment_frequency_multiplier, account_id"


def _how_often(given: dict[str, Any]) -> tuple[object, ...]:
    times = given.get("paymentFrequencyMultiplier", 1)
    return (given.get("paymentFrequency", "Monthly"), times, 1)


def create_direct_debit_payment_schedule(world: World, *, full: bool) -> Trial:
    """A schedule begins on a ledger that has a direct debit."""
    schedule = _schedule(full=full)
    first = (
        "SELECT amount FROM payments WHERE account_id = 1 AND status = 'SCHEDULED' ORDER BY id DESC"
    )
    return trial(
        {**_ledger(world), "schedule": schedule},
        became(f"{TERMS} {LAST}", now=_begun(schedule)),
        became(f"{OFTEN} {LAST}", now=_how_often(schedule)),
        became(first, now=3300),
        told("paymentSchedule.id", f"SELECT id {LAST}"),
    )


def create_instruction_and_schedule(world: World, *, full: bool) -> Trial:
    """A direct debit is stored, and a schedule that collects by it begins."""
    schedule = _schedule(full=full)
    bank = {"accountHolder": "Isla MacAllister", "iban": iban("GB")}
    if full:
        bank = {**BRITISH, "accountType": "CHECKING"}
    columns = "account_holder, is_default, sort_code, bank_code, account_type"
    holder = f"SELECT {columns} FROM payment_instructions ORDER BY id DESC"
    parts = (BRITISH["branchCode"], BRITISH["bankCode"], "CHECKING") if full else ("", None, None)
    return trial(
        {**_ledger(world), "bankDetails": bank, "schedule": schedule},
        became(f"{TERMS} {LAST}", now=_begun(schedule)),
        became(f"{OFTEN} {LAST}", now=_how_often(schedule)),
        became(holder, now=(bank["accountHolder"], 1, *parts)),
        told("paymentInstruction.id", "SELECT max(id) FROM payment_instructions"),
        needed="accountHolder iban",
        without="iban",
    )


def update_payment_schedule(world: World, *, full: bool) -> Trial:
    """The terms of a schedule change where it stands."""
    query = (
        "SELECT id, payment_day FROM payment_schedules WHERE account_id = 1 AND valid_to IS NULL"
    )
    schedule, day = world.row(query)
    terms: dict[str, Any] = {
        "validFrom": TODAY,
        "scheduleType": "BACS_TRANSFER",
        "paymentAmount": 4700,
    }
    if full:
        terms |= {"paymentFrequency": "Weekly", "paymentDay": 6, "validTo": in_days(365)}
        terms |= {"paymentAdequacyAdjustment": 250}
        terms |= {"paymentAdequacyAdjustmentExpiryDate": in_days(90)}
    stored = (
        "SELECT payment_amount, schedule_type, payment_day, valid_from, valid_to,"
        " payment_adequacy_adjustment, payment_adequacy_adjustment_expiry_date,"
        " payment_frequency FROM payment_schedules WHERE id = ?"
    )
    expiry, ends = terms.get("paymentAdequacyAdjustmentExpiryDate"), terms.get("validTo")
    adequacy = (terms.get("paymentAdequacyAdjustment", 0), expiry)
    often = terms.get("paymentFrequency", "Monthly")
    row = (4700, "BACS_TRANSFER", terms.get("paymentDay", day), TODAY, ends, *adequacy, often)
    given = {"accountNumber": world.account(1), "paymentScheduleId": str(schedule)}
    return trial(
        {**given, "updatedParameters": terms},
        became(stored, schedule, now=row),
        told("paymentSchedule.id", "SELECT ?", schedule),
        needed="updatedParameters",
    )


def update_auto_top_up_amount(world: World, *, full: bool) -> Trial:
    """A schedule that waits for a low balance collects another amount then."""
    schedule = world.value(
        "SELECT id FROM payment_schedules WHERE account_id = 1 AND valid_to IS NULL"
    )
    world.write("UPDATE payment_schedules SET trigger = 'BALANCE' WHERE id = ?", schedule)
    amount = "SELECT payment_amount FROM payment_schedules WHERE id = ?"
    return trial(
        {**_ledger(world), "paymentAmount": 1900},
        became(amount, schedule, now=1900),
        told("schedule.paymentAmount", amount, schedule),
        needed="ledgerNumber",
    )


CASES: Cases = {
    "createAccountPaymentSchedule": create_account_payment_schedule,
    "createDirectDebitInstructionAndSchedule": create_instruction_and_schedule,
    "createDirectDebitPaymentSchedule": create_direct_debit_payment_schedule,
    "updateAutoTopUpAmount": update_auto_top_up_amount,
    "updatePaymentSchedule": update_payment_schedule,
}
