"""The line at the bottom: the keys that do something now."""

from collections.abc import Iterable, Iterator
from itertools import accumulate, takewhile
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import ActiveBinding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

BETWEEN = "  "
PALETTE = {"command_palette", "app.command_palette"}
MORE = "More"


class KeyHint(NamedTuple):
    """A key, how it is written, what it does in a word, and the action of which object it is."""

    key: str
    display: str
    words: str
    action: str
    node: DOMNode

    @property
    def width(self) -> int:
        """The cells that it takes, with those before the next one."""
        return cell_len(f"{self.display} {self.words}{BETWEEN}")


def key_hints(screen: Screen[object], bound: Iterable[ActiveBinding]) -> Iterator[KeyHint]:
    """Tell which of the keys that are bound now do something, each action once."""
    told = set()
    for active in sorted(bound, key=lambda each: _rank(screen, each)):
        binding = active.binding
        if binding.show and active.enabled and binding.action not in told:
            told.add(binding.action)
            yield _hint(screen, active, binding.description)


def _rank(screen: Screen[object], active: ActiveBinding) -> int:
    """Put the screen's own keys first: a narrow terminal cuts off what comes last."""
    return 0 if active.node is screen else 2 if active.node is screen.app else 1


def _hint(screen: Screen[object], active: ActiveBinding, words: str) -> KeyHint:
    key, action = active.binding.key, active.binding.action
    return KeyHint(key, screen.app.get_key_display(active.binding), words, action, active.node)


class KeyLine(Widget):
    """Show the active bindings of the screen and of what has focus; a click presses the key.

    The palette has the last place: it offers what found no room, to a mouse too.
    """

    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; padding: 0 1; background: $panel; color: $text-muted; }
    """

    _drawn: Text | None = None

    def on_mount(self) -> None:
        """Follow the bindings as focus moves."""
        self.screen.bindings_updated_signal.subscribe(self, self._updated)

    def _updated(self, _: Screen[object]) -> None:
        # It is told before what the keys depend on has changed.
        self.call_later(self._draw_anew)

    def _draw_anew(self) -> None:
        """Draw, unless nothing would look different."""
        if self._line() != self._drawn:
            self.refresh()

    def _shown(self) -> list[KeyHint]:
        """Give the keys for which there is room, and the palette where it can be opened."""
        bound = self.screen.active_bindings.values()
        last = [_hint(self.screen, each, MORE) for each in bound if each.binding.action in PALETTE]
        # Behind the last key nothing needs to be left free.
        room = self.content_size.width - sum(hint.width for hint in last) + len(BETWEEN)
        hints = list(key_hints(self.screen, bound))
        ends = accumulate(hint.width for hint in hints)
        return [*hints[: sum(1 for _ in takewhile(lambda end: end <= room, ends))], *last]

    def render(self) -> Text:
        """Write each key in bold before what it does, as many as fit whole."""
        self._drawn = self._line()
        return self._drawn

    def _line(self) -> Text:
        line = Text(no_wrap=True)
        for hint in self._shown():
            line.append(hint.display, "bold").append(f" {hint.words}{BETWEEN}")
        return line

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        right = 1
        for hint in self._shown():
            right += hint.width
            if event.x < right:
                self.app.simulate_key(hint.key)
                return
