"""One person at work with one profile: the client, the chosen account, what was asked and seen."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

from kraken_tui.api.errors import KrakenError
from kraken_tui.changes import Changes
from kraken_tui.config.profiles import Profile
from kraken_tui.fitting import Fitting
from kraken_tui.forms.clock import local_now
from kraken_tui.link import Link
from kraken_tui.memory import Memory
from kraken_tui.overheard import Overheard
from kraken_tui.plans import Plans
from kraken_tui.standing import Standing

if TYPE_CHECKING:
    from kraken_tui.api.asking import Ask, Wanted
    from kraken_tui.api.client import Answer, KrakenClient
    from kraken_tui.api.limits import Limits
    from kraken_tui.api.records import MutationRecord
    from kraken_tui.api.schema import SchemaIndex
    from kraken_tui.api.schema_home import SchemaHome
    from kraken_tui.config.paths import Folders
    from kraken_tui.domain.payments_links import HandedOut
    from kraken_tui.formats import Formats

Connect = Callable[["Ask"], "KrakenClient"]


class Session:
    """Hold what outlives a screen. All network access of the screens goes through here.

    ``connect`` builds the client; it is called late, in a thread, because it imports the network
    libraries. ``clock`` tells the time where the person sits, with its zone.
    """

    def __init__(
        self,
        *,
        profile: Profile,
        connect: Connect,
        folders: "Folders",
        account: str | None = None,
        private: bool = False,
        ask_person: "Ask | None" = None,
        clock: Callable[[], datetime] = local_now,
    ) -> None:
        self.profile = profile
        self.connect = connect
        self.folders = folders
        self.account = account
        self.holder = ""
        self.private = private
        """Whether what tells who the customers are is covered on the screen."""
        self.ask_person = ask_person
        self.clock = clock
        self.showing = ""
        """The screen that is shown."""
        self.focus: Mapping[str, object] = {}
        """Identifiers of the object that the next screen should open on."""
        self.filled_from = ""
        """When that was seen which the form opened last is filled with; empty for just now."""
        self.asked: dict[str, dict[str, None]] = {}
        """The documents that each screen has asked with."""
        self.handed_out: tuple[HandedOut, ...] = ()
        """Links and secrets that mutations answered with, newest first."""
        self.on_change: Callable[[], None] = lambda: None
        """Told whenever the frame should be drawn anew."""
        self.on_news: Callable[[str], None] = lambda _: None
        """Told in a sentence of what a person should know wherever they are."""
        self.on_tick: list[Callable[[], None]] = []
        """Told of every second that is waited for the API, and of the end."""
        self._client: KrakenClient | None = None
        self._connecting = asyncio.Lock()
        self.standing = Standing(now=self.now)
        self.overheard = Overheard()
        self.link = Link(on_change=self._link_changed)
        self.fitting = Fitting(self._schema_home, self.client)
        self.memory = Memory(
            self.profile,
            self.folders,
            ask=self.ask,
            clock=self.clock,
            is_down=lambda: self.link.is_down,
            is_oneself=lambda: not self.standing.customer,
            ask_person=self._ask_person,
            overhear=self.overheard.hear,
        )
        self.plans = Plans(
            self.fitting,
            schema=self.schema,
            now=self.now,
            formats=lambda: self.formats,
            on_change=self._tell_change,
        )
        self.changes = Changes(
            self,
            self.folders,
            client=self.client,
            overhear=self.overheard.hear,
            ended=self._ended,
            on_change=self._tell_change,
            on_news=self._tell_news,
        )

    @cached_property
    def formats(self) -> "Formats":
        """How this profile's people write money, numbers, days and times."""
        from kraken_tui.formats import Formats

        return Formats.of(self.profile, self.folders.formats)

    def now(self) -> datetime:
        """Tell the time as clocks show it where the profile's people are."""
        return self.clock().astimezone(self.formats.zone)

    # -- the account ---------------------------------------------------------------------------

    def choose(self, account: str, *, holder: str = "") -> None:
        """Work with another account from now on."""
        self.account, self.holder = account, holder
        self.on_change()

    # -- asking --------------------------------------------------------------------------------

    async def client(self) -> "KrakenClient":
        """Give the one client of this session, made on first use."""
        async with self._connecting:
            if self._client is None:
                self._client = await asyncio.to_thread(self._connect)
        return self._client

    def _connect(self) -> "KrakenClient":
        """Make the client, and have ready what its answers are written with; both take long."""
        client = self.connect(self._ask_person)
        self.standing.auth = client.auth
        # Here somebody sees how long a wait still takes, and can end it.
        client.limits.patience = inf
        client.limits.on_change = self._tick
        self.formats.get_ready()
        return client

    async def ask(self, view: str, variables: Mapping[str, object]) -> "Answer":
        """Send the document of a view; raise ``KrakenError``."""
        self.asked.setdefault(self.showing, {})[view] = None
        before = self.link.try_it()
        try:
            # A page further on can wait for what is looked at first.
            further = bool(variables.get("after") or variables.get("before"))
            answer = await self.fitting.query(view, variables, background=further)
        except asyncio.CancelledError:
            self.link.give_up(before)
            raise
        except KrakenError as error:
            self.plans.explain_view(error, view)
            self.link.why = error.sentence
            self.link.say_why(error)
            raise
        self.overheard.hear(answer.data)
        self.changes.keep_look(view, variables, answer)
        self._note_points(answer)
        self.link.say("connected")
        return answer

    def _note_points(self, answer: "Answer") -> None:
        from kraken_tui.domain.points import parse

        points = parse(answer.data)
        if points is not None and self.limits is not None:
            self.link.points = points
            self.limits.tell(
                remaining=points.remaining, limit=points.limit, resets_in=points.resets_in
            )

    def _ended(self, record: "MutationRecord", error: KrakenError | None) -> None:
        """Take note of what the end of a mutation tells of the tenant."""
        if error is None:
            self.link.say("connected")
        else:
            self.plans.explain_mutation(error, record)
            self.link.say_why(error)

    # -- waiting -------------------------------------------------------------------------------

    @property
    def limits(self) -> "Limits | None":
        """What the tenant's limits make the client wait for; none before the first connection."""
        return None if self._client is None else self._client.limits

    @property
    def pause(self) -> int:
        """Seconds for which the API wants no request; nothing can be sent meanwhile."""
        limits = self.limits
        return limits.seconds if limits is not None and limits.reason == "limit" else 0

    def _tick(self) -> None:
        self.on_change()
        for tell in tuple(self.on_tick):
            tell()

    # -- the schema ----------------------------------------------------------------------------

    async def schema(self) -> "SchemaIndex":
        """Give the tenant's mutations; raise ``KrakenError`` where they cannot be had."""
        try:
            return await self.fitting.schema()
        except KrakenError as error:
            self.link.say_why(error)
            raise

    async def load_schema_anew(self) -> bool:
        """Ask the tenant for its schema now, and tell whether it has changed.

        Raise ``KrakenError`` where that cannot be; the schema that was there stays.
        """
        try:
            changed = await self.fitting.load_anew()
        except KrakenError as error:
            self.link.say_why(error)
            raise
        self.link.say("connected")
        return changed

    def _schema_home(self) -> "SchemaHome":
        from kraken_tui.api.schema_home import SchemaHome
        from kraken_tui.domain import documents

        return SchemaHome(
            self.profile.endpoint,
            self.folders.schemas,
            documents=documents.all_texts,
            file=self.profile.schema,
            clock=lambda: self.clock().astimezone(UTC),
        )

    async def record(self, operation: str) -> "MutationRecord":
        """Read all that a form needs to know of one mutation."""
        schema = await self.schema()
        return await asyncio.to_thread(schema.record, operation)

    # -- the end -------------------------------------------------------------------------------

    async def close(self, *, grace: float = 0.0) -> None:
        """Close the connections, after waiting some seconds for the answers to changes."""
        self.standing.close()
        self.fitting.close()
        await self.changes.close(grace=grace)
        await self.memory.close()
        if self._client is not None:
            await self._client.aclose()

    async def _ask_person(self, wanted: "Wanted") -> str:
        if self.ask_person is None:
            return ""
        return await self.ask_person(wanted)

    def _link_changed(self) -> None:
        self.standing.look()
        self.on_change()

    def _tell_change(self) -> None:
        self.on_change()

    def _tell_news(self, news: str) -> None:
        self.on_news(news)
