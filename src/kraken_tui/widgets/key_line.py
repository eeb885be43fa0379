"""The line at the bottom: the keys that do something now."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widget import Widget

BETWEEN = "  "


class KeyLine(Widget):
    """Show the active bindings of the screen and of what has focus; a click presses the key."""

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

    def _hints(self) -> Iterator[tuple[str, str, str]]:
        """Give key, how to write it, and what it does, each action once."""
        told = set()
        for active in sorted(self.screen.active_bindings.values(), key=self._rank):
            binding = active.binding
            if binding.show and active.enabled and binding.action not in told:
                told.add(binding.action)
                yield binding.key, self.app.get_key_display(binding), binding.description

    def _rank(self, active: ActiveBinding) -> int:
        """Put the screen's own keys first: a narrow terminal cuts off what comes last."""
        return 0 if active.node is self.screen else 2 if active.node is self.app else 1

    def render(self) -> Text:
        """Write each key in bold before what it does, as many as fit whole."""
        self._drawn = self._line()
        return self._drawn

    def _line(self) -> Text:
        line = Text(no_wrap=True)
        for _, display, description in self._hints():
            if line.cell_len + cell_len(f"{display} {description}") > self.content_size.width:
                break
            line.append(display, "bold").append(f" {description}{BETWEEN}")
        return line

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        right = 1
        for key, display, description in self._hints():
            right += cell_len(f"{display} {description}{BETWEEN}")
            if event.x < right:
                self.app.simulate_key(key)
                return
