"""Who is billed: name, tax number, e-mail address, and the IBAN that is collected from."""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from ... import bank_details
from ...context import Context
from ...errors import Refusal, problem
from ..registry import Arguments, Handlers
from .contact_details import is_email, is_nif
from .ownership import customers, own_account
from .rows import update

Given = Mapping[str, Any]


def update_billing_details(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Change what is said; the rest stays as it is."""
    given = arguments.get("input") or {}
    number = given.get("accountNumber")
    account = own_account(context, number, "input", "accountNumber", stranger="KT-ES-1130")
    info = {key: value for key, value in (given.get("billingInfo") or {}).items() if value}
    wrong = list(_mistakes(info))
    if wrong:
        fields = [problem(["input", "billingInfo", *name], reason) for name, reason in wrong]
        raise Refusal("KT-ES-4119", "Invalid data.", fields=fields)
    _store(context, account, info)
    return {"success": True}


def _mistakes(info: Given) -> Iterator[tuple[tuple[str, ...], str]]:
    if not info:
        yield (), "Say what is to change."
    if "email" in info and not is_email(info["email"]):
        yield ("email",), "This is not an e-mail address."
    if "nif" in info and not is_nif(info["nif"]):
        yield ("nif",), "The letter does not fit the number."
    mistake = bank_details.iban_mistake(info["iban"]) if "iban" in info else None
    if mistake:
        yield ("iban",), mistake


def _store(context: Context, account: sqlite3.Row, info: Given) -> None:
    columns = {"fullName": "billing_name", "email": "billing_email"}
    changes = {column: info[name] for name, column in columns.items() if name in info}
    account = update(context, "accounts", account, changes)
    if "nif" in info:
        update(context, "users", customers(context, account)[0], {"nif": info["nif"].upper()})
    if "iban" in info:
        _collect_from(context, account, info["iban"])


def _collect_from(context: Context, account: sqlite3.Row, iban: str) -> None:
    details = {"iban": iban, "accountHolder": account["billing_name"]}
    columns = bank_details.columns(details)
    query = """
        SELECT * FROM payment_instructions WHERE account_id = ? AND status = 'ACTIVE'
        AND instruction_type = 'DIRECT_DEBIT' ORDER BY is_default DESC, id DESC
    """
    present = context.row(query, account["id"])
    if present is not None:
        update(context, "payment_instructions", present, columns)
        return
    values = {
        "account_id": account["id"],
        "instruction_type": "DIRECT_DEBIT",
        "status": "ACTIVE",
        "vendor": "SANDBOX",
        "is_default": True,
        "valid_from": context.now,
        "created_at": context.now,
        **columns,
    }
    context.insert("payment_instructions", values)


HANDLERS: Handlers = {"updateBillingDetails": update_billing_details}
