"""The outbox of one profile: what was typed without a link, in the order in which it is sent."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from datetime import UTC
from typing import TYPE_CHECKING, Any

from kraken_tui.api.errors import KrakenError
from kraken_tui.domain import supply_known
from kraken_tui.forms import delay
from kraken_tui.outbox.run import Line, Run, Runner, Way
from kraken_tui.store.database import Database
from kraken_tui.store.outbox import Kept, Known, OutboxStore, Waiting

if TYPE_CHECKING:
    from kraken_tui.api.records import MutationRecord

ELSEWHERE = "This was typed for {}, and the profile leads elsewhere now."


class Outbox:
    """Keep, order and send what waits.

    What waits on the disk does so in a thread, and raises StoreError when that cannot be used.
    Changes tell whether they were made: another window may have changed or sent it meanwhile.
    """

    def __init__(self, line: Line, way: Way, database: Database) -> None:
        self._line, self._way = line, way
        self._database = database
        self._store = OutboxStore(database)
        self.run: Run | None = None
        """What is being sent just now."""
        self.count = 0
        """How many there were when somebody looked last."""
        self.on_change: list[Callable[[], None]] = []
        """Told of every change that is made here."""

    async def rows(self) -> tuple[Waiting, ...]:
        """Return what waits, in its order."""
        rows = await asyncio.to_thread(self._read)
        self.count = len(rows)
        return rows

    def _read(self) -> tuple[Waiting, ...]:
        profile, owners = self._line.profile.name, self._way.sending.owners
        rows = self._store.rows(profile)
        if any(row.state == "sending" and not owners.is_alive(row.owner) for row in rows):
            self._way.doubts.recover()
            rows = self._store.rows(profile)
        return tuple(map(self._at_home, rows))

    def _at_home(self, row: Waiting) -> Waiting:
        """Let what was typed for another tenant wait for the person."""
        if row.kept.tenant == self._line.profile.endpoint or not row.is_free:
            return row
        return row._replace(state="stopped", sentence=ELSEWHERE.format(row.kept.tenant))

    # -- changing it ---------------------------------------------------------------------------

    async def keep(
        self,
        record: "MutationRecord",
        variables: Mapping[str, Any],
        *,
        context: Mapping[str, object],
        intent: str,
    ) -> None:
        """Put a mutation at the end of what waits; `context` is what the screen knew of its object.

        Raise Taken if the same is on its way already.
        """
        line, about = self._line, supply_known.among(context, delay.named(variables))
        named = delay.account(variables) or str(context.get("accountNumber") or "")
        account = named or line.account or ""
        kept = Kept(
            profile=line.profile.name,
            tenant=line.profile.endpoint,
            account=account,
            holder=line.holder if account == line.account else "",
            operation=record["name"],
            about=(about or {}).get("serialNumber", ""),
            objects=_objects(variables),
            variables=variables,
            taken=delay.taken(record, variables),
            known=await self._seen(account, variables) if about is None else about,
            intent=intent,
        )
        await asyncio.to_thread(self._store.keep, kept, at=line.now().astimezone(UTC))
        await self._changed()

    async def _seen(self, account: str, variables: Mapping[str, Any]) -> Known | None:
        """Tell what was seen last of what a mutation is about."""
        try:
            named = delay.named(variables)
            return await supply_known.look(self._line.memory.recall, account, named)
        except KrakenError:
            return None

    async def edit(
        self, row: Waiting, record: "MutationRecord", variables: Mapping[str, Any]
    ) -> bool:
        """Put other values into what waits."""
        kept = row.kept._replace(
            variables=variables,
            objects=_objects(variables),
            taken=delay.taken(record, variables),
        )
        return await self._change(self._store.edit, row, kept)

    async def move(self, row: Waiting, by: int) -> bool:
        """Let it change places with the one before (-1) or behind (1)."""
        return await self._change(self._store.move, row, by)

    async def remove(self, row: Waiting) -> bool:
        """Throw it away, unless it is on its way."""
        return await self._change(self._store.remove, row)

    async def release(self, row: Waiting) -> bool:
        """Let one that stopped be sent: the person has seen why it did."""
        return await self._change(self._store.release, row)

    async def _change(self, change: Callable[..., bool], *given: object) -> bool:
        done = await asyncio.to_thread(change, *given)
        await self._changed()
        return done

    async def _changed(self) -> None:
        await self.rows()
        self._tell()

    def _tell(self) -> None:
        for tell in tuple(self.on_change):
            tell()

    # -- sending -------------------------------------------------------------------------------

    async def send(self, only: Collection[int] | None = None) -> Run:
        """Send what waits, or some of it, in its order; each is checked first, and sent once.

        What stops waits for the person. One that comes to no known outcome ends the run, and so
        does what keeps all the others from being sent.
        """
        assert self.run is None
        self.run = run = Run()
        try:
            await Runner(self._line, self._way, self._database, self._rows_and_tell, run).send(only)
        finally:
            self.run = None
        await self._changed()
        return run

    async def _rows_and_tell(self) -> tuple[Waiting, ...]:
        rows = await self.rows()
        self._tell()
        return rows


def _objects(variables: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(f"{kind} {value}" for kind, value in delay.named(variables).items()))
