"""A line that stands on every screen while something unusual holds for all that is done."""

from rich.text import Text
from textual.widget import Widget


class Banner(Widget):
    """Show a sentence across the whole width; hidden while there is nothing to say."""

    DEFAULT_CSS = """
    Banner {
        display: none; height: auto; max-height: 2; padding: 0 1;
        background: $warning; color: $background; text-style: bold;
    }
    """

    sentence = ""

    def show(self, sentence: str) -> None:
        """Show a sentence; an empty one hides the line."""
        if sentence != self.sentence:
            self.sentence = sentence
            self.display = bool(sentence)
            self.refresh(layout=True)

    def render(self) -> Text:
        """Put a sign before the sentence, so that it is seen without colour too."""
        return Text(f"\N{BLACK RIGHT-POINTING TRIANGLE} {self.sentence}")
