"""A domain's screen with several views, one of which is seen."""

from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widget import Widget

from kraken_tui.screens.data_screen import DataScreen
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.screens.state import State
from kraken_tui.session import Session
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.facts import Subject
from kraken_tui.widgets.tab_line import Tab, TabLine

T = TypeVar("T")


class DeckScreen(DataScreen[T]):
    """Load once, show in views. A view is made when it is first opened.

    Subclasses name the ``VIEWS`` (``Tab("", name, title)``), make each in ``compose_view`` and
    draw the state into it in ``show_view``.
    """

    VIEWS: ClassVar[tuple[Tab, ...]]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_square_bracket", "view(1)", "View", key_display="]", id="view.next"),
        Binding(
            "left_square_bracket",
            "view(-1)",
            "Previous view",
            key_display="[",
            show=False,
            id="view.previous",
        ),
    ]

    DEFAULT_CSS = """
    DeckScreen {
        #views { background: $background; }
        #deck { height: 1fr; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._view = self.VIEWS[0].name
        self._made: dict[str, Widget] = {}

    def compose_content(self) -> ComposeResult:
        """Yield the line of views above the one that is seen."""
        yield TabLine(self.VIEWS, current=self._view, id="views")
        first = self._made[self._view] = self.compose_view(self._view)
        yield Container(first, id="deck")

    def on_mount(self) -> None:
        """Let the first view take the keys."""
        _focus(self._made[self._view])

    def compose_view(self, name: str) -> Widget:
        """Make a view."""
        raise NotImplementedError

    def show_view(self, name: str, state: State[T]) -> None:
        """Draw the state into a view that was made."""
        raise NotImplementedError

    def view(self, name: str) -> Widget:
        """Give a view that was made."""
        return self._made[name]

    @property
    def current_view(self) -> str:
        """The name of the view that is seen."""
        return self._view

    def show(self, state: State[T]) -> None:
        """Draw the state into the views made so far."""
        for name in self._made:
            self.show_view(name, state)

    async def open_view(self, name: str) -> None:
        """Show another view."""
        if name == self._view:
            return
        self._made[self._view].display = False
        self._view = name
        if name in self._made:
            self._made[name].display = True
        else:
            view = self._made[name] = self.compose_view(name)
            await self.query_one("#deck").mount(view)
            self.show_view(name, self.state)
        self.query_one("#views", TabLine).current = name
        _focus(self._made[name])

    async def action_view(self, steps: int) -> None:
        """Show the next view, or the one before."""
        names = [view.name for view in self.VIEWS]
        await self.open_view(names[(names.index(self._view) + steps) % len(names)])

    @on(TabLine.Chosen, "#views")
    async def view_chosen(self, event: TabLine.Chosen) -> None:
        """Show the view that was clicked."""
        event.stop()
        await self.open_view(event.name)

    @on(FactView.Opened)
    def open_fact(self, event: FactView.Opened) -> None:
        """Follow the fact to its screen, or show it whole."""
        event.stop()
        self.open_whole(event.fact)

    def subject(self) -> Subject | None:
        """Tell which object is under the cursor of the view."""
        view = self._made[self._view]
        for pane in view.query(RecordPane) if not isinstance(view, RecordPane) else (view,):
            return pane.subject()
        for facts in view.query(FactView) if not isinstance(view, FactView) else (view,):
            return None if facts.current is None else facts.current.subject
        return None


def _focus(view: Widget) -> None:
    """Focus what of a view takes keys first."""
    for each in view.walk_children(with_self=True):
        if isinstance(each, Widget) and each.can_focus and each.display:
            each.focus()
            return
