"""Businesses, portfolios and addresses."""

import sqlite3
from typing import Any

from .. import paging
from ..context import Context
from ..fields import Arguments, Fields, RootFields
from .listing import answer_with_pages

query = RootFields()
business = Fields("BusinessType")
portfolio = Fields("PortfolioType")
address = Fields("RichAddressType", "PropertyRichAddressType")

answer_with_pages(
    business,
    {
        "paymentMethods": (
            "SELECT payment_instructions.* FROM payment_instruction_owners"
            " JOIN payment_instructions ON payment_instructions.id = payment_instruction_id"
            " WHERE business_id = ? ORDER BY payment_instructions.id DESC"
        )
    },
)


@query.answers("portfolio")
def _portfolio(source: Any, context: Context, arguments: Arguments) -> Any:
    number = arguments["portfolioNumber"]
    found = context.row("SELECT * FROM portfolios WHERE number = ?", number)
    return found if found is not None and _accounts_of(context, found) else None


def _accounts_of(context: Context, found: sqlite3.Row) -> list[sqlite3.Row]:
    rows = context.rows("SELECT * FROM accounts WHERE portfolio_id = ? ORDER BY id", found["id"])
    return [row for row in rows if context.may_see(row["id"])]


@portfolio.answers("accounts")
def _accounts(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return paging.page(_accounts_of(context, source), arguments)


@portfolio.answers("accountBalances")
def _balances(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.value(
        "SELECT coalesce(sum(balance), 0) FROM ledgers JOIN accounts ON accounts.id = account_id"
        " WHERE portfolio_id = ? AND affects_account_balance",
        source["id"],
    )


@portfolio.answers("parent")
def _parent(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("portfolios", source["parent_id"])


@business.answers("billingAddress")
def _billing_address(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("addresses", source["billing_address_id"])


@business.answers("legalAddress")
def _legal_address(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("addresses", source["legal_address_id"])


@business.answers("linkedAccountNumbers")
def _numbers(source: sqlite3.Row, context: Context, arguments: Arguments) -> list[str]:
    rows = context.rows("SELECT * FROM accounts WHERE business_id = ? ORDER BY id", source["id"])
    return [row["number"] for row in rows]


@business.answers("linkedAccountNumber")
def _number(source: sqlite3.Row, context: Context, arguments: Arguments) -> str:
    return next(iter(_numbers(source, context, arguments)), "")


@address.answers("asString")
def _as_string(source: sqlite3.Row, context: Context, arguments: Arguments) -> str:
    parts = {
        "name": arguments.get("showName"),
        "organization": True,
        "street_address": True,
        "dependent_locality": True,
        "locality": True,
        "administrative_area": True,
        "postal_code": arguments.get("showPostalCode"),
        "country": arguments.get("showCountry"),
    }
    shown = (source[column] for column, wanted in parts.items() if wanted)
    return ", ".join(part for part in shown if part)


BINDABLES = [query, business, portfolio, address]
