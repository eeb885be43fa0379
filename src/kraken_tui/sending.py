"""Sending a change: a row in the journal before its first byte, one try, and what came of it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

from kraken_tui.api.errors import BadSetting, KrakenError, NotSent, OutcomeUnknown, Refused
from kraken_tui.api.passage import Passage
from kraken_tui.forms import names
from kraken_tui.forms.payload import payload_problems
from kraken_tui.store.errors import StoreError
from kraken_tui.store.journal import Attempt, Journal, Outcome

if TYPE_CHECKING:
    from kraken_tui.api.answer import Answer
    from kraken_tui.api.client import KrakenClient
    from kraken_tui.store.owners import Owners

Client = Callable[[], Awaitable["KrakenClient"]]


class Begin(Protocol):
    """Writes the row of what is about to be sent, as `Journal.begin` does."""

    def __call__(self, attempt: Attempt, *, owner: str, at: datetime) -> int: ...


class NoJournal(BadSetting):
    """What is to be sent could not be noted first, so nothing was sent."""

    usual_hint = "See that the folder can be written and has room."


class Stopped(NotSent):
    """The person stopped it in time."""

    usual_hint = "What was to be sent is kept."


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
            return _unforeseen(error)
        self._owed.pop(entry, None)
        return ""

    async def close(self) -> None:
        """Write what is owed, and let go of this window's name."""
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


class Dispatch:
    """One try of a mutation, from before its row in the journal to what became of it."""

    def __init__(
        self,
        sending: Sending,
        attempt: Attempt,
        document: str,
        *,
        ended: "Callable[[Dispatch], None]",
        begin: Begin | None,
    ) -> None:
        self.attempt = attempt
        self.entry: int | None = None
        """The row in the journal, once it is written."""
        self.outcome: Outcome = "open"
        self.error: KrakenError | None = None
        """Why it was not accepted."""
        self.unnoted = ""
        """Why the outcome is not in the journal; empty as long as it is."""
        self.is_late = False
        """Whether the person was told that nobody knows, and it went on all the same."""
        self._sending = sending
        self._document = document
        self._ended = ended
        self._begin = begin
        self._passage = Passage()
        self._is_stopped = False
        self._mutating: asyncio.Task[Answer] | None = None
        self._noting: asyncio.Task[str] | None = None
        self._began = monotonic()
        self._told: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._told.add_done_callback(_looked_at)
        self._running = asyncio.create_task(self._run())

    async def wait(self) -> "Answer":
        """Wait for what becomes of it; raise KrakenError where that is no acceptance.

        Whoever waits may be cancelled: the sending goes on.
        """
        return await asyncio.shield(self._told)

    def stop(self) -> None:
        """Stop waiting: nothing is sent if nothing was, else nobody knows until an answer comes."""
        mutating = self._mutating
        if self._told.done() or (mutating is not None and mutating.done()):
            return  # It is known by now what became of it.
        if self._passage.is_out:
            self._give_up()
        else:
            self._is_stopped = True
            if mutating is not None:
                mutating.cancel()

    async def settled(self) -> None:
        """Wait until there is an answer or none to be had, whoever has stopped waiting for it."""
        await asyncio.shield(self._running)

    # ------------------------------------------------------------------------------------------

    def _give_up(self) -> None:
        error = OutcomeUnknown(
            "You stopped waiting after it was sent. It is not known whether the change was made."
        )
        self.is_late, self.outcome, self.error = True, "unknown", error
        assert self.entry is not None
        self._noting = asyncio.create_task(
            self._sending.note(
                self.entry, "unknown", sentence=error.sentence, seconds=self._seconds()
            )
        )
        self._told.set_exception(error)

    async def _run(self) -> None:
        try:
            write = partial(self._sending.write_row, self.attempt, self._begin)
            try:
                self.entry = await asyncio.to_thread(write)
            except Exception as error:  # noqa: BLE001 -- whatever it was, nothing is sent.
                self._tell("not sent", _no_journal(error))
            else:
                await self._try()
        finally:
            self._sending.under_way.discard(self)

    async def _try(self) -> None:
        self._began = monotonic()
        answer: Answer | None = None
        try:
            if self._is_stopped:
                raise asyncio.CancelledError
            self._mutating = asyncio.create_task(self._mutate())
            answer = await self._mutating
            outcome, told = _judged_answer(answer)
        except asyncio.CancelledError:
            if not self._is_stopped:
                raise  # The program ends; the row stays open, and the next start finds it.
            outcome, told = _judged_error(Stopped("You stopped it in time."), self._passage)
        except Exception as error:  # noqa: BLE001 -- whatever it was, the journal says so.
            outcome, told = _judged_error(error, self._passage)
        await self._note(outcome, told, answer)
        self._tell(outcome, told, answer)

    async def _mutate(self) -> "Answer":
        client = await self._sending.client()
        return await client.mutate(self._document, self.attempt.variables, passage=self._passage)

    async def _note(
        self, outcome: Outcome, told: KrakenError | None, answer: "Answer | None"
    ) -> None:
        if self._noting is not None:
            await self._noting
        assert self.entry is not None
        self.unnoted = await self._sending.note(
            self.entry,
            outcome,
            sentence=told.sentence if told is not None else _remarks(answer),
            answer=_answered(answer, told),
            seconds=self._seconds(),
        )

    def _tell(
        self, outcome: Outcome, told: KrakenError | None, answer: "Answer | None" = None
    ) -> None:
        self.outcome, self.error = outcome, told
        try:
            self._ended(self)
        finally:
            if not self._told.done() and told is not None:
                self._told.set_exception(told)
            elif not self._told.done() and answer is not None:
                self._told.set_result(answer)

    def _seconds(self) -> float:
        return monotonic() - self._began


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
        account=_inside(variables, "accountNumber") or account,
        operation=operation,
        variables=variables,
        intent=intent or uuid4().hex,
        key=_inside(variables, "idempotencyKey"),
        acting_as=acting_as,
    )


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


