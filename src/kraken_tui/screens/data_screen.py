"""Screens that show what the tenant answers: loading, loaded, empty or failed."""

from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.screens.failures import incomplete, with_key
from kraken_tui.screens.state import Empty, Failed, Loaded, Loading, State
from kraken_tui.screens.waiting import DROPPED
from kraken_tui.screens.work_screen import WorkScreen

T = TypeVar("T")

LOADING = "Loading\N{HORIZONTAL ELLIPSIS}"
"""Stands where the content will, so that nothing moves when that arrives."""
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

    async def fetch(self, account: str) -> Loaded[T]:
        """Ask the tenant; raise ``KrakenError``."""
        raise NotImplementedError

    def show(self, state: State[T]) -> None:
        """Draw a state."""
        raise NotImplementedError

    def is_stale(self) -> bool:
        """Tell whether what is shown belongs to another account or was changed by a mutation."""
        return (self._shown_for, self._as_of) != (self.session.account, self.session.changes)

    _shown_for: str | None = None
    _as_of = 0
    """How many mutations had been accepted when this was asked for."""

    def load(self) -> None:
        """Ask for the data of the chosen account, dropping a request that is under way."""
        account = self.session.account
        if account is None:
            self.state = Empty(NO_ACCOUNT)
            return
        previous = self.data if self._shown_for == account else None
        self._shown_for = account
        self._as_of = self.session.changes
        self.state = Loading(previous)
        work = partial(self._load, account)
        self._worker: Worker[None] = self.run_worker(work, group="load", exclusive=True)

    async def _load(self, account: str) -> None:
        try:
            self.state = await self.fetch(account)
        except KrakenError as error:
            self.state = Failed(with_key(error), self.data)

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
        match state:
            case Loading(previous=None):
                self.say("")
            case Failed(sentence=sentence) | Empty(sentence=sentence):
                self.say(sentence, tone="bad" if isinstance(state, Failed) else "quiet")
            case Loaded(warnings=warnings):
                told = filter(None, (self.news, incomplete(warnings)))
                self.say(" ".join(told), tone="bad" if warnings else "good")
                self.news = ""
        self.show(state)
        self.refresh_frame()

    def link_word(self) -> str:
        """Say too that data is on its way, even before the line to the tenant is there."""
        word = super().link_word()
        if isinstance(self.state, Loading) and self.session.account is not None:
            return WHILE_LOADING.get(word, word)
        return word

    news = ""
    """A sentence to show with the next data that arrives."""

    def dropped(self) -> None:
        """Show what was there before, and say that the rest was not asked for."""
        super().dropped()
        if isinstance(self.state, Loading):
            self.state = Failed(DROPPED, self.data)

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
