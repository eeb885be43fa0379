"""A text as a QR code, for carrying a link from the terminal to a telephone."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from kraken_tui.widgets.cells import clip

QUIET = 2
"""How many light modules are around the code, half of the norm's: cameras are content with it."""
HALVES = " ▀▄█"
DARK_ON_LIGHT = Style.parse("#000000 on #ffffff")
"""Whatever the theme: many cameras cannot read light codes on dark."""

TOO_LONG = "This is too long for a QR code."


def half_blocks(content: str) -> list[str]:
    """Return the QR code of a text as lines, two modules in a cell; none if it is too long.

    Dark modules are blocks, light ones are blank: draw them dark on light.
    """
    import segno
    from segno.encoder import DataOverflowError

    try:
        code = segno.make_qr(content, error="l")
    except DataOverflowError:
        return []
    rows = [bytes(row) for row in code.matrix_iter(border=QUIET)]
    # Its sides are odd, so the last line needs a light row below.
    rows.append(bytes(len(rows[0])))
    return [
        "".join(HALVES[upper + 2 * lower] for upper, lower in zip(*pair, strict=True))
        for pair in zip(rows[::2], rows[1::2], strict=False)
    ]


class QrCode(Widget):
    """Show a text as a QR code; where there is no room for it, say how much it needs."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"qr-code--words"}

    DEFAULT_CSS = """
    QrCode {
        width: 1fr;
        height: auto;
        max-height: 100%;
        .qr-code--words { color: $text-muted; }
    }
    """

    def __init__(self, content: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._content = content
        self._lines: list[str] | None = None

    @property
    def content(self) -> str:
        """What the code says."""
        return self._content

    @property
    def lines(self) -> list[str]:
        """The code as half blocks; nothing if the content is empty or too long."""
        if self._lines is None:
            self._lines = half_blocks(self._content) if self._content else []
        return self._lines

    @property
    def words(self) -> str:
        """What is said instead of the code; empty if that is shown, or nothing is to be."""
        if not self._content:
            return ""
        if not self.lines:
            return TOO_LONG
        width, height = len(self.lines[0]), len(self.lines)
        if width <= self.content_size.width and height <= self.content_size.height:
            return ""
        return f"The QR code needs {width} columns and {height} lines here."

    def show(self, content: str) -> None:
        """Show another text."""
        if content != self._content:
            self._content, self._lines = content, None
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take the lines of the code, or one for words where it is too broad."""
        broad = len(self.lines[0]) if self.lines else 0
        return len(self.lines) if 0 < broad <= width else 1

    def render_line(self, y: int) -> Strip:
        """Draw a line of the code, or the words in the first one."""
        width, words = self.content_size.width, self.words
        segments = []
        if words and y == 0:
            segments = [
                Segment(clip(words, width), self.get_component_rich_style("qr-code--words"))
            ]
        elif not words and y < len(self.lines):
            segments = [Segment(self.lines[y], DARK_ON_LIGHT)]
        return Strip(segments).adjust_cell_length(width, self.rich_style)
