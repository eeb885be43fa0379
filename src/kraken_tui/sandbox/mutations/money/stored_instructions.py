"""Instructions that a provider's form has made, and the end of any instruction."""

import sqlite3
from collections.abc import Mapping
from typing import Any
from zlib import crc32

from ...context import Context
from ..registry import Arguments, Handlers
from . import instructions
from .contract import Contract


def store_payment_instruction(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Keep what an embedded form has made, under the provider's reference of it."""
    contract, given = Contract(context, "storePaymentInstruction"), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-4177")
    ledger = contract.main_ledger(account)
    if given.get("ledgerNumber"):
        ledger = contract.ledger(account, given["ledgerNumber"], "KT-CT-3822")
    reference = given["vendorReference"].strip()
    query = "SELECT 1 FROM payment_instructions WHERE vendor_reference = ?"
    if not reference or context.value(query, reference):
        reason = "This is not a reference that is free to be stored."
        raise contract.refuse("KT-CT-4177", ("vendorReference", reason))
    instruction = instructions.store(
        context,
        ledger,
        _details(account, given["instructionType"], reference),
        valid_from=given.get("validFrom"),
        preferred=bool(given.get("useForAutomatedPayments")),
    )
    _finish_form(context, account, reference)
    return {"paymentInstruction": instruction}


def _details(account: sqlite3.Row, kind: str, reference: str) -> Mapping[str, Any]:
    # A provider would tell the last digits. Here they come from the reference.
    digits = f"{crc32(reference.encode()) % 10_000:04d}"
    details: dict[str, Any] = {
        "instruction_type": kind,
        "account_holder": account["billing_name"],
        "vendor_reference": reference,
    }
    if kind != "CARD":
        masked = f"****{digits}"
        return details | {
            "masked_account_identifier": masked,
            "last_four_digits_of_account_number": digits,
        }
    masked = f"**** **** **** {digits}"
    return details | {
        "card_number": masked,
        "masked_account_identifier": masked,
        "card_type": "DEBIT",
        "card_payment_network": "VISA",
        "card_expiry_month": 12,
        "card_expiry_year": 2030,
    }


def _finish_form(context: Context, account: sqlite3.Row, reference: str) -> None:
    context.state.store.execute(
        "UPDATE standalone_payments SET status = 'COMPLETED' WHERE purpose = 'INSTRUCTION'"
        " AND account_id = ? AND ? IN (secret, vendor_reference)",
        (account["id"], reference),
    )


def invalidate_payment_instruction(context: Context, arguments: Arguments) -> dict[str, Any]:
    """End an instruction now; a ledger that preferred it is paid by hand from now on."""
    contract, given = Contract(context, "invalidatePaymentInstruction"), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-3926")
    query = "SELECT * FROM payment_instructions WHERE id = ? AND account_id = ?"
    instruction = context.row(query, given["id"], account["id"])
    if instruction is None:
        raise contract.refuse("KT-CT-3926", ("id", "This account has no such instruction."))
    if instruction["valid_to"] is not None and instruction["valid_to"] <= context.now:
        raise contract.refuse("KT-CT-3926", ("id", "This instruction has ended already."))
    ended = end(contract, instruction)
    return {"instruction": ended}


def end(contract: Contract, instruction: sqlite3.Row) -> sqlite3.Row:
    """End an instruction now and return it."""
    context = contract.context
    for ledger in context.rows(_PREFERRING, instruction["id"]):
        instructions.prefer(context, ledger["ledger_id"], None)
    if instruction["instruction_type"] == "DIRECT_DEBIT" and instruction["ledger_id"]:
        contract.update(
            "ledgers",
            instruction["ledger_id"],
            current_direct_debit_instruction_invalidated_with_vendor=1,
        )
    return contract.update(
        "payment_instructions",
        instruction["id"],
        status="FAILED",
        valid_to=context.now,
        is_default=0,
    )


_PREFERRING = """
    SELECT ledger_id FROM payment_preferences AS chosen WHERE payment_instruction_id = ?
    AND id = (SELECT id FROM payment_preferences WHERE ledger_id = chosen.ledger_id
              ORDER BY for_payments_after DESC, id DESC LIMIT 1)
"""

HANDLERS: Handlers = {
    "storePaymentInstruction": store_payment_instruction,
    "invalidatePaymentInstruction": invalidate_payment_instruction,
}
