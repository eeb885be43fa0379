"""All that belongs to changing something: typed, waiting, on its way, and not known of."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kraken_tui.api.answer import Answer
    from kraken_tui.api.client import KrakenClient
    from kraken_tui.api.errors import KrakenError
    from kraken_tui.api.records import MutationRecord
    from kraken_tui.config.paths import Folders
    from kraken_tui.drafting import Drafts
    from kraken_tui.outbox import Outbox
    from kraken_tui.outbox.run import Line
    from kraken_tui.sending import Begin, Dispatch, Sending
    from kraken_tui.sending.doubts import Doubts
    from kraken_tui.sending.looks import Looks
    from kraken_tui.store.database import Database

MOST_LOOKED_AT = 12
"""So many answers are kept to compare with, as long as nothing was sent."""


class Changes:
    """The changes of one session, of which each part is made when it is first of use.

    ``overhear`` is told of what is sent, ``ended`` of each try and why it was not accepted (None
    if it was), ``on_change`` when more or fewer outcomes are unknown, and ``on_news``, in a
    sentence, of an answer that nobody waited for any more.
    """

    def __init__(
        self,
        session: "Line",
        folders: "Folders",
        *,
        client: Callable[[], Awaitable["KrakenClient"]],
        overhear: Callable[[object], None],
        ended: "Callable[[MutationRecord, KrakenError | None], None]",
        on_change: Callable[[], None],
        on_news: Callable[[str], None],
    ) -> None:
        self._session, self._folders, self._client = session, folders, client
        self._overhear, self._tell_end = overhear, ended
        self._on_change, self._on_news = on_change, on_news
        self.made = 0
        """How many were accepted; what a screen loaded before the last one may be old."""
        # What keeps looks is not among what the first frame waits for.
        self._looked: deque[tuple[str, str, dict[str, object], Any]] = deque(maxlen=MOST_LOOKED_AT)

    # -- its parts -----------------------------------------------------------------------------

    @cached_property
    def drafts(self) -> "Drafts":
        """What was typed into forms and not sent."""
        from kraken_tui.drafting import Drafts
        from kraken_tui.store.drafts import Drafts as Store

        profile = self._session.profile
        return Drafts(Store(self._database()), profile=profile.name, tenant=profile.endpoint)

    @cached_property
    def sending(self) -> "Sending":
        """What sends mutations, each with its row in the journal."""
        from kraken_tui.sending import Sending
        from kraken_tui.store.journal import Journal
        from kraken_tui.store.owners import Owners

        journal, owners = Journal(self._database()), Owners(self._folders.windows)
        return Sending(journal, owners, client=self._client, now=self._session.now)

    @cached_property
    def outbox(self) -> "Outbox":
        """What was typed without a link and waits to be sent."""
        from kraken_tui.outbox import Outbox

        return Outbox(self._session, self, self._database())

    @cached_property
    def doubts(self) -> "Doubts":
        """What was sent and nobody knows the outcome of."""
        from kraken_tui.sending.doubts import Doubts

        name = self._session.profile.name
        sending = self.sending
        return Doubts(sending.journal, sending.owners, profile=name, on_change=self._on_change)

    @cached_property
    def looks(self) -> "Looks":
        """How the accounts looked that changes are sent for."""
        from kraken_tui.sending.looks import Looks

        found = Looks()
        for look in self._looked:
            found.keep(*look)
        self._looked.clear()
        return found

    def _database(self) -> "Database":
        from kraken_tui.store.database import Database

        return Database(self._folders.database)

    # -- what the frame says of them -----------------------------------------------------------

    @property
    def waiting(self) -> int:
        """How many wait in the outbox, as far as somebody has looked."""
        return self.outbox.count if self._has("outbox") else 0

    @property
    def unknown(self) -> int:
        """How many were sent of which nobody knows whether they were made."""
        return self.doubts.count if self._has("doubts") else 0

    @property
    def under_way(self) -> "tuple[Dispatch, ...]":
        """What was sent and is still waited for."""
        if not self._has("sending"):
            return ()
        return tuple(each for each in self.sending.under_way if each.outcome == "open")

    def _has(self, part: str) -> bool:
        return part in self.__dict__

    # -- sending -------------------------------------------------------------------------------

    def dispatch(
        self,
        record: "MutationRecord",
        variables: Mapping[str, object],
        *,
        intent: str = "",
        account: str = "",
        begin: "Begin | None" = None,
    ) -> "Dispatch":
        """Begin to send a mutation, once, with its row in the journal.

        ``intent`` is the same for every try of one wish. ``account`` is the one that it is for,
        where that is not the one that is open.
        """
        from kraken_tui.sending import attempted

        session = self._session
        self._overhear(variables)
        attempt = attempted(
            record["name"],
            variables,
            profile=session.profile.name,
            account=account or session.account or "",
            intent=intent,
            acting_as=session.standing.customer,
        )
        self.looks.freeze(attempt.intent, attempt.account)
        ended = partial(self._ended, record)
        return self.sending.start(attempt, record["document"], ended=ended, begin=begin)

    def _ended(self, record: "MutationRecord", dispatch: "Dispatch") -> None:
        """Take note of what became of a mutation, whoever still waits for it."""
        from kraken_tui.sending import NoJournal, Stopped

        if dispatch.error is None:
            self.made += 1
        if not isinstance(dispatch.error, NoJournal | Stopped):
            self._tell_end(record, dispatch.error)
        self._doubting = asyncio.create_task(self._see_doubts(dispatch))

    async def _see_doubts(self, dispatch: "Dispatch") -> None:
        """Know what is unknown now, and tell of an answer that came after all."""
        intent = dispatch.attempt.intent
        if all(each.intent != intent for each in await self.doubts.look()):
            self.looks.forget(intent)
        if dispatch.is_late and dispatch.outcome != "unknown":
            from kraken_tui.sending.news import came_after_all

            self._on_news(came_after_all(dispatch))

    # -- before and after ----------------------------------------------------------------------

    def keep_look(self, view: str, variables: Mapping[str, object], answer: "Answer") -> None:
        """Remember what a view answered, to compare with once something was sent."""
        look = (self._session.account or "", view, dict(variables), answer.data)
        if self._has("looks"):
            self.looks.keep(*look)
        else:
            self._looked.append(look)

    async def look_back(self) -> str:
        """Say what was on its way when the program ended last; nothing if nothing was."""
        if not await asyncio.to_thread(self._folders.database.exists):
            return ""
        # Not among what the first frame waits for.
        await asyncio.to_thread(import_module, "kraken_tui.sending.news")
        from kraken_tui.sending.news import cut_short

        return cut_short(await self.doubts.look_back())

    async def close(self, *, grace: float = 0.0) -> None:
        """Write the drafts, and wait some seconds for the answers to what is on its way."""
        if self._has("drafts"):
            await self.drafts.flush()
        if self._has("sending"):
            await self.sending.close(grace=grace)
