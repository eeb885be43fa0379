"""Payments, taken and amended; repayments; bills on paper."""

from .trial import Cases, Trial, became, told, trial
from .world import NOW, TODAY, World, in_days

LAST_PAYMENT = "SELECT max(id) FROM payments"


def collect_payment(world: World, *, full: bool) -> Trial:
    """A payment of today waits for the bank; one of a later day is scheduled."""
    given = {
        "accountNumber": world.account(1),
        "ledgerNumber": world.ledger(1),
        "amount": 1234,
        "paymentDate": in_days(5) if full else TODAY,
        "description": "Agreed on the telephone",
        "idempotencyKey": "collect-1",
    }
    instruction = world.value("SELECT id FROM payment_instructions WHERE account_id = 1")
    if full:
        given["collectionMethod"] = "CARD"
        world.write(
            "INSERT INTO payment_instructions (id, account_id, instruction_type, status,"
            " account_holder, valid_from, created_at)"
            " VALUES (900, 1, 'CARD', 'ACTIVE', '', '2026-01-01', '2026-01-01')"
        )
        instruction = 900
    columns = "account_id, amount, payment_date, description, payment_instruction_id, status"
    stored = f"SELECT {columns} FROM payments"
    status = "SCHEDULED" if full else "PENDING"
    row = (1, 1234, given["paymentDate"], given["description"], instruction, status)
    return trial(
        given,
        became(f"{stored} WHERE idempotency_key = 'collect-1'", now=row),
        told("payment.id", LAST_PAYMENT),
        told("payment.amount", "SELECT amount FROM payments ORDER BY id DESC"),
        needed="ledgerNumber",
    )


def amend_payment(world: World, *, full: bool) -> Trial:
    """A payment that is still to come gets another amount and day."""
    query = "SELECT id FROM payments WHERE account_id = 1 AND status = 'SCHEDULED'"
    payment = world.value(query)
    given = {
        "accountNumber": world.account(1),
        "paymentId": payment,
        "amount": 4321,
        "paymentDate": in_days(30),
    }
    if full:
        given["reason"] = "Pay day has moved"
    amended = "SELECT reason FROM payment_amendments WHERE payment_id = ?"
    stored = "SELECT amount, payment_date FROM payments WHERE id = ?"
    return trial(
        given,
        became(stored, payment, now=(4321, in_days(30))),
        became(amended, payment, now=(given.get("reason"),)),
        told("payment.amount", "SELECT amount FROM payments WHERE id = ?", payment),
    )


def submit_repayment_request(world: World, *, full: bool) -> Trial:
    """A part of the credit is asked back."""
    given = {
        "accountNumber": world.account(1),
        "ledgerNumber": world.ledger(1),
        "amountInMinorUnit": 321,
        "idempotencyKey": "repay-1",
    }
    if full:
        instruction = "SELECT vendor_reference FROM payment_instructions WHERE account_id = 1"
        given["instructionReference"] = world.value(instruction)
        given |= {"method": "CHEQUE", "reason": "Moving away"}
    columns = "account_id, amount, method, reason_code, payment_instruction_id, request_status"
    stored = f"SELECT {columns} FROM repayments"
    method = given.get("method", "BANK_TRANSFER")
    row = (1, 321, method, given.get("reason"), 1 if full else None, "REQUESTED")
    request = "SELECT request_id FROM repayments WHERE idempotency_key = 'repay-1'"
    return trial(
        given,
        became(f"{stored} WHERE idempotency_key = 'repay-1'", now=row),
        told("repaymentRequest.requestId", request),
        needed="ledgerNumber",
    )


def cancel_repayment_request(world: World, *, full: bool) -> Trial:
    """A request that nobody has decided on is withdrawn."""
    query = "SELECT request_id FROM repayments WHERE request_status = 'REQUESTED'"
    number = world.text(query)
    status = "SELECT request_status FROM repayments WHERE request_id = ?"
    return trial(
        {"requestId": number},
        became(status, number, now="CANCELLED"),
        told("repaymentRequest.status", status, number),
    )


def request_printed_bill(world: World, *, full: bool) -> Trial:
    """An issued bill is printed; the letter is among the account's events."""
    query = "SELECT id, identifier FROM statements WHERE account_id = 1 AND issued_date IS NOT NULL"
    bill, identifier = world.row(query)
    printed = "SELECT requested_on FROM printed_bill_requests WHERE statement_id = ?"
    event = "SELECT subject FROM events WHERE account_id = 1 AND kind = 'PRINT' AND occurred_at = ?"
    return trial(
        {"accountNumber": world.account(1), "billingDocumentId": str(bill)},
        became(printed, bill, now=TODAY),
        became(event, NOW, now=f"Bill {identifier}"),
    )


CASES: Cases = {
    "amendPayment": amend_payment,
    "cancelRepaymentRequest": cancel_repayment_request,
    "collectPayment": collect_payment,
    "requestPrintedBill": request_printed_bill,
    "submitRepaymentRequest": submit_repayment_request,
}
