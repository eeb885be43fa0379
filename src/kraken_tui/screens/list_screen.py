"""A list opened from a fact."""

from collections.abc import Iterator
from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from kraken_tui.screens.listing import Listing
from kraken_tui.screens.opened import OpenedScreen
from kraken_tui.screens.record_pane import Fetch, RecordPane
from kraken_tui.session import Session
from kraken_tui.widgets.facts import Subject

R = TypeVar("R")


class ListScreen(OpenedScreen, Generic[R]):
    """Read a list page by page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "reload", "Reload", id="data.reload"),
    ]

    def __init__(
        self,
        session: Session,
        *,
        title: str,
        listing: Listing[R],
        fetch: Fetch[R],
        backwards: bool = True,
        pane: type[RecordPane[R]] = RecordPane,
    ) -> None:
        super().__init__(session, title=title)
        self._pane = pane
        self._listing = listing
        self._fetch = fetch
        self._backwards = backwards

    def compose_opened(self) -> Iterator[Widget]:
        """Yield the list."""
        yield self._pane(self._listing, self.session)

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

    def age(self) -> str:
        """Say when the list was seen; empty while it is what the tenant says now."""
        return self.pane.age() if self.is_mounted else ""

    def accepted(self, news: str) -> None:
        """Read the list anew, and say what was done."""
        self.pane.reload()
        super().accepted(news)

    def action_back(self) -> None:
        """Stop reading on where something is there already; else return to what lies below."""
        if not len(self.pane.table.source) or not self.stop():
            super().action_back()

    def action_reload(self) -> None:
        """Read the list anew, from the tenant even if that was out of reach a moment ago."""
        self.session.link.is_down = False
        self.pane.reload()
