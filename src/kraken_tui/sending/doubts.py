"""What nobody knows: changes that were sent and may or may not have been made, until settled."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress

from kraken_tui.forms import delay
from kraken_tui.store.errors import StoreError
from kraken_tui.store.journal import Entry, Journal
from kraken_tui.store.owners import Owners


class Doubts:
    """The unknown outcomes of one profile. `on_change` is told when there are more or fewer."""

    def __init__(
        self,
        journal: Journal,
        owners: Owners,
        *,
        profile: str,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._journal = journal
        self._owners = owners
        self._cut_short: list[Entry] = []
        self._profile = profile
        self.open: tuple[Entry, ...] = ()
        """What was to be settled when somebody looked last, newest first."""
        self._on_change = on_change

    @property
    def count(self) -> int:
        """How many wishes are to be settled, however often each was tried."""
        return len({entry.intent for entry in self.open})

    async def look(self) -> tuple[Entry, ...]:
        """Read what is to be settled; other windows add to it, also by ending, and take from it."""
        with suppress(StoreError):
            found = await asyncio.to_thread(self.read)
            if found != self.open:
                self.open = found
                self._on_change()
        return self.open

    def read(self) -> tuple[Entry, ...]:
        """Read what is to be settled; raise StoreError. This waits on the disk."""
        self.recover()
        return self._journal.unsettled(profile=self._profile)

    def recover(self) -> None:
        """Call unknown what windows had on their way that are no more; raise StoreError.

        This waits on the disk.
        """
        self._cut_short.extend(self._journal.recover(self._owners.is_alive, profile=self._profile))

    async def look_back(self) -> tuple[Entry, ...]:
        """Return, once, what was cut short by the end of a window, whoever came upon it first."""
        await self.look()
        await asyncio.to_thread(self._owners.sweep)
        found, self._cut_short = self._cut_short, []
        return tuple(found)

    def about(
        self, operation: str, named: Mapping[str, object], *, account: str, intent: str
    ) -> Entry | None:
        """Return the newest open doubt about a mutation on the same object; None without one.

        `named` are variables, or identifiers by name: where two name something by the same kind
        and differently, they are about different objects. `intent` is that of the wish itself.
        """
        for entry in self.open:
            if entry.operation != operation:
                continue
            same = entry.account == account and _agree(entry.variables, named)
            if same or entry.intent == intent:
                return entry
        return None

    async def accepted(self, intent: str) -> Entry | None:
        """Return the row of a wish that was accepted, which is not to be sent once more."""
        with suppress(StoreError):
            return await asyncio.to_thread(self._journal.accepted, intent)
        return None

    async def settle(self, entry: Entry, how: str) -> None:
        """Note what became of a wish; raise StoreError."""
        await asyncio.to_thread(self._journal.settle_wish, entry.intent, how)
        await self.look()

    async def of(self, row: int | None) -> Entry | None:
        """Return the doubt that a row of the journal is; None if that cannot be read."""
        await self.look()
        with suppress(StoreError):
            found = await asyncio.to_thread(self._journal.entry, row) if row is not None else None
            # What could not be noted is unknown all the same.
            return found and found._replace(outcome="unknown")
        return None


def _agree(left: Mapping[str, object], right: Mapping[str, object]) -> bool:
    ours, theirs = delay.named(left), delay.named(right)
    return all(theirs.get(kind, value) == value for kind, value in ours.items())
