"""Payment instructions: what the tenant may collect money from."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from .. import bank_details
from ..context import Context, moment
from ..errors import Refusal, problem
from .registry import Arguments, Handlers

Given = Mapping[str, Any]


def set_up_direct_debit_instruction(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Store a direct debit on one ledger of an account."""
    given = arguments["input"]
    account = context.account(given["accountNumber"], "input", "accountNumber")
    ledger = _ledger(context, account, given)
    wrong = bank_details.mistakes(given["bankDetails"])
    if wrong:
        fields = [problem(["input", "bankDetails", name], reason) for name, reason in wrong]
        raise Refusal("KT-CT-3940", "Invalid data.", fields=fields)
    owners = _owners(context, account, given)
    instruction = _store(context, ledger, given)
    for user, business in owners:
        context.state.store.execute(
            "INSERT INTO payment_instruction_owners VALUES (?, ?, ?)",
            (instruction["id"], user, business),
        )
    return {"paymentInstruction": instruction}


def _ledger(context: Context, account: sqlite3.Row, given: Given) -> sqlite3.Row:
    path = ["input", "ledgerNumber"]
    if not given.get("ledgerNumber"):
        message = "Received neither ledger ID nor ledger number."
        fields = [problem(path, "The ledger to collect for is needed.")]
        raise Refusal("KT-CT-3821", message, fields=fields)
    ledger = context.ledger(given["ledgerNumber"])
    if ledger is None or ledger["account_id"] != account["id"]:
        fields = [problem(path, "This account has no such ledger.")]
        raise Refusal("KT-CT-3940", "Invalid data.", fields=fields)
    return ledger


def _owners(
    context: Context, account: sqlite3.Row, given: Given
) -> list[tuple[int | None, int | None]]:
    owners = enumerate(given.get("owners") or [])
    return [_owner(context, account, owner or {}, at) for at, owner in owners]


def _owner(
    context: Context, account: sqlite3.Row, owner: Given, at: int
) -> tuple[int | None, int | None]:
    owner_id = owner.get("ownerId")
    path: list[str | int] = ["input", "owners", at]
    if not owner_id or not owner.get("ownerType"):
        missing = "ownerType" if owner_id else "ownerId"
        fields = [problem([*path, missing], "An owner has a type and an id.")]
        raise Refusal("KT-CT-3971", "Instruction owners are not valid.", fields=fields)
    fields = [problem([*path, "ownerId"], "This account has no such owner.")]
    if owner["ownerType"] == "BUSINESS":
        if str(account["business_id"]) != owner_id:
            raise Refusal("KT-CT-11103", "Business not found.", kind="NOT_FOUND", fields=fields)
        return None, account["business_id"]
    query = "SELECT user_id FROM account_users WHERE account_id = ? AND user_id = ?"
    user = context.value(query, account["id"], owner_id)
    if user is None:
        raise Refusal("KT-CT-5415", "Account user not found.", kind="NOT_FOUND", fields=fields)
    return user, None


def _store(context: Context, ledger: sqlite3.Row, given: Given) -> sqlite3.Row:
    preferred = given.get("useForAutomatedPayments") or False
    if preferred:
        context.state.store.execute(
            "UPDATE payment_instructions SET is_default = 0 WHERE account_id = ?",
            (ledger["account_id"],),
        )
    values = {
        "account_id": ledger["account_id"],
        "ledger_id": ledger["id"],
        "instruction_type": "DIRECT_DEBIT",
        "status": "ACTIVE",
        "vendor": "SANDBOX",
        "is_default": preferred,
        "valid_from": moment(datetime.fromisoformat(given["validFrom"])),
        "created_at": context.now,
        **bank_details.columns(given["bankDetails"]),
    }
    instruction = context.insert("payment_instructions", values)
    if preferred:
        _prefer(context, ledger, instruction)
    return instruction


def _prefer(context: Context, ledger: sqlite3.Row, instruction: sqlite3.Row) -> None:
    context.insert(
        "payment_preferences",
        {
            "ledger_id": ledger["id"],
            "payment_instruction_id": instruction["id"],
            "for_payments_after": instruction["valid_from"],
        },
    )


HANDLERS: Handlers = {"setUpDirectDebitInstruction": set_up_direct_debit_instruction}
