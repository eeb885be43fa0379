"""One object opened whole: all that is known of it, and what can be done with it."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from kraken_tui.screens.opened import OpenedScreen
from kraken_tui.session import Session
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.facts import Section, Subject


class ObjectScreen(OpenedScreen):
    """Show an object's sections."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", id="object.copy"),
    ]

    def __init__(
        self,
        session: Session,
        *,
        title: str,
        sections: tuple[Section, ...],
        subject: Subject | None = None,
    ) -> None:
        super().__init__(session, title=title)
        self._sections = sections
        self._subject = subject

    def compose_opened(self) -> Iterator[Widget]:
        """Yield the facts."""
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

    def accepted(self, news: str) -> None:
        """Go back to what loads anew, and say there what was done."""
        below = self.below
        self.action_back()
        below.accepted(news)

    def action_copy(self) -> None:
        """Copy the value under the cursor."""
        if (fact := self.query_one(FactView).current) is not None:
            self.app.copy_to_clipboard(fact.value)
            self.say(f"Copied {fact.label or 'the value'}.", tone="good")
