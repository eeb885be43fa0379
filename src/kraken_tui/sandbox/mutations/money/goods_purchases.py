"""Goods bought: from a quote, at once, and changed while the purchase is active."""

import json
import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from ...context import Context
from ...standing import has_expired
from ..registry import Arguments, Handlers
from . import goods_items
from .contract import Contract

Given = Mapping[str, Any]


def accept_quote(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Buy what a quote lists, at its prices; a quote is good once."""
    contract, given = Contract(context, "acceptGoodsQuote"), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-8223")
    quote = _acceptable(contract, account, given["quoteId"])
    contract.update("goods_quotes", quote["id"], accepted_at=context.now, account_id=account["id"])
    lines = json.loads(quote["goods_quoted_products"])
    items = [goods_items.with_tax(context, line) for line in lines]
    return {"goodsPurchase": _store(contract, account, given, items, quote_id=quote["id"])}


def _acceptable(contract: Contract, account: sqlite3.Row, quote_id: str) -> sqlite3.Row:
    query = "SELECT * FROM goods_quotes WHERE ? IN (CAST(id AS TEXT), code)"
    quote = contract.context.row(query, quote_id)
    if quote is None:
        raise contract.refuse("KT-CT-8201", ("quoteId", "There is no such quote."))
    if quote["account_id"] not in {None, account["id"]}:
        raise contract.refuse("KT-CT-8223", ("quoteId", "It was made for another account."))
    if quote["accepted_at"] is not None:
        raise contract.refuse("KT-CT-8224", ("quoteId", "It was accepted already."))
    if has_expired(quote, contract.context.state.clock()):
        raise contract.refuse("KT-CT-8224", ("quoteId", "It has expired."))
    return quote


def create_purchase(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Buy goods without a quote."""
    contract, given = Contract(context, "createGoodsPurchase"), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-1131")
    if account["status"] != "ACTIVE":
        raise contract.refuse("KT-CT-1131", ("accountNumber", "This account is not active."))
    items = _sold(contract, given)
    return {"goodsPurchase": _store(contract, account, given, items)}


def _sold(contract: Contract, given: Given) -> list[dict[str, Any]]:
    lines = given["saleItems"]
    field, key = "saleItems", "productCode"
    wrong = goods_items.mistakes(contract.context, lines, field=field, key=key)
    if wrong:
        raise contract.refuse("KT-CT-8206", *wrong)
    return goods_items.sold(contract.context, lines)


def _store(
    contract: Contract,
    account: sqlite3.Row,
    given: Given,
    items: Sequence[Given],
    *,
    quote_id: int | None = None,
) -> sqlite3.Row:
    return contract.context.insert(
        "goods_purchases",
        {
            "code": f"GP-{secrets.token_hex(4).upper()}",
            "account_id": account["id"],
            "ledger_id": contract.main_ledger(account)["id"],
            "goods_quote_id": quote_id,
            "market_name": "GOODS",
            "goods_sale_items": json.dumps(items),
            "created_at": contract.context.now,
            **goods_items.params(given),
        },
    )


def update_purchase(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Change what is in an active purchase: its items, and the parameters that are given."""
    contract, given = Contract(context, "updateActivePurchase"), arguments["input"]
    account = contract.account(given["accountNumber"])
    query = "SELECT * FROM goods_purchases WHERE account_id = ? AND ? IN (CAST(id AS TEXT), code)"
    purchase = context.row(query, account["id"], given["purchaseId"])
    if purchase is None:
        reason = ("purchaseId", "This account has no such purchase.")
        raise contract.refuse("KT-CT-8225", reason)
    if purchase["status"] != "ACTIVE":
        reason = ("purchaseId", f"This purchase is {purchase['status']}.")
        raise contract.refuse("KT-CT-8226", reason)
    items = json.dumps(_sold(contract, given))
    names = {"client_params": "clientParams", "market_params": "marketParams"}
    kept = goods_items.params(given)
    changed = {column: kept[column] for column, name in names.items() if name in given}
    updated = contract.update("goods_purchases", purchase["id"], goods_sale_items=items, **changed)
    return {"goodsPurchase": updated}


HANDLERS: Handlers = {
    "acceptGoodsQuote": accept_quote,
    "createGoodsPurchase": create_purchase,
    "updateActivePurchase": update_purchase,
}
