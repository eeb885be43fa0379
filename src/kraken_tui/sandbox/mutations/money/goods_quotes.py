"""Quotes for goods: made, shared, and spoken of later."""

import json
import re
import secrets
import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from ...context import Context
from ..registry import Arguments, Handlers
from . import goods_items
from .contract import Contract, Wrong

Given = Mapping[str, Any]
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE: Final = re.compile(r"\+?[\d\s-]{6,20}")


def create_quote(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Price goods for an account."""
    contract, given = Contract(context, "createGoodsQuote"), arguments["input"]
    account = contract.account(given["accountNumber"])
    _check_products(contract, given)
    if account["status"] != "ACTIVE":
        raise contract.refuse("KT-CT-8205", ("accountNumber", "This account is not active."))
    return {"goodsQuote": _store(context, given, account_id=account["id"])}


def create_quote_without_account(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Price goods for somebody whose name and address are kept with the quote."""
    contract, given = Contract(context, "createGoodsQuoteWithoutAccount"), arguments["input"]
    profile = given["customerProfile"]
    if not _EMAIL.fullmatch(profile["email"]):
        reason = (("customerProfile", "email"), "This is not an e-mail address.")
        raise contract.refuse("KT-CT-8202", reason)
    _check_products(contract, given)
    kept = json.dumps(dict(profile))
    return {"goodsQuote": _store(context, given, customer_profile=kept)}


def _check_products(contract: Contract, given: Given) -> None:
    lines = given["productsToQuote"]
    field, key = "productsToQuote", "productId"
    wrong = goods_items.mistakes(contract.context, lines, field=field, key=key)
    if wrong:
        raise contract.refuse("KT-CT-8202", *wrong)


def _store(context: Context, given: Given, **more: Any) -> sqlite3.Row:
    lines = goods_items.quoted(context, given["productsToQuote"])
    return context.insert(
        "goods_quotes",
        {
            "code": f"GQ-{secrets.token_hex(4).upper()}",
            "market_name": "GOODS",
            "goods_quoted_products": json.dumps(lines),
            "total_net_amount": sum(line["netAmount"] for line in lines),
            "quoted_at": context.now,
            **goods_items.params(given),
            **more,
        },
    )


def share_quote(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Mail a quote to somebody."""
    contract, given = Contract(context, "shareGoodsQuote", public=True), arguments["input"]
    quote = _quote(contract, given["quoteCode"], "KT-CT-8203")
    if not _EMAIL.fullmatch(given["email"]):
        raise contract.refuse("KT-CT-4122", ("email", "This is not an e-mail address."))
    recipient = {"email": given["email"]}
    share = _note(context, quote, "SHARE", recipient, quote["account_id"])
    mail = {"to": given["email"], "subject": f"Quote {quote['code']}", "at": context.now}
    context.state.outbox.append(mail)
    return {"share": share}


def schedule_follow_up(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Plan to speak of a quote with somebody who can be reached."""
    contract = Contract(context, "scheduleQuoteFollowUp", public=True)
    given = arguments["input"]
    quote = _quote(contract, given["quoteCode"], "KT-CT-4619")
    _check_recipient(contract, given["recipient"])
    account_id = quote["account_id"]
    if given.get("accountNumber"):
        account_id = contract.account(given["accountNumber"])["id"]
    _note(context, quote, "FOLLOW_UP", dict(given["recipient"]), account_id)
    return {"success": True}


def _quote(contract: Contract, code: str, unknown: str) -> sqlite3.Row:
    found = contract.context.row("SELECT * FROM goods_quotes WHERE code = ?", code)
    if found is None:
        raise contract.refuse(unknown, ("quoteCode", "There is no such quote."))
    return found


def _check_recipient(contract: Contract, recipient: Given) -> None:
    email, mobile = recipient.get("email"), recipient.get("mobile")
    wrong: list[Wrong] = []
    if not email and not mobile:
        wrong.append(("recipient", "An e-mail address or a mobile number is needed."))
    if email and not _EMAIL.fullmatch(email):
        wrong.append((("recipient", "email"), "This is not an e-mail address."))
    if mobile and not _PHONE.fullmatch(mobile):
        wrong.append((("recipient", "mobile"), "This is not a telephone number."))
    if wrong:
        raise contract.refuse("KT-CT-4632", *wrong)


def _note(
    context: Context, quote: sqlite3.Row, kind: str, recipient: Given, account_id: int | None
) -> sqlite3.Row:
    return context.insert(
        "quote_messages",
        {
            "goods_quote_id": quote["id"],
            "kind": kind,
            "recipient": json.dumps(recipient),
            "account_id": account_id,
            "created_at": context.now,
        },
    )


HANDLERS: Handlers = {
    "createGoodsQuote": create_quote,
    "createGoodsQuoteWithoutAccount": create_quote_without_account,
    "shareGoodsQuote": share_quote,
    "scheduleQuoteFollowUp": schedule_follow_up,
}