def _judged_answer(answer: "Answer") -> tuple[Outcome, KrakenError | None]:
    if problems := payload_problems(answer.data):
        return "refused", Refused("The API refused this.", problems=problems)
    return "accepted", None


def _judged_error(error: Exception, passage: Passage) -> tuple[Outcome, KrakenError]:
    """Tell what is known after an error, from what it says and how far the request had come."""
    if isinstance(error, NotSent):
        return "not sent", error
    if isinstance(error, KrakenError) and not isinstance(error, OutcomeUnknown):
        return "refused" if passage.was_out else "not sent", error
    if not passage.is_out:
        sentence = getattr(error, "sentence", "") or _unforeseen(error)
        return "not sent", NotSent(f"{sentence} Nothing was sent.")
    if isinstance(error, OutcomeUnknown):
        return "unknown", error
    unknown = OutcomeUnknown(f"{_unforeseen(error)} It is not known whether the change was made.")
    unknown.__cause__ = error
    return "unknown", unknown


def _unforeseen(error: Exception) -> str:
    return f"Something went wrong inside kraken-tui ({type(error).__name__})."


def _no_journal(error: Exception) -> NoJournal:
    reason = error.sentence if isinstance(error, StoreError) else _unforeseen(error)
    return NoJournal(f"What is sent is noted first, and that could not be. {reason}")


def _remarks(answer: "Answer | None") -> str:
    return " ".join(problem.sentence for problem in answer.problems) if answer else ""


def _answered(answer: "Answer | None", told: KrakenError | None) -> Mapping[str, object] | None:
    if answer is not None:
        return answer.data
    if not isinstance(told, Refused):
        return None
    return {"errors": [each._asdict() for each in told.problems]} if told.problems else None


def _looked_at(told: "asyncio.Future[Answer]") -> None:
    """Look at what came of it, so that asyncio has nothing to complain about."""
    if not told.cancelled():
        told.exception()
