"""Statements and invoices."""

import hashlib
import sqlite3
from datetime import timedelta
from typing import Any

from .. import paging
from ..context import Context, moment
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


invoice = Fields("InvoiceBillingDocumentType")


@invoice.answers("number")
def _number(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source["identifier"]


@invoice.answers("firstIssued")
def _first_issued(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source["first_issued_at"]


@document.answers("invoicedAmount", "grossAmount")
def _amount(source: sqlite3.Row, context: Context, arguments: Arguments) -> int:
    return _expected(source)


def _expected(source: sqlite3.Row) -> int:
    return int(source["total_charges_gross"]) - int(source["total_credits_gross"])


@document.answers("documentDebtPosition")
def _debt_position(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    """Count what was paid towards the oldest bills first."""
    if source["issued_date"] is None:
        return None
    expected = max(0, _expected(source))
    balance = context.value("SELECT balance FROM ledgers WHERE id = ?", source["ledger_id"])
    newer = context.value(_NEWER, source["ledger_id"], source["last_seq"])
    return {
        "due_date": source["payment_due_date"],
        "expected_amount": expected,
        "remaining_amount": min(expected, max(0, -balance - newer)),
    }


_NEWER = """
    SELECT coalesce(sum(total_charges_gross - total_credits_gross), 0) FROM statements
    WHERE ledger_id = ? AND first_seq > ?
"""


@document.answers("pdfUrl")
def _pdf(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source["pdf_url"] if source["issued_date"] else None


@document.answers("temporaryUrl")
def _temporary(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return _link(source, context)[0] if source["issued_date"] else None


@document.answers("attachments")
def _attachments(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return paging.page(_files(source, context), arguments)


@document.answers("representations")
def _representations(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    files = [{**file, "code": "PDF", "version": 1} for file in _files(source, context)]
    return paging.page(files, arguments)


def _files(source: sqlite3.Row, context: Context) -> list[dict[str, Any]]:
    if source["issued_date"] is None:
        return []
    url, expires = _link(source, context)
    name = f"{source['identifier']}.pdf"
    return [{"filename": name, "temporary_url": url, "temporary_url_expires_at": expires}]


def _link(source: sqlite3.Row, context: Context) -> tuple[str, str]:
    """Make a link that would work for an hour, and say until when."""
    expires = moment(context.state.clock() + timedelta(hours=1))
    signature = hashlib.sha256(f"{source['id']} {expires}".encode()).hexdigest()[:32]
    return f"{source['pdf_url']}?expires={expires[:19]}Z&signature={signature}", expires


@document.answers("printedCopyRequests")
def _copies(source: sqlite3.Row, context: Context, arguments: Arguments) -> list[str]:
    query = "SELECT requested_on FROM printed_bill_requests WHERE statement_id = ? ORDER BY id"
    return [row["requested_on"] for row in context.rows(query, source["id"])]


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


BINDABLES = [document, invoice, account]
