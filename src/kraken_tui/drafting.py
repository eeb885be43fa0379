"""What is typed into forms: in memory at once, and on the disk before a second has passed."""

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from kraken_tui.forms.form import Form
from kraken_tui.forms.typed import Typed
from kraken_tui.forms.values import Path
from kraken_tui.store.drafts import Draft, Topic
from kraken_tui.store.drafts import Drafts as Store
from kraken_tui.store.errors import StoreError

PAUSE = 0.3
"""Seconds from a key to the look at what it made of the form; more keys do not put that off."""

NOT_KEPT = "What you type into forms is lost when the program ends. {}"


class Kept(NamedTuple):
    """A form as it was left; `on_disk` lacks bank details, and neither has secrets."""

    topic: Topic
    typed_at: datetime
    intent: str
    """The same for every try of one wish; the form's idempotency key too."""
    typed: Typed
    on_disk: Typed

    @property
    def about(self) -> dict[str, str]:
        """The identifiers of the object that the form is about, by name."""
        return {str(name): str(each) for name, each in json.loads(self.topic.subject).items()}


def topic_of(operation: str, subject: Mapping[str, str]) -> Topic:
    """Name the form of a mutation on an object, which its identifiers tell."""
    return Topic(operation, json.dumps(dict(subject), sort_keys=True, separators=(",", ":")))


