"""What a profile was answered, kept on this machine: for reading without a link, and at once."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from kraken_tui.api.errors import KrakenError, NotSent, OutcomeUnknown, Problem
from kraken_tui.config.errors import SecretError
from kraken_tui.config.profiles import Profile
from kraken_tui.store.errors import StoreError
from kraken_tui.store.seen import Seen, SeenStore, store_of

if TYPE_CHECKING:
    from kraken_tui.api.answer import Answer
    from kraken_tui.api.asking import Ask as AskPerson
    from kraken_tui.config.paths import Folders
    from kraken_tui.domain.accounts import Account
    from kraken_tui.store.recents import Recent
    from kraken_tui.store.shelf import Shelf

Variables = Mapping[str, object]
Ask = Callable[[str, Variables], Awaitable["Answer"]]

NEVER_SEEN = "This was not seen here before."
NOT_KEPT = "This profile keeps nothing of what was seen."


def is_no_link(error: KrakenError) -> bool:
    """Tell whether an error says nothing but that no usable answer could be had just now."""
    return isinstance(error, NotSent | OutcomeUnknown)


class NeverSeen(KrakenError):
    """Nothing that can be used was kept of what is asked for."""

    usual_hint = "Look at it once while there is a connection."


class Memory:
    """Keep a profile's answers as the profile wants, and give them again, marked with their age.

    ``ask`` asks the tenant. ``is_down`` tells that the last attempt found no link, ``is_oneself``
    that nobody is acted for: what a customer sees is neither kept nor mixed with what was kept.
    ``overhear`` is told of whatever was kept and is shown again.
    """

    def __init__(
        self,
        profile: Profile,
        folders: "Folders",
        *,
        ask: Ask,
        clock: Callable[[], datetime],
        is_down: Callable[[], bool],
        is_oneself: Callable[[], bool],
        ask_person: "AskPerson",
        overhear: Callable[[object], None] = lambda _: None,
    ) -> None:
        self._profile, self._folders = profile, folders
        self._ask, self._ask_person, self._overhear = ask, ask_person, overhear
        self._clock, self._is_down, self._is_oneself = clock, is_down, is_oneself
        self._shelf: Shelf | None = None
        self._opening = asyncio.Lock()
        self._in_turn = asyncio.Lock()
        self._writing: set[asyncio.Task[None]] = set()
        self._is_tidy = False
        self.problem = ""
        """Why nothing is kept although the profile wants it, until somebody was told."""

    # -- answers -------------------------------------------------------------------------------

    def at_once(self, view: str, variables: Variables) -> Seen | None:
        """Read what was kept openly, for the first frame; a small file read without a thread."""
        if self._profile.cache != "plain" or not self._is_oneself():
            return None
        found = store_of(self._folders, self._profile).read(view, variables, now=self._now)
        if found is not None:
            self._overhear(found.data)
        return found

    async def ask(self, view: str, variables: Variables) -> "Answer":
        """Ask the tenant, and keep the answer; raise ``KrakenError``."""
        answer = await self._ask(view, variables)
        if self._profile.cache != "off" and self._is_oneself() and not _is_further(variables):
            self._begin(partial(self._keep, view, dict(variables), answer, self._now))
        return answer

    async def recall(self, view: str, variables: Variables) -> "Answer":
        """Give what was answered last; raise ``NeverSeen``."""
        if self._profile.cache == "off":
            raise NeverSeen(NOT_KEPT)
        if self._is_oneself() and not _is_further(variables):
            store = (await self._ready()).store
            if store is not None:
                found = await asyncio.to_thread(_read, store, view, variables, self._now)
                if found is not None:
                    self._overhear(found.data)
                    return found
        raise NeverSeen(NEVER_SEEN)

    async def look(self, view: str, variables: Variables) -> "Answer":
        """Ask the tenant; where there is no link, give what it answered last.

        As long as the last attempt found no link, what was kept comes first.

        Raises:
            KrakenError: no answer, and none was kept.
        """
        if self._is_down():
            with suppress(NeverSeen):
                return await self.recall(view, variables)
        try:
            return await self.ask(view, variables)
        except KrakenError as error:
            if not is_no_link(error) or _is_further(variables):
                raise
            try:
                return await self.recall(view, variables)
            except NeverSeen as missing:
                raise also(error, missing) from None

    # -- accounts ------------------------------------------------------------------------------

    def note_opened(self, account: "Account") -> None:
        """Keep an account among those opened last."""
        self._begin(partial(self._add, account, self._now))

    async def recent_accounts(self) -> "Sequence[Recent]":
        """List the accounts opened last, newest first."""
        accounts = (await self._ready()).accounts
        with suppress(StoreError):
            return await asyncio.to_thread(accounts.newest, now=self._now)
        return ()

    # -- the disk ------------------------------------------------------------------------------

    async def tidy(self) -> None:
        """Remove what is too old, once in a run, when nobody waits for more."""
        if self._is_tidy:
            return
        self._is_tidy = True
        from kraken_tui.store.shelf import purge

        with suppress(StoreError, OSError):
            await asyncio.to_thread(purge, self._folders, self._profile, now=self._now)

    async def settled(self) -> None:
        """Wait until everything that is to be kept is written."""
        while self._writing:
            await asyncio.wait(self._writing)

    async def close(self) -> None:
        """Finish what is being written, unless that still waits for somebody's passphrase."""
        if self._shelf is None:
            for task in self._writing:
                task.cancel()
        await self.settled()

    @property
    def _now(self) -> datetime:
        return self._clock().astimezone(UTC)

    def _begin(self, work: Callable[[], Awaitable[None]]) -> None:
        """Write without making anybody wait, one after the other."""
        task = asyncio.create_task(self._write_in_turn(work))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def _write_in_turn(self, work: Callable[[], Awaitable[None]]) -> None:
        async with self._in_turn:
            # What cannot be kept is missing another time, and in nobody's way now.
            with suppress(StoreError, OSError, ValueError, RecursionError):
                await work()

    async def _keep(self, view: str, variables: Variables, answer: "Answer", at: datetime) -> None:
        store = (await self._ready()).store
        if store is not None:
            await asyncio.to_thread(_write, store, view, variables, answer, at)

    async def _add(self, account: "Account", at: datetime) -> None:
        from kraken_tui.store.recents import Recent

        lines = account.billing.address
        address = ", ".join(lines[:1] + lines[-1:])
        recent = Recent(account.number, account.holder, address, at)
        await asyncio.to_thread((await self._ready()).accounts.add, recent)

    async def _ready(self) -> "Shelf":
        async with self._opening:
            if self._shelf is None:
                self._shelf = await self._make_ready()
        return self._shelf

    async def _make_ready(self) -> "Shelf":
        from kraken_tui.store.shelf import nowhere, open_shelf

        try:
            passphrase = await self._passphrase() if self._profile.cache == "encrypted" else ""
            return await asyncio.to_thread(open_shelf, self._folders, self._profile, passphrase)
        except (StoreError, SecretError) as error:
            self.problem = error.sentence
            return nowhere()

    async def _passphrase(self) -> str:
        """Fetch what encrypts from where the profile says it is, or ask for it; raise."""
        from kraken_tui.config.secrets import resolve

        kept = await asyncio.to_thread(resolve, self._profile.cache_key)
        if kept is None:
            from kraken_tui.api.asking import Wanted

            question = f"Passphrase of what {self._profile.name} keeps on this machine"
            kept = (await self._ask_person(Wanted(question, unlocks=True))).strip()
        if not kept:
            raise SecretError("Without its passphrase nothing that was seen is kept or shown.")
        return kept


