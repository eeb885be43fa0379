"""Post to ledgers, so that running balances go on adding up."""

import sqlite3
from datetime import UTC, datetime
from typing import NamedTuple

_DIRECTIONS = {"Charge": -1, "Refund": -1, "Credit": 1, "Payment": 1}
_TAXED_KINDS = ("Charge", "Credit")
_OPPOSITES = {"Charge": "Credit", "Credit": "Charge", "Payment": "Charge", "Refund": "Credit"}

_INSERT = """
INSERT INTO transactions (
    ledger_id, seq, kind, filter_type, posted_date, created_at, amount, net_amount, tax_amount,
    gross_amount, balance_effect, balance_carried_forward, title, reason_code, note, payment_id,
    payment_transaction_type, reverses_id
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


class Entry(NamedTuple):
    """What is to be posted.

    `kind` is Charge, Credit, Payment or Refund; `amount` is positive, in minor units, with `tax`
    already in it.
    """

    kind: str
    amount: int
    title: str
    tax: int = 0
    reason_code: str | None = None
    note: str | None = None
    filter_type: str | None = None
    payment_id: int | None = None
    payment_transaction_type: str | None = None
    reverses_id: int | None = None

    @property
    def balance_effect(self) -> int:
        """Return by how much the customer's balance rises."""
        return self.amount * _DIRECTIONS[self.kind]


def post_transaction(
    connection: sqlite3.Connection, *, ledger_id: int, entry: Entry, at: datetime
) -> int:
    """Add `entry` to the end of a ledger and return the transaction's id.

    Writes two rows: call it inside a transaction of the database.

    Raises `LookupError` when there is no such ledger.
    """
    ledger = connection.execute(
        "SELECT balance, transaction_count FROM ledgers WHERE id = ?", (ledger_id,)
    ).fetchone()
    if ledger is None:
        msg = f"There is no ledger {ledger_id}."
        raise LookupError(msg)
    seq = ledger["transaction_count"] + 1
    balance = ledger["balance"] + entry.balance_effect
    moment = at.astimezone(UTC)
    taxed = entry.kind in _TAXED_KINDS
    row = (
        *(ledger_id, seq, entry.kind, entry.filter_type),
        # The order of posting is the order of dates, whatever a clock says.
        max(moment.date().isoformat(), _last_posted(connection, ledger_id)),
        moment.isoformat(timespec="seconds"),
        *(entry.amount, entry.amount - entry.tax),
        *((entry.tax, entry.amount) if taxed else (None, None)),
        *(entry.balance_effect, balance, entry.title, entry.reason_code, entry.note),
        *(entry.payment_id, entry.payment_transaction_type, entry.reverses_id),
    )
    transaction_id = connection.execute(_INSERT, row).lastrowid
    connection.execute(
        "UPDATE ledgers SET balance = ?, transaction_count = ? WHERE id = ?",
        (balance, seq, ledger_id),
    )
    assert transaction_id is not None
    return transaction_id


def reverse_transaction(
    connection: sqlite3.Connection, *, transaction_id: int, title: str, at: datetime
) -> int:
    """Take a transaction back with one of the opposite kind, and return that one's id.

    Raises `LookupError` when there is no such transaction, or when it was reversed before.
    """
    row = connection.execute(
        "SELECT * FROM transactions WHERE id = ? AND NOT is_reversed", (transaction_id,)
    ).fetchone()
    if row is None:
        msg = f"There is no transaction {transaction_id} to take back."
        raise LookupError(msg)
    entry = Entry(
        kind=_OPPOSITES[row["kind"]],
        amount=row["amount"],
        title=title,
        tax=row["tax_amount"] or 0,
        reason_code="REVERSAL",
        reverses_id=transaction_id,
    )
    connection.execute("UPDATE transactions SET is_reversed = 1 WHERE id = ?", (transaction_id,))
    return post_transaction(connection, ledger_id=row["ledger_id"], entry=entry, at=at)


def _last_posted(connection: sqlite3.Connection, ledger_id: int) -> str:
    row = connection.execute(
        "SELECT posted_date FROM transactions WHERE ledger_id = ? ORDER BY seq DESC LIMIT 1",
        (ledger_id,),
    ).fetchone()
    return "" if row is None else str(row["posted_date"])