class Drafts:
    """The drafts of one profile, in front of those on the disk.

    Reading and writing is done in threads, one after the other. What cannot be written stays in
    memory, and is written with what comes next. Of two windows that type the same, the last wins.
    """

    def __init__(self, store: Store, *, profile: str, tenant: str) -> None:
        self._store = store
        self._profile = profile
        self._tenant = tenant
        self._kept: dict[Topic, Kept] = {}
        self._unwritten: dict[Topic, Kept | None] = {}
        self._collectors: dict[Callable[[], None], None] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None
        self._disk = asyncio.Lock()
        self._is_loaded = False
        self._trouble = ""
        self._is_told = False
        self.on_trouble: Callable[[], None] = lambda: None
        """Told when drafts are not kept on the disk any more; see `news`."""

    # -- reading -------------------------------------------------------------------------------

    async def ready(self) -> None:
        """Wait until the disk was read once."""
        if not self._is_loaded:
            await self.load()

    async def load(self) -> None:
        """Read what is on the disk now, for another window may have written."""
        async with self._disk:
            try:
                rows = await asyncio.to_thread(self._store.all, self._profile)
            except StoreError as error:
                self._fail(error)
            else:
                self._take({row.topic: row for row in rows})
            self._is_loaded = True

    def _take(self, rows: Mapping[Topic, Draft]) -> None:
        found = {topic: self._newer(row) for topic, row in rows.items()}
        kept = {topic: each for topic, each in found.items() if each is not None}
        self._kept = {**kept, **{t: each for t, each in self._unwritten.items() if each}}
        for topic in (topic for topic, each in self._unwritten.items() if each is None):
            self._kept.pop(topic, None)

    def _newer(self, row: Draft) -> Kept | None:
        """Give what is in memory rather than the same from the disk, which holds less of it."""
        known = self._kept.get(row.topic)
        if known is not None and known.typed_at == row.typed_at:
            return known
        return _from_disk(row, tenant=self._tenant)

    def find(self, topic: Topic) -> Kept | None:
        """Return what was typed there before."""
        return self._kept.get(topic)

    def all(self) -> tuple[Kept, ...]:
        """Return every draft, the newest first."""
        return tuple(sorted(self._kept.values(), key=lambda each: each.typed_at, reverse=True))

    # -- keeping -------------------------------------------------------------------------------

    def touch(self, collect: Callable[[], None]) -> None:
        """Have a form, which something was just put into, looked at in a moment.

        `collect` then calls `keep` or `drop`.
        """
        self._collectors[collect] = None
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(PAUSE, self.collect)

    def collect(self) -> None:
        """Look now at the forms that were touched."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        collectors, self._collectors = self._collectors, {}
        for collect in collectors:
            collect()

    def keep(self, kept: Kept) -> None:
        """Keep what was typed, in place of what was kept of that form before."""
        if kept != self._kept.get(kept.topic):
            self._kept[kept.topic] = self._unwritten[kept.topic] = kept
            self._write_soon()

    def drop(self, topic: Topic) -> None:
        """Forget what was typed there."""
        if self._kept.pop(topic, None) is not None or topic in self._unwritten:
            self._unwritten[topic] = None
            self._write_soon()

    async def flush(self) -> None:
        """Write everything now, as far as it can be written."""
        self.collect()
        if self._unwritten:
            self._write_soon()
        if self._writing is not None:
            await self._writing

    def pen(self, form: Form, topic: Topic, intent: str, *, now: Callable[[], datetime]) -> "Pen":
        """Keep a form from now on as it is typed."""
        return Pen(self, form, topic, intent, now)

    # -- writing -------------------------------------------------------------------------------

    def _write_soon(self) -> None:
        if self._writing is None or self._writing.done():
            self._writing = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        async with self._disk:
            while self._unwritten:
                batch, self._unwritten = self._unwritten, {}
                try:
                    await asyncio.to_thread(self._put, batch)
                except StoreError as error:
                    self._unwritten = {**batch, **self._unwritten}
                    self._fail(error)
                    return
                self._trouble, self._is_told = "", False

    def _put(self, batch: Mapping[Topic, Kept | None]) -> None:
        self._store.write(
            self._profile,
            kept=[_for_disk(each, tenant=self._tenant) for each in batch.values() if each],
            dropped=[topic for topic, each in batch.items() if each is None],
        )

    # -- trouble -------------------------------------------------------------------------------

    def _fail(self, error: StoreError) -> None:
        self._trouble = NOT_KEPT.format(error.sentence)
        self.on_trouble()

    def news(self) -> str:
        """Say why drafts are not kept on the disk, if so, and only once."""
        if self._is_told:
            return ""
        self._is_told = bool(self._trouble)
        return self._trouble


class Pen:
    """Keeps one open form."""

    def __init__(
        self, drafts: Drafts, form: Form, topic: Topic, intent: str, now: Callable[[], datetime]
    ) -> None:
        self.topic = topic
        self.intent = intent
        self._drafts = drafts
        self._form = form
        self._now = now
        self._touched_at: datetime
        self.take(form)

    def take(self, form: Form) -> None:
        """Keep this form in place of the one before, such as when its schema has changed."""
        self._form.on_change = lambda: None
        self._form = form
        form.on_change = self.keep

    def keep(self) -> None:
        """Have what is in the form kept in a moment."""
        self._touched_at = self._now()
        self._drafts.touch(self._look)

    def _look(self) -> None:
        form = self._form
        if not form.changed:
            self._drafts.drop(self.topic)
            return
        typed = (form.draft(for_disk=each) for each in (False, True))
        self._drafts.keep(Kept(self.topic, self._touched_at, self.intent, *typed))

    def drop(self) -> None:
        """Forget what was typed up to now."""
        self._drafts.collect()
        self._drafts.drop(self.topic)


def _for_disk(kept: Kept, *, tenant: str) -> Draft:
    content = {"tenant": tenant, "intent": kept.intent, **kept.on_disk._asdict()}
    return Draft(kept.topic, content, kept.typed_at)


def _from_disk(row: Draft, *, tenant: str) -> Kept | None:
    """Return a draft, unless it was typed for another tenant or cannot be understood."""
    content = row.content
    if content.get("tenant") != tenant or not isinstance(content.get("intent"), str):
        return None
    typed = Typed(content.get("now"), content.get("before"), _paths(content.get("left_out")))
    return Kept(row.topic, row.typed_at, content["intent"], typed, typed)


def _paths(raw: Any) -> tuple[Path, ...]:
    paths = raw if isinstance(raw, list) else ()
    return tuple(tuple(each) for each in paths if isinstance(each, list))
