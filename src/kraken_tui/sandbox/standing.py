"""What the state of an account, or the age of a quote, still allows."""

import sqlite3
from datetime import datetime, timedelta
from typing import Final

_PAYING: Final = {"ACTIVE", "PENDING", "DORMANT"}
_QUOTE_LASTS: Final = timedelta(days=30)


def may_pay(account: sqlite3.Row) -> bool:
    """Say whether payments of an account may be set up and changed."""
    return account["status"] in _PAYING


def has_expired(quote: sqlite3.Row, now: datetime) -> bool:
    """Say whether a quote for goods is too old to be accepted."""
    ends = datetime.fromisoformat(quote["quoted_at"]) + _QUOTE_LASTS
    return bool(quote["has_quote_expired"]) or ends <= now
