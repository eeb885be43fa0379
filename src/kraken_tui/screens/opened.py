"""A screen opened from another one, which esc goes back to."""

from collections.abc import Iterator
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session

BACK = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"


class OpenedScreen(WorkScreen):
    """Stand above the screen that it was opened from, under a title."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="object.back"),
        Binding("a", "act", "Actions", id="object.act"),
    ]

    DEFAULT_CSS = """
    OpenedScreen #title { height: 1; padding: 0 1; color: $primary; text-style: bold; }
    """

    def __init__(self, session: Session, *, title: str) -> None:
        super().__init__(session)
        self._title = title

    def compose_content(self) -> ComposeResult:
        """Yield the title above what was opened."""
        yield Static(Text(f"{BACK} {self._title}", no_wrap=True), id="title")
        yield from self.compose_opened()

    def compose_opened(self) -> Iterator[Widget]:
        """Yield what was opened."""
        raise NotImplementedError

    @property
    def below(self) -> WorkScreen:
        """The screen that this one was opened from."""
        stack = self.app.get_screen_stack(self.mode)
        below = stack[stack.index(self) - 1]
        assert isinstance(below, WorkScreen)
        return below

    def age(self) -> str:
        """Say when what this was opened from was seen."""
        # It comes to the front for a moment when all that was opened is left at once.
        return self.below.age() if self.tab else ""

    def account_changed(self) -> None:
        """Leave what belongs to another account."""
        below = self.below
        self.action_back()
        below.account_changed()

    def action_back(self) -> None:
        """Return to where this was opened."""
        self.dismiss()
