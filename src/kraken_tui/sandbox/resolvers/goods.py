"""Goods: the catalogue, quotes and purchases."""

import sqlite3
from typing import Any

from .. import paging
from ..context import Context
from ..fields import Arguments, Fields, RootFields
from ..standing import has_expired

query = RootFields()


@query.answers("goodsProducts")
def _products(source: Any, context: Context, arguments: Arguments) -> Any:
    rows = context.rows(
        "SELECT * FROM goods_catalogue WHERE market_name = ? ORDER BY id", arguments["marketName"]
    )
    kinds, codes = arguments.get("productType"), arguments.get("code")
    kept = [
        row
        for row in rows
        if (not kinds or row["product_type"] in kinds) and (not codes or row["code"] in codes)
    ]
    return paging.page(kept, arguments)


product = Fields("GoodsProduct")


@product.answers("currency")
def _currency(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.value("SELECT value FROM meta WHERE key = 'currency'")


@product.answers("pricePerUnit")
def _price(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source["net_amount"]


@product.answers("grossPricePerUnit")
def _gross_price(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return round(source["net_amount"] * (100 + source["tax_percent"]) / 100)


@product.answers("customerName")
def _customer_name(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source["internal_name"]


@product.answers("productType")
def _type(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    kind = source["product_type"]
    return {"code": kind, "internal_name": kind.capitalize()}


@query.answers("goodsQuotes")
def _quotes(source: Any, context: Context, arguments: Arguments) -> Any:
    owner = None
    if arguments.get("accountNumber"):
        owner = context.account(arguments["accountNumber"], "accountNumber")["id"]
    code = arguments.get("quoteCode")
    if owner is None and not code:
        return []
    return context.rows(
        "SELECT * FROM goods_quotes WHERE (? IS NULL OR account_id = ?)"
        " AND code = coalesce(?, code) ORDER BY id DESC",
        *(owner, owner, code),
    )


quote = Fields("GoodsQuote")


@quote.answers("hasQuoteExpired")
def _has_expired(source: sqlite3.Row, context: Context, arguments: Arguments) -> bool:
    return has_expired(source, context.state.clock())


@query.answers("goodsPurchases")
def _purchases(source: Any, context: Context, arguments: Arguments) -> Any:
    owner = context.account(arguments["accountNumber"], "accountNumber")
    sql = "SELECT * FROM goods_purchases WHERE account_id = ? ORDER BY id DESC"
    return context.rows(sql, owner["id"])


purchase = Fields("GoodsPurchase")


@purchase.answers("ledgerNumber")
def _ledger_number(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    ledger = context.by_id("ledgers", source["ledger_id"])
    return ledger and ledger["number"]


BINDABLES = [query, product, quote, purchase]
