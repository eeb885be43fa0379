"""One person at work with one profile: the client, the chosen account, what was asked and seen."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, partial
from importlib import import_module
from math import inf
from typing import TYPE_CHECKING, Any

from kraken_tui.api.errors import (
    InvalidDocument,
    KrakenError,
    Refused,
    SignInRefused,
    Unauthorised,
)
from kraken_tui.api.splitting import Splitting
from kraken_tui.config.profiles import Profile
from kraken_tui.domain import brownouts
from kraken_tui.domain.points import Points
from kraken_tui.domain.points import parse as parse_points
from kraken_tui.fitting import Fitting, MissingFromTenant
from kraken_tui.formats import Formats
from kraken_tui.forms.clock import local_now
from kraken_tui.memory import Memory, is_no_link
from kraken_tui.standing import Standing
from kraken_tui.store.database import Database

if TYPE_CHECKING:
    from kraken_tui.api.asking import Ask, Wanted
    from kraken_tui.api.client import Answer, KrakenClient
    from kraken_tui.api.limits import Limits
    from kraken_tui.api.records import MutationRecord
    from kraken_tui.api.schema import SchemaIndex
    from kraken_tui.api.schema_home import SchemaHome
    from kraken_tui.config.paths import Folders
    from kraken_tui.domain.payments_links import HandedOut
    from kraken_tui.drafting import Drafts
    from kraken_tui.outbox import Outbox
    from kraken_tui.privacy import Known
    from kraken_tui.sending import Begin, Dispatch, Sending
    from kraken_tui.sending.doubts import Doubts
    from kraken_tui.sending.looks import Looks

Connect = Callable[["Ask"], "KrakenClient"]

SWITCHED_OFF = "KT-CT-1113"

MOST_OVERHEARD = 20
"""So many answers are kept before they are searched for names, as long as nobody needs these."""

MOST_LOOKED_AT = 12
"""So many answers are kept to compare with, as long as nothing was sent."""

ROUNDS_OF_TRIMMING = 4
"""Dropping a field can leave a fragment or a variable unused, which only the next answer tells."""


@dataclass(slots=True)
class Link:
    """Where the line to the tenant stands; ``word`` is what the frame says of it."""

    word: str = "idle"
    points: Points | None = None
    is_down: bool = False
    """Whether the last attempt found no link; trying again does not change that, an answer does."""
    why: str = ""
    """What was wrong at the last attempt that failed, as a sentence."""


@dataclass
class Session:
    """Hold what outlives a screen. All network access of the screens goes through here.

    ``connect`` builds the client; it is called late, in a thread, because it imports the network
    libraries. ``on_change`` is told whenever the frame should be drawn anew.
    """

    profile: Profile
    connect: Connect
    folders: "Folders"
    account: str | None = None
    holder: str = ""
    focus: Mapping[str, object] = field(default_factory=dict)
    """Identifiers of the object that the next screen should open on."""
    filled_from: str = ""
    """When that was seen which the form opened last is filled with; empty for just now."""
    link: Link = field(default_factory=Link)
    on_change: Callable[[], None] = lambda: None
    on_news: Callable[[str], None] = lambda _: None
    """Told in a sentence of what a person should know wherever they are."""
    on_tick: list[Callable[[], None]] = field(default_factory=list)
    """Told of every second that is waited for the API, and of the end."""
    ask_person: "Ask | None" = None
    showing: str = ""
    """The screen that is shown."""
    asked: dict[str, dict[str, None]] = field(default_factory=dict)
    """The documents that each screen has asked with."""
    planned: tuple[brownouts.Brownout, ...] = ()
    """What the tenant means to switch off for a while."""
    outages: dict[str, tuple[brownouts.Brownout, ...]] = field(default_factory=dict)
    """The same, by the documents that ask for it."""
    handed_out: "tuple[HandedOut, ...]" = ()
    """Links and secrets that mutations answered with, newest first."""
    private: bool = False
    """Whether what tells who the customers are is covered on the screen."""
    changes: int = 0
    """How many mutations were accepted; what a screen loaded before the last one may be old."""
    clock: Callable[[], datetime] = local_now
    """Tells the time where the person sits, with its zone."""

    def __post_init__(self) -> None:
        self._client: KrakenClient | None = None
        self._connecting = asyncio.Lock()
        self.standing = Standing(now=self.now)
        self._overheard: list[object] = []
        self._splitting = Splitting()
        # What keeps looks is not among what the first frame waits for.
        self._looked: deque[tuple[str, str, dict[str, object], Any]] = deque(maxlen=MOST_LOOKED_AT)
        self.fitting = Fitting(self._schema_home, self.client)
        self.memory = Memory(
            self.profile,
            self.folders,
            ask=self.ask,
            clock=self.clock,
            is_down=lambda: self.link.is_down,
            is_oneself=lambda: not self.standing.customer,
            ask_person=self._ask_person,
            overhear=self.overhear,
        )

    @cached_property
    def drafts(self) -> "Drafts":
        """What was typed into forms and not sent."""
        from kraken_tui.drafting import Drafts
        from kraken_tui.store.drafts import Drafts as Store

        store = Store(Database(self.folders.database))
        return Drafts(store, profile=self.profile.name, tenant=self.profile.endpoint)

    @cached_property
    def formats(self) -> Formats:
        """How this profile's people write money, numbers, days and times."""
        return Formats.of(self.profile, self.folders.formats)

    def now(self) -> datetime:
        """Tell the time as clocks show it where the profile's people are."""
        return self.clock().astimezone(self.formats.zone)

    # -- privacy -------------------------------------------------------------------------------

    def overhear(self, data: object) -> None:
        """Take note of an answer, or of what is sent: it may tell who the customers are."""
        self._overheard.append(data)
        if len(self._overheard) > MOST_OVERHEARD:
            _ = self.known

    @property
    def known(self) -> "Known":
        """What was learned of who the customers are."""
        heard, self._overheard = self._overheard, []
        for data in heard:
            self._known.learn(data)
        return self._known

    @cached_property
    def _known(self) -> "Known":
        from kraken_tui.privacy import Known

        return Known()

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
        before = self.link.word if self.link.word != "connecting" else "idle"
        if before != "connected":
            self._set_link("connecting")
        try:
            # A page further on can wait for what is looked at first.
            further = bool(variables.get("after") or variables.get("before"))
            answer = await self._query(view, variables, background=further)
        except asyncio.CancelledError:
            if self.link.word == "connecting":
                self._set_link(before)
            raise
        except KrakenError as error:
            self._explain(error, self.outages.get(view, ()))
            self.link.why = error.sentence
            self._set_link(_word_for(error))
            raise
        self.overhear(answer.data)
        self._keep_look(view, variables, answer)
        self._note_points(parse_points(answer.data))
        self._set_link("connected")
        return answer

    def _keep_look(self, view: str, variables: Mapping[str, object], answer: "Answer") -> None:
        look = (self.account or "", view, dict(variables), answer.data)
        if "looks" in self.__dict__:
            self.looks.keep(*look)
        else:
            self._looked.append(look)

    def _note_points(self, points: Points | None) -> None:
        if points is not None and self.limits is not None:
            self.link.points = points
            self.limits.tell(
                remaining=points.remaining, limit=points.limit, resets_in=points.resets_in
            )

    @cached_property
    def sending(self) -> "Sending":
        """What sends mutations, each with its row in the journal."""
        from kraken_tui.sending import Sending
        from kraken_tui.store.journal import Journal
        from kraken_tui.store.owners import Owners

        journal = Journal(Database(self.folders.database))
        owners = Owners(self.folders.windows)
        return Sending(journal, owners, client=self.client, now=self.now)

    @cached_property
    def outbox(self) -> "Outbox":
        """What was typed without a link and waits to be sent."""
        from kraken_tui.outbox import Outbox

        return Outbox(self, Database(self.folders.database))

    @property
    def waiting(self) -> int:
        """How many changes wait in the outbox, as far as somebody has looked."""
        return self.outbox.count if "outbox" in self.__dict__ else 0

    @cached_property
    def doubts(self) -> "Doubts":
        """What was sent and nobody knows the outcome of."""
        from kraken_tui.sending.doubts import Doubts

        def changed() -> None:
            self.on_change()

        return Doubts(self.sending.journal, profile=self.profile.name, on_change=changed)

    @cached_property
    def looks(self) -> "Looks":
        """How the accounts looked that changes are sent for."""
        from kraken_tui.sending.looks import Looks

        found = Looks()
        for look in self._looked:
            found.keep(*look)
        self._looked.clear()
        return found

    @property
    def unknown(self) -> int:
        """How many changes were sent of which nobody knows whether they were made."""
        return self.doubts.count if "doubts" in self.__dict__ else 0

    @property
    def under_way(self) -> "tuple[Dispatch, ...]":
        """What was sent and is still waited for."""
        if "sending" not in self.__dict__:
            return ()
        return tuple(each for each in self.sending.under_way if each.outcome == "open")

    async def look_back(self) -> str:
        """Say what was on its way when the program ended last; nothing if nothing was."""
        if not await asyncio.to_thread(self.folders.database.exists):
            return ""
        # Not among what the first frame waits for.
        await asyncio.to_thread(import_module, "kraken_tui.sending.news")
        from kraken_tui.sending.news import cut_short

        return cut_short(await self.doubts.recover(self.sending.owners))

    async def send(
        self, record: "MutationRecord", variables: Mapping[str, object], *, intent: str = ""
    ) -> "Answer":
        """Send a mutation, once, with its row in the journal; raise ``KrakenError``."""
        return await self.dispatch(record, variables, intent=intent).wait()

    def dispatch(
        self,
        record: "MutationRecord",
        variables: Mapping[str, object],
        *,
        intent: str = "",
        account: str = "",
        begin: "Begin | None" = None,
    ) -> "Dispatch":
        """Begin to send a mutation; ``intent`` is the same for every try of one wish.

        ``account`` is the one that it is for, where that is not the one that is open.
        """
        from kraken_tui.sending import attempted

        self.overhear(variables)
        attempt = attempted(
            record["name"],
            variables,
            profile=self.profile.name,
            account=account or self.account or "",
            intent=intent,
            acting_as=self.standing.customer,
        )
        self.looks.freeze(attempt.intent, attempt.account)
        ended = partial(self._ended, record)
        return self.sending.start(attempt, record["document"], ended=ended, begin=begin)

    def _ended(self, record: "MutationRecord", dispatch: "Dispatch") -> None:
        """Take note of what became of a mutation, whoever still waits for it."""
        from kraken_tui.sending import NoJournal, Stopped

        error = dispatch.error
        if error is None:
            self.changes += 1
            self._set_link("connected")
        elif not isinstance(error, NoJournal | Stopped):
            self._explain(error, brownouts.felt(self.planned, brownouts.asked_by(record)))
            self._set_link(_word_for(error))
        self._doubting = asyncio.create_task(self._see_doubts(dispatch))

    async def _see_doubts(self, dispatch: "Dispatch") -> None:
        """Know what is unknown now, and tell of an answer that came after all."""
        intent = dispatch.attempt.intent
        if all(each.intent != intent for each in await self.doubts.look()):
            self.looks.forget(intent)
        if dispatch.is_late and dispatch.outcome != "unknown":
            from kraken_tui.sending.news import came_after_all

            self.on_news(came_after_all(dispatch))

    async def _query(
        self, view: str, variables: Mapping[str, object], *, background: bool
    ) -> "Answer":
        """Send a view's document, dropping what the tenant turns out not to have."""
        client = await self.client()
        for _ in range(ROUNDS_OF_TRIMMING):
            text = await self.fitting.document(view)
            send = partial(client.query, background=background)
            try:
                return await self._splitting.query(send, text, variables)
            except InvalidDocument as refusal:
                await self.fitting.trim(view, text, refusal)
        raise MissingFromTenant(f"This tenant's schema does not fit the {view} view.")

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
            self._set_link(_word_for(error))
            raise

    async def load_schema_anew(self) -> bool:
        """Ask the tenant for its schema now, and tell whether it has changed.

        Raise ``KrakenError`` where that cannot be; the schema that was there stays.
        """
        try:
            changed = await self.fitting.load_anew()
        except KrakenError as error:
            self._set_link(_word_for(error))
            raise
        self._set_link("connected")
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

    def _explain(self, error: KrakenError, planned: tuple[brownouts.Brownout, ...]) -> None:
        """Say of what is switched off that this is planned, and until when."""
        if isinstance(error, Refused) and SWITCHED_OFF in error.codes:
            lasting = [each for each in planned if each.lasts(self.now())]
            for each in lasting[:1]:
                until = self.formats.moment(each.ends)
                error.hint = f"The tenant planned this: {each.field} is back from {until}."

    async def load_plans(self) -> None:
        """Ask what the tenant means to switch off, if it tells, when nobody waits for more."""
        with suppress(KrakenError):
            schema = await self.schema()
            answer = await self._query("brownouts", {}, background=True)
            self.planned = brownouts.parse(answer.data)
            self.outages = await asyncio.to_thread(_by_document, schema, self.planned)
            self.on_change()

    async def deprecated(self) -> dict[str, str]:
        """List what the app asks this tenant for and it means to give up, with its reasons."""
        schema = await self.schema()
        found = await asyncio.to_thread(
            lambda: [schema.deprecated(name) for name in sorted(schema.documents)]
        )
        return {name: reason for each in found for name, reason in each.items()}

    # -- the end -------------------------------------------------------------------------------

    async def close(self, *, grace: float = 0.0) -> None:
        """Close the connections, after waiting some seconds for the answers to changes."""
        self.standing.close()
        self.fitting.close()
        if "drafts" in self.__dict__:
            await self.drafts.flush()
        await self.memory.close()
        if "sending" in self.__dict__:
            await self.sending.close(grace=grace)
        if self._client is not None:
            await self._client.aclose()

    async def _ask_person(self, wanted: "Wanted") -> str:
        if self.ask_person is None:
            return ""
        return await self.ask_person(wanted)

    def _set_link(self, word: str) -> None:
        self.link.word = word
        if word != "connecting":
            self.link.is_down = word == "offline"
        self.standing.look()
        self.on_change()


def _by_document(
    schema: "SchemaIndex", planned: tuple[brownouts.Brownout, ...]
) -> dict[str, tuple[brownouts.Brownout, ...]]:
    if not planned:
        return {}
    return {name: brownouts.felt(planned, schema.fields(name)) for name in schema.documents}


def _word_for(error: KrakenError) -> str:
    if is_no_link(error):
        return "offline"
    if isinstance(error, SignInRefused | Unauthorised):
        return "signed out"
    return "connected"
