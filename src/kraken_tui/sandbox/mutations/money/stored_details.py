"""Bank details that the payment vendor keeps, and the direct debits made of them."""

import json
import secrets
import sqlite3
from typing import Any

from ... import bank_details
from ...context import Context
from ...standing import may_pay
from ..registry import Arguments, Handlers
from . import instructions
from .contract import Contract


def store_direct_debit_payment_method_details(
    context: Context, arguments: Arguments
) -> dict[str, Any]:
    """Keep bank details, identifiers masked, under a reference to be used once."""
    contract = Contract(context, "storeDirectDebitPaymentMethodDetails")
    given = arguments["input"]
    account = contract.account(given["accountNumber"])
    if not given.get("ledgerNumber"):
        raise contract.refuse("KT-CT-3821", ("ledgerNumber", "The ledger is needed."))
    contract.ledger(account, given["ledgerNumber"], "KT-CT-3940")
    instructions.check_bank_details(contract, given["bankDetails"], "KT-CT-3940")
    stored = context.insert(
        "stored_payment_details",
        {
            "reference": f"SPD-{secrets.token_hex(8)}",
            "account_id": account["id"],
            "details": json.dumps(bank_details.columns(given["bankDetails"])),
            "created_at": context.now,
        },
    )
    return {"storedPaymentMethodDetailsReference": stored["reference"]}


def set_up_from_stored_details(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Make a direct debit of details that were stored for the account; they are used up."""
    contract = Contract(context, "setUpDirectDebitInstructionFromStoredDetails")
    given = arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-4123")
    ledger = contract.ledger(account, given["ledgerNumber"], "KT-CT-3822")
    stored = _stored(contract, account, given["storedPaymentMethodDetailsReference"])
    owned_by = instructions.owners(contract, account, given)
    _check_collectable(contract, account, ledger)
    instruction = instructions.store(
        context, ledger, json.loads(stored["details"]), valid_from=given["validFrom"]
    )
    instructions.add_owners(context, instruction, owned_by)
    context.state.store.execute("DELETE FROM stored_payment_details WHERE id = ?", (stored["id"],))
    return {"paymentInstruction": instruction}


def _stored(contract: Contract, account: sqlite3.Row, reference: str) -> sqlite3.Row:
    query = "SELECT * FROM stored_payment_details WHERE reference = ? AND account_id = ?"
    found = contract.context.row(query, reference, account["id"])
    if found is None:
        reason = "Nothing is stored for this account under this reference."
        raise contract.refuse("KT-CT-3948", ("storedPaymentMethodDetailsReference", reason))
    return found


def _check_collectable(contract: Contract, account: sqlite3.Row, ledger: sqlite3.Row) -> None:
    if not may_pay(account) or not ledger["accepts_payments"]:
        raise contract.refuse("KT-CT-3948", ("ledgerNumber", "This ledger takes no payments."))


def set_up_for_business(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Make a direct debit for the main ledger of a business's first account."""
    contract = Contract(context, "setUpDirectDebitInstructionForBusiness")
    given = arguments["input"]
    query = "SELECT * FROM accounts WHERE business_id = ? ORDER BY id"
    accounts = context.rows(query, given["businessId"])
    account = next((row for row in accounts if context.may_see(row["id"])), None)
    if account is None:
        raise contract.refuse("KT-CT-11107", ("businessId", "You act for no such business."))
    instructions.check_bank_details(contract, given["bankDetails"], "KT-CT-3940")
    ledger = contract.main_ledger(account)
    if not may_pay(account):
        raise contract.refuse("KT-CT-3948", ("businessId", "Its account takes no payments."))
    details = bank_details.columns(given["bankDetails"])
    instruction = instructions.store(context, ledger, details, valid_from=given["validFrom"])
    instructions.add_owners(context, instruction, [(None, account["business_id"])])
    return {"paymentInstruction": instruction}


HANDLERS: Handlers = {
    "storeDirectDebitPaymentMethodDetails": store_direct_debit_payment_method_details,
    "setUpDirectDebitInstructionFromStoredDetails": set_up_from_stored_details,
    "setUpDirectDebitInstructionForBusiness": set_up_for_business,
}
