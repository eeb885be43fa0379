"""Sending changes: a row in the journal before the first byte, one try, and what came of it."""

from kraken_tui.sending.dispatch import Begin, Dispatch
from kraken_tui.sending.judging import NoJournal, Stopped
from kraken_tui.sending.line import Sending, account_of, attempted, is_same

__all__ = [
    "Begin",
    "Dispatch",
    "NoJournal",
    "Sending",
    "Stopped",
    "account_of",
    "attempted",
    "is_same",
]