def _is_further(variables: Variables) -> bool:
    """Tell whether a page is asked for that is not the first."""
    return bool(variables.get("after") or variables.get("before"))


def also(error: KrakenError, missing: KrakenError) -> KrakenError:
    """Say of an error that nothing was kept either."""
    if missing.sentence not in error.sentence:
        error.sentence = f"{error.sentence} {missing.sentence}"
    return error


def _write(
    store: SeenStore, view: str, variables: Variables, answer: "Answer", at: datetime
) -> None:
    from kraken_tui.store.keepable import keepable

    problems = [
        [each.message, each.code, each.kind, each.description, list(each.path)]
        for each in answer.problems
    ]
    store.write(view, variables, Seen(keepable(answer.data), at, problems))


def _read(store: SeenStore, view: str, variables: Variables, now: datetime) -> "Answer | None":
    seen = store.read(view, variables, now=now)
    return None if seen is None else answer_of(seen)


def answer_of(seen: Seen) -> "Answer | None":
    """Make an answer of what was kept; None if it is none."""
    from kraken_tui.api.answer import Answer

    data: Any = seen.data
    if not isinstance(data, dict):
        return None
    try:
        problems = tuple(
            Problem(str(message), code, kind, description, tuple(path))
            for message, code, kind, description, path in seen.problems
        )
    except (ValueError, TypeError):
        return None
    return Answer(data=data, problems=problems, seen=seen.at)
