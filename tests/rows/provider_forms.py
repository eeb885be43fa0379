"""Payments and instructions that a customer finishes at the provider's."""

from typing import Any

from .trial import Cases, Trial, became, told, trial
from .world import World

LAST = "FROM standalone_payments ORDER BY id DESC"
RETURNS = ("Success", "Failure", "Error", "Cancel")


def _opened(world: World, kind: str, **more: Any) -> dict[str, Any]:
    return {"accountNumber": world.account(1), "instructionType": kind, **more}


def _second_ledger(world: World) -> str:
    return world.text("SELECT number FROM ledgers WHERE id = 2 AND account_id = 1")


def _returns(*more: str) -> dict[str, str]:
    return {f"returnUrl{each}": f"https://shop.example/{each}" for each in (*RETURNS, *more)}


def embedded_secret(world: World, *, full: bool) -> Trial:
    """A form is opened for a ledger, the main one unless another is named."""
    given = _opened(world, "CARD")
    if full:
        given["ledgerNumber"] = _second_ledger(world)
    row = (1, 2 if full else 1, "INSTRUCTION", "CARD")
    return trial(
        given,
        became(f"SELECT account_id, ledger_id, purpose, method {LAST}", now=row),
        told("secretKey", f"SELECT secret {LAST}"),
    )


def embedded_secret_without_account(world: World, *, full: bool) -> Trial:
    """A form is opened for nobody in particular."""
    return trial(
        {"instructionType": "DIRECT_DEBIT"},
        became(f"SELECT account_id, method {LAST}", now=(None, "DIRECT_DEBIT")),
        told("secretKey", f"SELECT secret {LAST}"),
    )


def hosted_url(world: World, *, full: bool) -> Trial:
    """A page is made for an instruction."""
    given = _opened(world, "DIRECT_DEBIT")
    if full:
        given |= {"ledgerNumber": _second_ledger(world), **_returns()}
    row = (1, 2 if full else 1, "INSTRUCTION")
    return trial(
        given,
        became(f"SELECT account_id, ledger_id, purpose {LAST}", now=row),
        told("url", f"SELECT url {LAST}"),
    )


def initiate_hosted(world: World, *, full: bool) -> Trial:
    """A page is made on which one payment can be made."""
    given = {
        "accountNumber": world.account(1),
        "ledgerNumber": world.ledger(1),
        "amount": 2500,
        "description": "Top-up",
        "collectionMethod": "CARD",
    }
    if full:
        given |= _returns("Pending", "Expired")
    return trial(
        given,
        became(f"SELECT purpose, amount, method, status {LAST}", now=PAYMENT),
        told("payment.url", f"SELECT url {LAST}"),
        told("payment.retrievalToken", f"SELECT vendor_reference {LAST}"),
        needed="ledgerNumber",
    )


PAYMENT = ("PAYMENT", 2500, "CARD", "PENDING")


def initiate(world: World, *, full: bool) -> Trial:
    """A payment is opened, by card unless told otherwise."""
    given = {"accountNumber": world.account(1), "amount": 2500, "description": "Top-up"}
    if full:
        given |= {"collectionMethod": "DIRECT_DEBIT", "isTelephoneInitiated": True}
        given["ledgerNumber"] = _second_ledger(world)
    row = (2 if full else 1, "PAYMENT", 2500, given.get("collectionMethod", "CARD"), "PENDING")
    return trial(
        given,
        became(f"SELECT ledger_id, purpose, amount, method, status {LAST}", now=row),
        told("payment.secretToken", f"SELECT secret {LAST}"),
        told("payment.retrievalToken", f"SELECT vendor_reference {LAST}"),
    )


def complete(world: World, *, full: bool) -> Trial:
    """A payment that was opened by card clears and is posted to its ledger."""
    world.write(
        "INSERT INTO standalone_payments (account_id, ledger_id, purpose, amount, method,"
        " vendor_reference, secret, created_at)"
        " VALUES (1, 1, 'PAYMENT', 700, 'CARD', 'pi_1', 'pi_1_secret', '2026-11-20')"
    )
    balance = world.value("SELECT balance FROM ledgers WHERE id = 1")
    given = {
        "accountNumber": world.account(1),
        "ledgerNumber": world.ledger(1),
        "retrievalToken": "pi_1",
        "completionToken": "pi_1_secret",
        "idempotencyKey": "complete-1",
    }
    paid = "SELECT amount, status FROM payments WHERE idempotency_key = 'complete-1'"
    return trial(
        given,
        became("SELECT balance FROM ledgers WHERE id = 1", now=balance + 700),
        became(paid, now=(700, "CLEARED")),
        became(f"SELECT status {LAST}", now="COMPLETED"),
        told("payment.status", "SELECT status FROM payments ORDER BY id DESC"),
    )


CASES: Cases = {
    "completeStandalonePayment": complete,
    "getEmbeddedSecretForNewPaymentInstruction": embedded_secret,
    "getEmbeddedSecretForNewPaymentInstructionWithoutAccount": embedded_secret_without_account,
    "getHostedUrlForNewPaymentInstruction": hosted_url,
    "initiateHostedStandalonePayment": initiate_hosted,
    "initiateStandalonePayment": initiate,
}
