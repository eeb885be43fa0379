"""A line of badges: what is special about an object, in words and in colour."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from kraken_tui.widgets.cells import fit

GAP = " "


class Badge(NamedTuple):
    """A word or two; ``tone`` is good, warn, bad or nothing."""

    words: str
    tone: str = ""

    @property
    def label(self) -> str:
        """The words with room around them."""
        return f" {self.words} "


class BadgeLine(Widget):
    """Show badges in one line; those for which there is no room are counted at its end.

    The line keeps its place while there is nothing to show, so that nothing below it moves.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "badge-line--plain",
        "badge-line--good",
        "badge-line--warn",
        "badge-line--bad",
        "badge-line--more",
    }

    DEFAULT_CSS = """
    BadgeLine {
        height: 1;
        .badge-line--plain { color: $foreground; background: $panel; }
        .badge-line--good { color: $text-success; background: $success-muted; }
        .badge-line--warn { color: $text-warning; background: $warning-muted; }
        .badge-line--bad { color: $background; background: $error; text-style: bold; }
        .badge-line--more { color: $text-muted; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._badges: tuple[Badge, ...] = ()

    @property
    def badges(self) -> tuple[Badge, ...]:
        """What is shown, as far as there is room."""
        return self._badges

    def show(self, badges: Sequence[Badge]) -> None:
        """Show other badges, the most pressing first."""
        if tuple(badges) != self._badges:
            self._badges = tuple(badges)
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take one line."""
        return 1

    def render_line(self, y: int) -> Strip:
        """Draw as many badges as fit."""
        segments, used = [Segment(" ", self.rich_style)], 1
        for index, badge in enumerate(self._badges):
            left = len(self._badges) - index
            more = f"+{left}"
            if not self._fits(used, badge, 0 if left == 1 else len(f"+{left - 1}") + 1):
                segments.append(Segment(fit(more, self.size.width - used), self._style("more")))
                break
            segments.append(Segment(badge.label, self._style(badge.tone or "plain")))
            segments.append(Segment(GAP, self.rich_style))
            used += cell_len(badge.label) + len(GAP)
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _fits(self, used: int, badge: Badge, reserve: int) -> bool:
        return used + cell_len(badge.label) + reserve <= self.size.width

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"badge-line--{name}")
