"""Transactions: pages of a ledger, and what one line of it says."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .. import paging
from ..context import Context
from ..fields import Arguments, Fields

UNISSUED = "UNISSUED_TRANSACTIONS"
_KINDS = {"CREDITS": "Credit", "PAYMENTS": "Payment", "REPAYMENTS": "Refund"}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which transactions of a ledger are asked for: a range of `seq`, and kinds to keep."""

    ledger_id: int
    first_seq: int
    last_seq: int
    kinds: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()

    @property
    def clauses(self) -> tuple[str, list[Any]]:
        """Spell the selection in SQL, with its values."""
        sql = "ledger_id = ? AND seq BETWEEN ? AND ?"
        found: list[Any] = [self.ledger_id, self.first_seq, self.last_seq]
        for kinds, wanted in ((self.kinds, 1), (self.excluded, 0)):
            if kinds:
                condition = _any_of(kinds)
                sql += f" AND {condition}" if wanted else f" AND NOT coalesce({condition}, 0)"
                found += sorted(kinds - {UNISSUED})
        return sql, found

    @property
    def table(self) -> str:
        """Name the table, with the index to walk where the planner would rather sort."""
        indexed = len(self.kinds) <= 1 and not self.excluded
        return "transactions" if indexed else "transactions INDEXED BY transactions_by_seq"


def _any_of(kinds: frozenset[str]) -> str:
    choices = [
        # The kind says nothing new, but it has an index.
        f"(kind = '{_KINDS.get(kind.rpartition('_')[2], 'Charge')}' AND filter_type = ?)"
        for kind in sorted(kinds - {UNISSUED})
    ]
    if UNISSUED in kinds:
        choices.append("is_issued = 0")
    return choices[0] if len(choices) == 1 else f"({' OR '.join(choices)})"


def select(context: Context, ledger: sqlite3.Row, arguments: Arguments) -> Selection:
    """Read a field's filters into a selection on the ledger."""
    first = last = None
    if arguments.get("fromDate"):
        first = _edge(context, ledger["id"], ">=", arguments["fromDate"])
    if arguments.get("toDate"):
        last = _edge(context, ledger["id"], "<=", arguments["toDate"])
    nothing = (arguments.get("fromDate") and first is None) or (
        arguments.get("toDate") and last is None
    )
    return Selection(
        ledger_id=ledger["id"],
        first_seq=first or 1,
        last_seq=0 if nothing else last or ledger["transaction_count"],
        kinds=frozenset(arguments.get("transactionTypes") or ()),
        excluded=frozenset(arguments.get("transactionTypesExcluded") or ()),
    )


def _edge(context: Context, ledger_id: int, comparison: str, day: str) -> int | None:
    # Dates never fall as seq rises, so a range of dates is a range of seq.
    order = "ASC" if comparison == ">=" else "DESC"
    found: int | None = context.value(
        f"SELECT seq FROM transactions WHERE ledger_id = ? AND posted_date {comparison} ?"
        f" ORDER BY posted_date {order}, seq {order} LIMIT 1",
        ledger_id,
        day,
    )
    return found


def pages(context: Context, selection: Selection, arguments: Arguments) -> paging.Connection:
    """Answer with the page asked for, newest first unless told otherwise."""
    # A position rises in the order of the connection: newest first, it is seq below zero.
    sign = 1 if arguments.get("orderBy") == "POSTED_DATE_ASC" else -1

    def fetch(
        after: int | None, before: int | None, limit: int, backward: bool
    ) -> list[tuple[int, Any]]:
        sql, values = selection.clauses
        for bound, beyond in ((after, sign > 0), (before, sign < 0)):
            if bound is not None:
                sql += f" AND seq {'>' if beyond else '<'} ?"
                values.append(sign * bound)
        order = "ASC" if (sign > 0) != backward else "DESC"
        query = f"SELECT * FROM {selection.table} WHERE {sql} ORDER BY seq {order} LIMIT ?"
        rows = [(sign * row["seq"], row) for row in context.rows(query, *values, limit)]
        return rows[::-1] if backward else rows

    shifted = _shifted(selection, arguments, sign)
    return paging.seek(fetch, shifted, total=lambda: count(context, selection))


def _shifted(selection: Selection, arguments: Arguments, sign: int) -> Mapping[str, Any]:
    offset = arguments.get("offset")
    if not offset or arguments.get("after"):
        return arguments
    start = selection.first_seq if sign > 0 else -selection.last_seq
    return {**arguments, "after": paging.cursor(start + offset - 1)}


def count(context: Context, selection: Selection) -> int:
    """Count a selection; a whole range of seq has no gaps and need not be looked at."""
    if not selection.kinds and not selection.excluded:
        return max(0, selection.last_seq - selection.first_seq + 1)
    counts = context.state.counts
    if selection not in counts:
        sql, values = selection.clauses
        query = f"SELECT count(*) FROM {selection.table} WHERE {sql}"
        counts[selection] = context.value(query, *values)
    known: int = counts[selection]
    return known


transaction = Fields("Charge", "Credit", "Payment", "Refund")


@transaction.answers("amounts")
def _amounts(source: sqlite3.Row, context: Context, arguments: Arguments) -> dict[str, Any]:
    return {
        "net": source["net_amount"],
        "tax": source["tax_amount"],
        "gross": source["gross_amount"],
    }


@transaction.answers("accountNumber")
def _account_number(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    ledger = context.by_id("ledgers", source["ledger_id"])
    account = context.by_id("accounts", ledger["account_id"]) if ledger else None
    return account and account["number"]


@transaction.answers("isCredit")
def _is_credit(source: sqlite3.Row, context: Context, arguments: Arguments) -> bool:
    return bool(source["kind"] == "Credit")


@transaction.answers("isAccountCharge")
def _is_charge(source: sqlite3.Row, context: Context, arguments: Arguments) -> bool:
    return bool(source["kind"] == "Charge")


@transaction.answers("isAccountPayment")
def _is_payment(source: sqlite3.Row, context: Context, arguments: Arguments) -> bool:
    return bool(source["kind"] == "Payment")


@transaction.answers("statementId")
def _statement_id(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source["billing_document_identifier"]


@transaction.answers("consumption")
def _consumption(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    if source["consumption_quantity"] is None:
        return None
    names = ("quantity", "unit", "start_date", "end_date", "usage_cost", "supply_charge")
    return {name: source[f"consumption_{name}"] for name in names}


BINDABLES = [transaction]
