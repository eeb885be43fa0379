"""Payment instructions: what the tenant may collect money from."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ... import bank_details
from ...context import Context, moment
from ..registry import Arguments, Handlers
from .contract import Contract, Wrong

Given = Mapping[str, Any]
Owner = tuple[int | None, int | None]
"""The ids of a user or of a business."""


def set_up_direct_debit_instruction(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Store a direct debit on one ledger of an account."""
    contract, given = Contract(context, "setUpDirectDebitInstruction"), arguments["input"]
    account = contract.account(given["accountNumber"])
    if not given.get("ledgerNumber"):
        missing = ("ledgerNumber", "The ledger to collect for is needed.")
        raise contract.refuse("KT-CT-3821", missing)
    ledger = contract.ledger(account, given["ledgerNumber"], "KT-CT-3940")
    check_bank_details(contract, given["bankDetails"], "KT-CT-3940")
    owned_by = owners(contract, account, given)
    instruction = store(
        context,
        ledger,
        bank_details.columns(given["bankDetails"]),
        valid_from=given["validFrom"],
        preferred=bool(given.get("useForAutomatedPayments")),
    )
    add_owners(context, instruction, owned_by)
    return {"paymentInstruction": instruction}


def check_bank_details(contract: Contract, details: Given, code: str) -> None:
    """Raise Refusal with `code`, naming each field of the bank details that is wrong."""
    wrong: list[Wrong] = [
        (("bankDetails", name), reason) for name, reason in bank_details.mistakes(details)
    ]
    if wrong:
        raise contract.refuse(code, *wrong)


def owners(contract: Contract, account: sqlite3.Row, given: Given) -> list[Owner]:
    """Read the owners that an input names; raise Refusal for one that is not the account's."""
    listed = enumerate(given.get("owners") or [])
    return [_owner(contract, account, owner or {}, at) for at, owner in listed]


def _owner(contract: Contract, account: sqlite3.Row, owner: Given, at: int) -> Owner:
    owner_id, kind = owner.get("ownerId"), owner.get("ownerType")
    if not owner_id or not kind:
        missing = "ownerType" if owner_id else "ownerId"
        code = contract.either("KT-CT-3971", "KT-CT-3940")
        raise contract.refuse(code, (("owners", at, missing), "An owner has a type and an id."))
    unknown = (("owners", at, "ownerId"), "This account has no such owner.")
    if kind == "BUSINESS":
        if str(account["business_id"]) != owner_id:
            raise contract.refuse("KT-CT-11103", unknown)
        return None, account["business_id"]
    query = "SELECT user_id FROM account_users WHERE account_id = ? AND user_id = ?"
    user = contract.context.value(query, account["id"], owner_id)
    if user is None:
        raise contract.refuse("KT-CT-5415", unknown)
    return user, None


def add_owners(context: Context, instruction: sqlite3.Row, owned_by: list[Owner]) -> None:
    """Write down who owns an instruction."""
    for user, business in owned_by:
        context.state.store.execute(
            "INSERT INTO payment_instruction_owners VALUES (?, ?, ?)",
            (instruction["id"], user, business),
        )


def store(
    context: Context,
    ledger: sqlite3.Row,
    details: Mapping[str, Any],
    *,
    valid_from: str | None = None,
    preferred: bool = False,
) -> sqlite3.Row:
    """Store an instruction for a ledger, a direct debit unless `details` say otherwise.

    `details` are columns; `preferred` makes it the one that the ledger's payments come from.
    """
    if preferred:
        context.state.store.execute(
            "UPDATE payment_instructions SET is_default = 0 WHERE account_id = ?",
            (ledger["account_id"],),
        )
    since = moment(datetime.fromisoformat(valid_from)) if valid_from else context.now
    values = {**_values(context, ledger), "is_default": preferred, "valid_from": since}
    instruction = context.insert("payment_instructions", {**values, **details})
    context.state.store.execute(
        "UPDATE ledgers SET current_direct_debit_instruction_invalidated_with_vendor = 0"
        " WHERE id = ? AND ? = 'DIRECT_DEBIT'",
        (ledger["id"], instruction["instruction_type"]),
    )
    if preferred:
        prefer(context, ledger["id"], instruction)
    return instruction


def _values(context: Context, ledger: sqlite3.Row) -> dict[str, Any]:
    return {
        "account_id": ledger["account_id"],
        "ledger_id": ledger["id"],
        "instruction_type": "DIRECT_DEBIT",
        "status": "ACTIVE",
        "vendor": "SANDBOX",
        "created_at": context.now,
    }


def prefer(context: Context, ledger_id: int, instruction: sqlite3.Row | None) -> None:
    """Collect a ledger's payments from an instruction from now on; None leaves them to people."""
    since = context.now if instruction is None else instruction["valid_from"]
    context.insert(
        "payment_preferences",
        {
            "ledger_id": ledger_id,
            "payment_instruction_id": instruction["id"] if instruction else None,
            "for_payments_after": since,
        },
    )


HANDLERS: Handlers = {"setUpDirectDebitInstruction": set_up_direct_debit_instruction}
