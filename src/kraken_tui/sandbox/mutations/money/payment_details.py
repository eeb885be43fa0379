"""The bank accounts that pay for electricity and gas."""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ... import bank_details
from ...context import Context
from ...standing import may_pay
from ..registry import Arguments, Handlers
from . import instructions, stored_instructions
from .contract import Contract, Wrong

Given = Mapping[str, Any]
_ARGUMENT: Final = "newPaymentDetails"
_LEDGERS: Final = {"electricityIban": "%ELECTRICITY%", "gasIban": "%GAS%"}
_ADDRESS: Final = {
    "address1": "billing_address_line1",
    "address2": "billing_address_line2",
    "address3": "billing_address_line3",
    "city": "billing_address_line4",
    "postcode": "billing_address_postcode",
}


def update_payment_details(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Collect electricity, gas or both from another bank account, and bill its address."""
    contract = Contract(context, "updatePaymentDetails", argument=_ARGUMENT)
    given = arguments.get(_ARGUMENT) or {}
    if not given.get("accountNumber"):
        raise contract.refuse("KT-ES-4120", ("accountNumber", "The account is needed."))
    account = contract.account(given["accountNumber"], forbidden="KT-ES-1130")
    wrong = list(_mistakes(given))
    if wrong:
        raise contract.refuse("KT-ES-4120", *wrong)
    for field in _LEDGERS:
        if given.get(field):
            _replace(contract, account, given, field)
    _readdress(contract, account, given)
    return {"success": True}


def _mistakes(given: Given) -> Iterator[Wrong]:
    if not any(given.get(field) for field in _LEDGERS):
        yield "electricityIban", "An IBAN is needed, for electricity or for gas."
    for field in _LEDGERS:
        mistake = given.get(field) and bank_details.iban_mistake(given[field])
        if mistake:
            yield field, mistake


def _replace(contract: Contract, account: sqlite3.Row, given: Given, field: str) -> None:
    ledger = _ledger(contract, account, field)
    context = contract.context
    query = (
        "SELECT * FROM payment_instructions WHERE ledger_id = ? AND status = 'ACTIVE'"
        " AND instruction_type = 'DIRECT_DEBIT' AND (valid_to IS NULL OR valid_to > ?)"
    )
    for old in context.rows(query, ledger["id"], context.now):
        stored_instructions.end(contract, old)
    holder = given.get("holderName") or account["billing_name"]
    details = bank_details.columns({"accountHolder": holder, "iban": given[field]})
    instructions.store(context, ledger, details, preferred=True)


def _ledger(contract: Contract, account: sqlite3.Row, field: str) -> sqlite3.Row:
    query = "SELECT * FROM ledgers WHERE account_id = ? AND ledger_type LIKE ?"
    found = contract.context.row(query, account["id"], _LEDGERS[field])
    if found is None:
        raise contract.refuse("KT-ES-3910", (field, "This account has no ledger for it."))
    if not may_pay(account):
        raise contract.refuse("KT-ES-3910", ("accountNumber", "It takes no payments."))
    return found


def _readdress(contract: Contract, account: sqlite3.Row, given: Given) -> None:
    changed = {column: given[name] for name, column in _ADDRESS.items() if given.get(name)}
    if changed:
        contract.update("accounts", account["id"], **changed)


HANDLERS: Handlers = {"updatePaymentDetails": update_payment_details}
