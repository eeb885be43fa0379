"""A list opened from a fact: a screen of its own above the one that it was opened from."""

from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from kraken_tui.screens.listing import Listing
from kraken_tui.screens.record_pane import Fetch, RecordPane
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session
from kraken_tui.widgets.facts import Subject

R = TypeVar("R")


class ListScreen(WorkScreen, Generic[R]):
    """Read a list page by page; esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "act", "Actions", id="object.act"),
        Binding("r", "reload", "Reload", id="data.reload"),
        Binding("escape", "back", "Back", id="object.back"),
    ]

    DEFAULT_CSS = """
    ListScreen #title { height: 1; padding: 0 1; color: $primary; text-style: bold; }
    """

    def __init__(
        self,
        session: Session,
        *,
        title: str,
        listing: Listing[R],
        fetch: Fetch[R],
        backwards: bool = True,
    ) -> None:
        super().__init__(session)
        self._title = title
        self._listing = listing
        self._fetch = fetch
        self._backwards = backwards

    def compose_content(self) -> ComposeResult:
        """Yield the list's name above its rows."""
        yield Static(
            Text(f"\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK} {self._title}"), id="title"
        )
        yield RecordPane(self._listing, self.session)

    @property
    def pane(self) -> "RecordPane[R]":
        """The list."""
        return self.query_one(RecordPane)

    def on_mount(self) -> None:
        """Read the first page."""
        self.pane.table.focus()
        self.pane.page(self._fetch, backwards=self._backwards)

    def subject(self) -> Subject | None:
        """Tell which record is under the cursor."""
        return self.pane.subject()

    def accepted(self, news: str) -> None:
        """Read the list anew, and say what was done."""
        super().accepted(news)
        self.pane.reload()

    def account_changed(self) -> None:
        """Leave a list of another account."""
        stack = self.app.screen_stack
        below = stack[stack.index(self) - 1]
        self.action_back()
        assert isinstance(below, WorkScreen)
        below.account_changed()

    def action_reload(self) -> None:
        """Read the list anew."""
        self.pane.reload()

    def action_back(self) -> None:
        """Return to where it was opened."""
        self.dismiss()
