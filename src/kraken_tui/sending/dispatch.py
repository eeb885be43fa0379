"""One try of a mutation, from before its row in the journal to what became of it."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.passage import Passage
from kraken_tui.sending.judging import (
    answered,
    judged_answer,
    judged_error,
    judged_stop,
    no_journal,
    remarks,
    settles,
)
from kraken_tui.store.journal import Attempt, Outcome

if TYPE_CHECKING:
    from kraken_tui.api.answer import Answer
    from kraken_tui.sending.line import Sending


class Begin(Protocol):
    """Writes the row of what is about to be sent, as `Journal.begin` does."""

    def __call__(self, attempt: Attempt, *, owner: str, at: datetime) -> int: ...


class Dispatch:
    """One try of a mutation, from before its row in the journal to what became of it."""

    def __init__(
        self,
        sending: "Sending",
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

    def when_over(self, tell: Callable[["Dispatch"], None]) -> None:
        """Call `tell` once there is an answer, or none to be had any more."""
        self._running.add_done_callback(lambda _: tell(self))

    async def settled(self) -> None:
        """Wait until there is an answer or none to be had, whoever has stopped waiting for it."""
        await asyncio.shield(self._running)

    async def abandon(self) -> None:
        """Stop, see to it that the journal says so, and hear no answer any more."""
        self.stop()
        if self._noting is None:
            await self.settled()
        else:
            await self._noting
            self._running.cancel()
            await asyncio.wait([self._running])

    # ------------------------------------------------------------------------------------------

    def _give_up(self) -> None:
        assert self.entry is not None
        self.is_late = True
        self.outcome, self.error = outcome, error = judged_stop(self._passage)
        note = self._sending.note
        self._noting = asyncio.create_task(
            note(self.entry, outcome, sentence=error.sentence, seconds=self._seconds())
        )
        self._told.set_exception(error)

    async def _run(self) -> None:
        try:
            write = partial(self._sending.write_row, self.attempt, self._begin)
            try:
                self.entry = await asyncio.to_thread(write)
            except Exception as error:  # noqa: BLE001 -- whatever it was, nothing is sent.
                self._tell("not sent", no_journal(error))
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
            outcome, told = judged_answer(answer)
        except asyncio.CancelledError:
            here = asyncio.current_task()
            if here is not None and here.cancelling():
                raise  # The program ends; the row stays open, and the next start finds it.
            outcome, told = judged_stop(self._passage)
        except Exception as error:  # noqa: BLE001 -- whatever it was, the journal says so.
            outcome, told = judged_error(error, self._passage)
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
            sentence=told.sentence if told is not None else remarks(answer),
            answer=answered(answer, told),
            seconds=self._seconds(),
            settles=settles(outcome, told),
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


def _looked_at(told: "asyncio.Future[Answer]") -> None:
    """Look at what came of it, so that asyncio has nothing to complain about."""
    if not told.cancelled():
        told.exception()
