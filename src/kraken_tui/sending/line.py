"""The one way out for changes, with the journal beside it."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kraken_tui.api.redact import redact
from kraken_tui.forms import names
from kraken_tui.sending.dispatch import Begin, Dispatch
from kraken_tui.sending.judging import unforeseen
from kraken_tui.store.errors import StoreError
from kraken_tui.store.journal import Attempt, Entry, Journal, Outcome

if TYPE_CHECKING:
    from kraken_tui.api.client import KrakenClient
    from kraken_tui.store.owners import Owners

KEY = "idempotencyKey"

Client = Callable[[], Awaitable["KrakenClient"]]


class Sending:
    """Send changes, each with a row in the journal that is on the disk before its first byte.

    `client` gives the client late. `now` tells the time for people; how long something took is
    counted by a clock that nobody sets.
    """

    def __init__(
        self, journal: Journal, owners: "Owners", *, client: Client, now: Callable[[], datetime]
    ) -> None:
        self.journal = journal
        self.owners = owners
        self.client = client
        self.now = now
        self.under_way: set[Dispatch] = set()
        """What is on its way, also where nobody waits for the answer any more."""
        self._owed: dict[int, Callable[[], None]] = {}
        """Outcomes that could not be noted yet, by row."""

    def start(
        self,
        attempt: Attempt,
        document: str,
        *,
        ended: "Callable[[Dispatch], None]" = lambda _: None,
        begin: Begin | None = None,
    ) -> "Dispatch":
        """Begin to send a mutation; `ended` is told once it is known what became of it.

        `begin` writes the row in place of the journal, for a row that is written together with
        something else. Without a row nothing is sent.
        """
        dispatch = Dispatch(self, attempt, document, ended=ended, begin=begin)
        self.under_way.add(dispatch)
        return dispatch

    async def note(self, entry: int, outcome: Outcome, **more: Any) -> str:
        """Write an outcome into its row; return why that could not be, empty if it could.

        What could not be written is tried again before the next row and at the end.
        """
        write = partial(self.journal.end, entry, outcome, **more)
        try:
            await asyncio.to_thread(write)
        except StoreError as error:
            self._owed[entry] = write
            return error.sentence
        except Exception as error:  # noqa: BLE001 -- the outcome is told all the same.
            return unforeseen(error)
        self._owed.pop(entry, None)
        return ""

    async def close(self, *, grace: float = 0.0) -> None:
        """Leave what is on its way, after so many seconds; let go of this window's name."""
        if self.under_way and grace:
            waiting = [asyncio.ensure_future(each.settled()) for each in self.under_way]
            await asyncio.wait(waiting, timeout=grace)
        for dispatch in tuple(self.under_way):
            await dispatch.abandon()
        await asyncio.to_thread(self._pay)
        self.owners.close()

    def write_row(self, attempt: Attempt, begin: Begin | None) -> int:
        """Write an open row, on the disk on return; raise StoreError."""
        self._pay()
        return (begin or self.journal.begin)(attempt, owner=self.owners.own(), at=self.now())

    def _pay(self) -> None:
        for entry, write in tuple(self._owed.items()):
            with suppress(StoreError):
                write()
                self._owed.pop(entry, None)


def attempted(
    operation: str,
    variables: Mapping[str, object],
    *,
    profile: str,
    account: str,
    intent: str = "",
    acting_as: str = "",
) -> Attempt:
    """Return what is to be sent as the journal wants it.

    `account` is the one that is open, for variables that name none.
    """
    return Attempt(
        profile=profile,
        account=account_of(variables) or account,
        operation=operation,
        variables=variables,
        intent=intent or uuid4().hex,
        key=_inside(variables, KEY),
        acting_as=acting_as,
    )


def account_of(variables: Mapping[str, object]) -> str:
    """Return the number of the account that a mutation is about; empty if it names none."""
    return _inside(variables, "accountNumber")


def is_same(entry: Entry, variables: Mapping[str, object]) -> bool:
    """Tell whether variables are those of a row, its key aside, as far as the journal knows."""
    kept = json.loads(json.dumps(redact(variables), default=str))
    return bool(_without_key(kept) == _without_key(entry.variables))


def _without_key(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _without_key(each) for key, each in value.items() if key != KEY}
    return [_without_key(each) for each in value] if isinstance(value, list) else value


def _inside(value: object, name: str) -> str:
    """Return the text called `name`, at any depth but not among bank details; empty without."""
    below: Iterable[object] = ()
    if isinstance(value, Mapping):
        found = value.get(name)
        if isinstance(found, str) and found:
            return found
        below = (each for key, each in value.items() if not names.is_bank_detail(name, str(key)))
    elif isinstance(value, list | tuple):
        below = value
    return next((text for each in below if (text := _inside(each, name))), "")
