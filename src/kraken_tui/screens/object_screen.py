"""One object opened whole: all that is known of it, and what can be done with it."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.facts import Section, Subject


class ObjectScreen(WorkScreen):
    """Show an object's sections above the screen that it was opened from; esc goes back there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="object.back"),
        Binding("a", "act", "Actions", id="object.act"),
        Binding("y", "copy", "Copy", id="object.copy"),
    ]

    DEFAULT_CSS = """
    ObjectScreen #title { height: 1; padding: 0 1; color: $primary; text-style: bold; }
    """

    def __init__(
        self,
        session: Session,
        *,
        title: str,
        sections: tuple[Section, ...],
        subject: Subject | None = None,
    ) -> None:
        super().__init__(session)
        self._title = title
        self._sections = sections
        self._subject = subject

    def compose_content(self) -> ComposeResult:
        """Yield the object's name above its facts."""
        yield Static(
            Text(f"\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK} {self._title}"), id="title"
        )
        yield FactView()

    def on_mount(self) -> None:
        """Show the facts."""
        self.query_one(FactView).show(self._sections)

    @on(FactView.Opened)
    def open_fact(self, event: FactView.Opened) -> None:
        """Follow the fact to its screen, or show it whole."""
        event.stop()
        self.open_whole(event.fact)

    def subject(self) -> Subject | None:
        """Tell which object is under the cursor, else the one that is shown."""
        fact = self.query_one(FactView).current
        return self._subject if fact is None or fact.subject is None else fact.subject

    def account_changed(self) -> None:
        """Leave an object of another account."""
        below = self._below()
        self.action_back()
        below.account_changed()

    def accepted(self, news: str) -> None:
        """Go back to what loads anew, and say there what was done."""
        below = self._below()
        self.action_back()
        below.accepted(news)

    def _below(self) -> WorkScreen:
        stack = self.app.screen_stack
        below = stack[stack.index(self) - 1]
        assert isinstance(below, WorkScreen)
        return below

    def action_back(self) -> None:
        """Return to where it was opened."""
        self.dismiss()

    def action_copy(self) -> None:
        """Copy the value under the cursor."""
        if (fact := self.query_one(FactView).current) is not None:
            self.app.copy_to_clipboard(fact.value)
            self.say(f"Copied {fact.label or 'the value'}.", tone="good")
