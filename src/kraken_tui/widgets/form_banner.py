"""News above a form that may be long: whole lines of it, as many as leave room for the fields."""

from textwrap import wrap

from rich.text import Text
from textual.geometry import Size

from kraken_tui.widgets.notice import Notice

MOST = 7
"""Lines; at 80x24 this leaves a dozen for the form."""
MORE = "… f1 shows all of it."


class FormBanner(Notice):
    """Show what came of sending, wrapped; what does not fit is in the help."""

    DEFAULT_CSS = """
    FormBanner { max-height: 7; }
    """

    def lines(self, width: int) -> list[str]:
        """Return the lines to draw in `width` cells."""
        sign = self.SIGNS[self.tone]
        found: list[str] = []
        for place, paragraph in enumerate(self.sentence.split("\n")):
            parts = wrap(paragraph, max(12, width - len(sign)))
            lead = sign if place == 0 else " " * len(sign)
            found += [
                (" " * len(sign) if later else lead) + part for later, part in enumerate(parts)
            ]
        if len(found) > MOST:
            found = [*found[: MOST - 1], " " * len(sign) + MORE]
        return found

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take the lines there are."""
        return len(self.lines(width))

    def render(self) -> Text:
        """Draw the lines."""
        return Text("\n".join(self.lines(self.content_size.width)), no_wrap=True)
