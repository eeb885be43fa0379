"""Sending what waits in the outbox: checked against what changed meanwhile, in order, each once."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from kraken_tui.api.errors import (
    GuiseOver,
    KrakenError,
    NotSent,
    OutcomeUnknown,
    RateLimited,
    Refused,
    SignInRefused,
    Unauthorised,
)
from kraken_tui.domain import supply_known
from kraken_tui.domain.supply_known import LAST_DAY, LAST_READING
from kraken_tui.fitting import MissingFromTenant
from kraken_tui.forms import delay, names
from kraken_tui.store import journal as journals
from kraken_tui.store.database import Database
from kraken_tui.store.errors import StoreError
from kraken_tui.store.journal import Attempt
from kraken_tui.store.outbox import Kept, Known, OutboxStore, Taken, Waiting, claim

if TYPE_CHECKING:
    from kraken_tui.api.answer import Answer
    from kraken_tui.api.records import MutationRecord
    from kraken_tui.config.profiles import Profile
    from kraken_tui.memory import Memory
    from kraken_tui.sending import Begin, Dispatch, Sending
    from kraken_tui.sending.doubts import Doubts
    from kraken_tui.standing import Standing

READ_ONLY = "This profile is read-only, so nothing is sent."
NOT_ONESELF = "Nothing is sent from the outbox while you act as a customer."
NO_OPERATION = "This tenant no longer has this operation."
GONE = "The tenant no longer lists what this is about."
DOUBTFUL = "The same was sent before and nobody knows whether it was done; see To settle first."
COMES_FIRST = "An earlier one about the same thing comes first."

ABOUT_ALL = (RateLimited, SignInRefused, GuiseOver)
"""Refusals that say nothing of the one mutation, and hold for the others too."""

Rows = Callable[[], Awaitable[tuple[Waiting, ...]]]


class Line(Protocol):
    """What the outbox needs of a session."""

    profile: "Profile"
    standing: "Standing"
    memory: "Memory"
    holder: str
    account: str | None

    def now(self) -> datetime:
        """Tell the time."""
        ...

    async def ask(self, view: str, variables: Mapping[str, object]) -> "Answer":
        """Send the document of a view."""
        ...

    async def record(self, operation: str) -> "MutationRecord":
        """Give all that is known of one mutation."""
        ...


class Way(Protocol):
    """The way out that the outbox takes, with what is known of those who took it."""

    @property
    def sending(self) -> "Sending":
        """What sends mutations, each with its row in the journal."""
        ...

    @property
    def doubts(self) -> "Doubts":
        """What was sent and nobody knows the outcome of."""
        ...

    def dispatch(
        self,
        record: "MutationRecord",
        variables: Mapping[str, object],
        *,
        intent: str = "",
        account: str = "",
        begin: "Begin | None" = None,
    ) -> "Dispatch":
        """Begin to send a mutation."""
        ...


@dataclass(slots=True)
class Run:
    """How far a sending of the outbox has come."""

    of: int = 0
    tried: int = 0
    sent: int = 0
    stopped: int = 0
    unknown: int = 0
    ending: str = ""
    """Why it ended before all were tried; empty if it did not."""


class Runner:
    """Send what waits; `rows` reads it anew, `run` tells how far this is."""

    def __init__(self, line: Line, way: Way, database: Database, rows: Rows, run: Run) -> None:
        self._line, self._way, self._rows, self._run = line, way, rows, run
        self._database, self._store = database, OutboxStore(database)

    async def send(self, only: Collection[int] | None) -> None:
        """Send each in its order, or only some, until something holds for all the others too."""
        try:
            self._run.ending = self._objection() or await self._send_each(only)
        except (KrakenError, StoreError) as error:
            self._run.ending = error.sentence

    def _objection(self) -> str:
        if self._line.profile.read_only:
            return READ_ONLY
        return NOT_ONESELF if self._line.standing.customer else ""

    async def _send_each(self, only: Collection[int] | None) -> str:
        tried: set[int] = set()
        while True:
            rows = await self._rows()
            wanted = [each for each in rows if only is None or each.id in only]
            left = [each for each in wanted if each.state == "waiting" and each.id not in tried]
            row = next((each for each in left if each.waits_for(rows) is None), None)
            self._run.of, self._run.tried = len(tried) + len(left), len(tried)
            if row is None:
                return COMES_FIRST if left else ""
            tried.add(row.id)
            if ending := await self._send(row):
                return ending

    async def _send(self, row: Waiting) -> str:
        """Check one and send it; return why no other should be sent now."""
        try:
            record = await self._line.record(row.kept.operation)
        except KeyError:
            return await self._stop(row, NO_OPERATION, None)
        try:
            found = await self._look(row)
        except (*ABOUT_ALL, Unauthorised):
            raise
        except Refused as error:
            return await self._stop(row, error.sentence, None)
        if told := changed(row.kept, found):
            return await self._stop(row, told, found or {})
        if await self._is_doubtful(row):
            return await self._stop(row, DOUBTFUL, None)
        return await self._send_once(row, record)

    async def _look(self, row: Waiting) -> Known | None:
        """Ask what the tenant holds now of what a mutation is about."""
        if not row.kept.account:
            return None
        try:
            named = delay.named(row.kept.variables)
            return await supply_known.look(self._line.ask, row.kept.account, named)
        except MissingFromTenant:
            return None

    async def _is_doubtful(self, row: Waiting) -> bool:
        """Tell whether something about the same object was sent and nobody knows the outcome."""
        doubts, kept = self._way.doubts, row.kept
        await doubts.look()
        return None is not doubts.about(
            kept.operation, kept.variables, account=kept.account, intent=kept.intent
        )

    async def _send_once(self, row: Waiting, record: "MutationRecord") -> str:
        kept, begin = row.kept, _Claim(self._database, row)
        dispatch = self._way.dispatch(
            record, kept.variables, intent=kept.intent, account=kept.account, begin=begin
        )
        try:
            await dispatch.wait()
        except NotSent as error:
            # Another window has it, or has changed it: that is none of the others' business.
            return "" if begin.is_taken else error.sentence
        except OutcomeUnknown as error:
            self._run.unknown += 1
            return error.sentence
        except ABOUT_ALL as error:
            await self._let_wait(row)
            return error.sentence
        except Refused as error:
            self._run.stopped += 1
            return error.sentence if isinstance(error, Unauthorised) else ""
        self._run.sent += 1
        await self._renew(row)
        return ""

    async def _stop(self, row: Waiting, sentence: str, found: Known | None) -> str:
        if await asyncio.to_thread(self._store.stop, row, sentence, found):
            self._run.stopped += 1
        return ""

    async def _let_wait(self, row: Waiting) -> None:
        for each in await self._rows():
            if each.id == row.id:
                await asyncio.to_thread(self._store.release, each)

    async def _renew(self, row: Waiting) -> None:
        """Know in others about the same thing what this one has just changed of it."""
        mine, known = set(row.kept.objects), row.kept.known
        others = [each for each in await self._rows() if mine & set(each.kept.objects)]
        if not others or known is None:
            return
        if (found := await self._look(row)) is not None:
            renew, kept = self._store.renew, row.kept
            await asyncio.to_thread(renew, kept.profile, kept.objects, old=known, new=found)


class _Claim:
    """Writes the journal's row of a try and takes what is tried from the outbox, as one."""

    def __init__(self, database: Database, row: Waiting) -> None:
        self._database, self._row = database, row
        self.is_taken = False

    def __call__(self, attempt: Attempt, *, owner: str, at: datetime) -> int:
        try:
            with self._database.transaction() as connection:
                entry = journals.insert(connection, attempt, owner=owner, at=at)
                claim(connection, entry, self._row)
        except Taken:
            self.is_taken = True
            raise
        return entry


def changed(kept: Kept, found: Known | None) -> str:
    """Say what has changed of an object since something about it was typed; empty if nothing."""
    if not found:
        return GONE if kept.known else ""
    known = kept.known or {}
    told = [
        f"{names.label(name).lower()} {now or 'gone'} (was {was})"
        for name, was, now in supply_known.differing(known, found)
    ]
    if told:
        return f"Changed since this was typed: {', '.join(told)}."
    last = found.get(LAST_DAY, "")
    if last and kept.taken and last >= kept.taken[:10] and LAST_DAY not in known:
        return f"The tenant has a reading of {last} already: {found.get(LAST_READING, '')}."
    return ""
