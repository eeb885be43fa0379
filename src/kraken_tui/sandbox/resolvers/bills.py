"""Statements and invoices."""

import sqlite3
from typing import Any

from .. import paging
from ..context import Context
from ..fields import Arguments, Fields
from . import transactions

document = Fields(
    "StatementBillingDocumentType",
    "StatementDetailsBillingDocumentType",
    "InvoiceBillingDocumentType",
    "StatementType",
    "InvoiceType",
    "PeriodBasedDocumentType",
)


@document.answers("transactions")
def _transactions(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    selection = transactions.Selection(
        ledger_id=source["ledger_id"],
        first_seq=source["first_seq"],
        last_seq=source["last_seq"],
        kinds=frozenset(arguments.get("transactionTypes") or ()),
    )
    return transactions.pages(context, selection, arguments)


@document.answers("totalCharges")
def _total_charges(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return _total(source, "charges")


@document.answers("totalCredits")
def _total_credits(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return _total(source, "credits")


def _total(source: sqlite3.Row, of: str) -> dict[str, Any]:
    return {f"{kind}_total": source[f"total_{of}_{kind}"] for kind in ("net", "tax", "gross")}


@document.answers("heldStatus")
def _held_status(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return {"is_held": source["is_held"], "reason": source["held_reason"]}


account = Fields("AccountType", "Account")


@account.answers("bills")
def _bills(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    order = arguments.get("orderBy") or "FROM_DATE_DESC"
    column, _, direction = order.lower().rpartition("_")
    column = column if column in {"from_date", "to_date", "issued_date"} else "from_date"
    direction = "ASC" if direction == "asc" else "DESC"
    query = f"{_BILLS} ORDER BY {column} {direction}, id {direction}"
    rows = context.rows(query, *_filters(source, arguments))
    return paging.page(rows, arguments)


_BILLS = """
    SELECT statements.* FROM statements JOIN ledgers ON ledgers.id = ledger_id
    WHERE statements.account_id = ? AND number = coalesce(?, number)
    AND from_date >= coalesce(?, from_date) AND to_date <= coalesce(?, to_date)
    AND coalesce(issued_date, '') >= coalesce(?, issued_date, '')
    AND coalesce(issued_date, '') <= coalesce(?, issued_date, '')
    AND (? OR status != 'OPEN') AND (? OR is_held = 0) AND (? OR bill_type != 'INVOICE')
"""


def _filters(source: sqlite3.Row, arguments: Arguments) -> list[Any]:
    names = ("ledgerNumber", "fromDate", "toDate", "issuedFromDate", "issuedToDate")
    return [
        source["id"],
        *(arguments.get(name) for name in names),
        bool(arguments.get("includeOpenStatements")),
        bool(arguments.get("includeHeldStatements")),
        arguments.get("includeInvoices") is not False,
    ]


@account.answers("bill")
def _bill(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    query = "SELECT * FROM statements WHERE account_id = ? AND (id = ? OR identifier = ?)"
    return context.row(query, source["id"], arguments.get("id"), arguments.get("identifier"))


BINDABLES = [document, account]
