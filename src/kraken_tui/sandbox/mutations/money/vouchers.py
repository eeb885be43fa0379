"""Vouchers, bought and charged to an account."""

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ...context import Context, moment
from ...posting import Entry, post_transaction
from ..registry import Arguments, Handlers
from .contract import Contract, Wrong

Given = Mapping[str, Any]


def purchase_voucher(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Buy a voucher; its charge goes to the main ledger, or is passed on to another one."""
    contract, given = Contract(context, "purchaseVoucher"), arguments["input"]
    account = contract.account(given["accountNumber"])
    wrong = [*_wrong_amounts(given), *_wrong_links(context, account, given)]
    if wrong:
        raise contract.invalid(*wrong)
    voucher = context.insert(
        "vouchers",
        {
            "account_id": account["id"],
            "display_name": given["displayName"],
            "voucher_type": given["voucherType"],
            "voucher_value": given["voucherValueInCents"],
            "balance": given["voucherValueInCents"],
            "client_params": json.dumps(given.get("clientParams") or {}),
            "payment_id": given.get("paymentId"),
            "available_from": given["availableFrom"],
            "purchased_at": moment(datetime.fromisoformat(given["purchasedAt"])),
            **_charge(contract, account, given),
        },
    )
    return {"voucherPurchase": voucher}


def _wrong_amounts(given: Given) -> list[Wrong]:
    wrong: list[Wrong] = []
    if given["voucherValueInCents"] <= 0:
        wrong.append(("voucherValueInCents", "It must be more than 0."))
    net, gross = given.get("chargeAmountInCents"), given.get("chargeAmountInCentsWithTax")
    for field, amount in (("chargeAmountInCents", net), ("chargeAmountInCentsWithTax", gross)):
        if amount is not None and amount <= 0:
            wrong.append((field, "It must be more than 0."))
    if net is not None and gross is not None and gross < net:
        reason = "With tax it cannot be less than without."
        wrong.append(("chargeAmountInCentsWithTax", reason))
    return wrong


def _wrong_links(context: Context, account: sqlite3.Row, given: Given) -> list[Wrong]:
    wrong: list[Wrong] = []
    for field, table, column in (
        ("paymentId", "payments", "id"),
        ("transferChargeLedgerNumber", "ledgers", "number"),
    ):
        query = f"SELECT 1 FROM {table} WHERE account_id = ? AND {column} = ?"
        if given.get(field) and not context.value(query, account["id"], given[field]):
            wrong.append((field, "This account has no such thing."))
    return wrong


def _charge(contract: Contract, account: sqlite3.Row, given: Given) -> dict[str, Any]:
    net, gross = given.get("chargeAmountInCents"), given.get("chargeAmountInCentsWithTax")
    amount = net if gross is None else gross
    if amount is None:
        return {}
    title = given["displayName"]
    tax = amount - net if net is not None else 0
    main = contract.main_ledger(account)
    charge = _post(contract, main, "Charge", amount, title, tax=tax)
    number = given.get("transferChargeLedgerNumber")
    if not number or number == main["number"]:
        return {"charge_transaction_id": charge}
    other = contract.ledger(account, number, "KT-CT-1605", field="transferChargeLedgerNumber")
    transfer = contract.context.insert(
        "balance_transfers",
        {
            "credit_transaction_id": _post(contract, main, "Credit", amount, title),
            "charge_transaction_id": _post(contract, other, "Charge", amount, title),
            "reason": "VOUCHER_PURCHASE",
            "created_at": contract.context.now,
        },
    )
    return {"charge_transaction_id": charge, "balance_transfer_id": transfer["id"]}


def _post(
    contract: Contract, ledger: sqlite3.Row, kind: str, amount: int, title: str, *, tax: int = 0
) -> int:
    entry = Entry(kind=kind, amount=amount, title=title, tax=tax, reason_code="VOUCHER_PURCHASE")
    state = contract.context.state
    return post_transaction(state.store, ledger_id=ledger["id"], entry=entry, at=state.clock())


HANDLERS: Handlers = {"purchaseVoucher": purchase_voucher}
