"""Screens that show what the tenant answers: loading, loaded, empty or failed."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.memory import NEVER_SEEN, Ask, NeverSeen, also, is_no_link
from kraken_tui.screens import ages
from kraken_tui.screens.failures import incomplete, with_key
from kraken_tui.screens.state import Empty, Failed, Loaded, Loading, State
from kraken_tui.screens.work_screen import WorkScreen

if TYPE_CHECKING:
    from kraken_tui.api.answer import Answer

T = TypeVar("T")

LOADING = "Loading\N{HORIZONTAL ELLIPSIS}"
"""Stands where the content will, so that nothing moves when that arrives."""
PATIENCE = 4.0
"""Seconds without an answer after which a person is told what there is instead."""
NO_ANSWER_YET = "No answer yet. esc stops waiting, and shows all that was kept of this."
NOT_WAITED = "You did not wait for the answer."
WHILE_LOADING = {"idle": "connecting", "connected": "loading"}
NO_ACCOUNT = "No account is open. Press ctrl+o to find one."


class DataScreen(WorkScreen, Generic[T]):
    """Load, keep what is shown while loading anew, and say so when that fails."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "act", "Actions", id="object.act"),
        Binding("r", "reload", "Reload", id="data.reload"),
    ]

    # Loading for the first time is drawn too, although it is what the state begins as.
    state: var[State[T]] = var(Loading(), init=False, always_update=True)

    def on_mount(self) -> None:
        """Load once the first frame is on the screen, and all that Textual draws after it."""
        self.call_after_refresh(self.call_after_refresh, self.load)

    def on_screen_resume(self) -> None:
        """Load anew what another screen has made stale."""
        if self.is_mounted and self._shown_for is not None and self.is_stale():
            self.load()

    async def fetch(self, account: str, ask: Ask) -> Loaded[T]:
        """Ask the tenant, or what is kept of its answers; raise ``KrakenError``."""
        raise NotImplementedError

    def show(self, state: State[T]) -> None:
        """Draw a state."""
        raise NotImplementedError

    def is_stale(self) -> bool:
        """Tell whether what is shown is another account's, was changed, or can be had newer."""
        shown = (self._shown_for, self._as_of)
        return shown != (self.session.account, self.session.changes.made) or self._can_be_newer

    _shown_for: str | None = None
    _as_of = 0
    """How many mutations had been accepted when this was asked for."""
    _answered: datetime | None = None
    """When what is shown was answered."""
    _is_kept = False
    """Whether it was kept on this machine rather than answered in this run."""
    _is_whole = False
    """Whether it was drawn with all of its views before this was asked for once more."""
    _reason = ""
    """Why nothing newer could be had."""
    _worker: Worker[None] | None = None

    def load(self) -> None:
        """Ask for the data of the chosen account, dropping a request that is under way.

        Until the answer is there, and where there is no link, what was kept of it is shown.
        """
        account = self.session.account
        if account is None:
            self.state = Empty(NO_ACCOUNT)
            return
        previous = self.data if self._shown_for == account else None
        self._is_whole = previous is not None and not isinstance(self.state, Loading)
        self._shown_for = account
        self._as_of = self.session.changes.made
        self.state = Loading(previous)
        if previous is None:
            self._is_kept = False
            recall = partial(self._recall, account)
            self._recalling: Worker[None] = self.run_worker(recall, group="recall", exclusive=True)
        work = partial(self._load, account)
        self._worker = self.run_worker(work, group="load", exclusive=True)

    async def _load(self, account: str) -> None:
        try:
            state: State[T] = await self.fetch(account, self.session.memory.ask)
            self._answered, self._is_kept = self.session.clock(), False
        except KrakenError as error:
            self._reason = error.sentence
            state = await self._without_answer(account, error)
        if state is self.state:
            self._tell(state)
        else:
            self.state = state
        self._tidying: Worker[None] = self.run_worker(self._tidy, group="tidy")

    async def _without_answer(self, account: str, error: KrakenError) -> State[T]:
        """Tell what to show where no answer came: what is there, or what was kept."""
        if not is_no_link(error):
            return Failed(with_key(error), self.data)
        if self.data is not None and (self._is_whole or not self._is_kept):
            return Failed(self._told_age(), self.data)
        if isinstance(self.state, Loaded):
            return self.state
        try:
            kept = await self._kept(account)
        except KrakenError as missing:
            return Failed(with_key(also(error, missing)), self.data)
        self._answered, self._is_kept = kept.seen, True
        return kept

    async def _kept(self, account: str) -> Loaded[T]:
        """Read what was kept of the account; raise ``KrakenError`` where nothing was."""
        moments: list[datetime] = []

        async def recall(view: str, variables: Mapping[str, object]) -> "Answer":
            answer = await self.session.memory.recall(view, variables)
            assert answer.seen is not None
            moments.append(answer.seen)
            return answer

        loaded = await self.fetch(account, recall)
        if not moments:
            raise NeverSeen(NEVER_SEEN)
        return replace(loaded, seen=min(moments))

    async def _recall(self, account: str) -> None:
        """Draw what was kept until the tenant answers, if that does not come first."""
        with suppress(KrakenError):
            kept = await self._kept(account)
            if isinstance(self.state, Loading) and self.data is None:
                self.draw_kept(kept)

    def draw_kept(self, kept: Loaded[T]) -> None:
        """Draw what was kept: whole where there is no link, else until the tenant answers."""
        self._shown_for = self.session.account
        self._answered, self._is_kept = kept.seen, True
        self._reason = self.session.link.why
        self.state = kept if self.session.link.is_down else Loading(kept.data)
        if self.is_waiting:
            self.set_timer(PATIENCE, self._tell_of_kept)

    async def _show_kept(self, account: str) -> None:
        """Show what was kept with all of its views, for the person waits no longer."""
        kept = await self._kept(account)
        self.session.link.is_down = True
        self._reason = NOT_WAITED
        self.state = kept

    def _tell_of_kept(self) -> None:
        if self.is_waiting:
            self.say(NO_ANSWER_YET)

    async def _tidy(self) -> None:
        """Say why nothing is kept, if something is wrong with that, and drop what is too old."""
        memory = self.session.memory
        if memory.problem:
            self.app.notify(memory.problem, severity="warning", timeout=20, markup=False)
            memory.problem = ""
        await memory.tidy()

    @property
    def _can_be_newer(self) -> bool:
        """Tell whether what is shown was kept, while the tenant can be asked again."""
        is_shown = self.data is not None and not isinstance(self.state, Loading)
        return is_shown and self._is_kept and not self.session.link.is_down

    @property
    def is_waiting(self) -> bool:
        """Tell whether what was kept stands there until the tenant answers: views can wait too."""
        return self._is_kept and isinstance(self.state, Loading)

    def age(self) -> str:
        """Say when what is shown was answered, where that was not just now."""
        is_old = self._is_kept or isinstance(self.state, Failed)
        if not is_old or self.data is None:
            return ""
        return ages.seen(self._answered, now=self.session.clock())

    def _told_age(self) -> str:
        assert self._answered is not None
        return ages.without_link(self._reason, self._answered, now=self.session.clock())

    @property
    def data(self) -> T | None:
        """What was answered last, whatever has happened since."""
        match self.state:
            case Loaded(data=data):
                return data
            case Loading(previous=previous) | Failed(previous=previous):
                return previous
            case _:
                return None

    def watch_state(self, state: State[T]) -> None:
        """Draw the state, and say what a person should know of it."""
        if self.is_going:
            return
        self._tell(state)
        self.show(state)
        self.refresh_frame()

    def _tell(self, state: State[T]) -> None:
        match state:
            case Loading(previous=None):
                self.say("")
            case Failed(sentence=sentence):
                self.say(f"{self.news} {sentence}".strip(), tone="bad")
            case Empty(sentence=sentence):
                self.say(sentence)
            case Loaded(warnings=warnings) if state.is_fresh:
                told = filter(None, (self.news, incomplete(warnings)))
                self.say(" ".join(told), tone="bad" if warnings else "good")
                self.news = ""
            case Loaded(warnings=warnings):
                told = filter(None, (self.news, self._told_age(), incomplete(warnings)))
                self.say(" ".join(told), tone="bad")

    def tell_state(self) -> None:
        """Say once more what a person should know of what is shown."""
        self._tell(self.state)

    def refresh_frame(self) -> None:
        """Draw the line on top, and what the tenant says now once it can be asked again."""
        super().refresh_frame()
        if self.is_going:
            return
        is_idle = self._worker is None or not self._worker.is_running
        if self._can_be_newer and is_idle and self.session.link.word == "connected":
            self.load()

    def link_word(self) -> str:
        """Say too that data is on its way, even before the line to the tenant is there."""
        word = super().link_word()
        if isinstance(self.state, Loading) and self.session.account is not None:
            return WHILE_LOADING.get(word, word)
        return word

    news = ""
    """A sentence to show with the next data that arrives."""

    def dropped(self, sentence: str) -> None:
        """Show what was there before, and say that the rest was dropped."""
        super().dropped(sentence)
        if self.is_waiting and self._shown_for is not None:
            work = partial(self._show_kept, self._shown_for)
            self._recalling = self.run_worker(work, group="recall", exclusive=True)
        elif isinstance(self.state, Loading):
            self.state = Failed(sentence, self.data)

    def account_changed(self) -> None:
        """Load the account that was just opened."""
        self.load()

    def accepted(self, news: str) -> None:
        """Say what was done once the new data is there, which may be on its way already."""
        self.news = news
        if self.is_stale() or isinstance(self.state, Loaded):
            self.load()

    def action_reload(self) -> None:
        """Load anew."""
        self.load()
