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
    draw the state into it in ``show_view``. Where the views are about one record of a list, they
    yield that list in ``compose_master``.
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
        self._master: list[Widget] = []
        self._made: dict[str, Widget] = {}
        self._drawn: dict[str, State[T]] = {}
        """The state that each view shows."""

    def compose_content(self) -> ComposeResult:
        """Yield the master list and the line of views, above the view that is seen."""
        self._master += self.compose_master()
        yield from self._master
        yield TabLine(self.VIEWS, current=self._view, id="views")
        first = self._made[self._view] = self.compose_view(self._view)
        yield Container(first, id="deck")

    def compose_master(self) -> ComposeResult:
        """Make the list that the views are about a record of, if there is one."""
        yield from ()

    def on_mount(self) -> None:
        """Let the first view take the keys."""
        self.focus_view()

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
        """Draw the state into the view that is seen."""
        self._draw(state)

    def draw_anew(self) -> None:
        """Draw all views anew, for what they are about has changed, each once it is seen."""
        self._drawn.clear()
        self._draw(self.state)

    def draw_later(self, name: str) -> None:
        """Draw a view anew when it is opened once more."""
        self._drawn.pop(name, None)

    def _draw(self, state: State[T]) -> None:
        name = self._view
        if name in self._made and self._drawn.get(name) is not state:
            self._drawn[name] = state
            self.show_view(name, state)

    async def open_view(self, name: str) -> None:
        """Show another view, with what has become of the state since it was seen last."""
        if name == self._view:
            return
        self._made[self._view].display = False
        self._view = name
        if name not in self._made:
            view = self._made[name] = self.compose_view(name)
            await self.query_one("#deck").mount(view)
        self._made[name].display = True
        self._draw(self.state)
        self.query_one("#views", TabLine).current = name
        self.focus_view()

    def focus_view(self) -> None:
        """Focus what takes keys first: in the view, or in the master list if that only shows."""
        any(_focus(each) for each in (self._made[self._view], *self._master))

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


def _focus(view: Widget) -> bool:
    """Focus what of a view takes keys first; tell whether there is anything that does."""
    for each in view.walk_children(with_self=True):
        if isinstance(each, Widget) and each.can_focus and each.display:
            each.focus()
            return True
    return False
