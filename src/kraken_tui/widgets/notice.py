"""One line of news above the content: what happened, what it means, which key to press."""

from typing import ClassVar

from rich.text import Text
from textual.widget import Widget


class Notice(Widget):
    """Show a sentence in a tone (good, bad or quiet); hidden while there is nothing to say."""

    DEFAULT_CSS = """
    Notice {
        display: none;
        height: auto;
        max-height: 4;
        padding: 0 1;
        color: $text-muted;
        &.-good { color: $text-success; background: $success-muted; }
        &.-bad { color: $text-error; background: $error-muted; }
    }
    """

    SIGNS: ClassVar[dict[str, str]] = {
        "good": "\N{CHECK MARK} ",
        "bad": "\N{MULTIPLICATION X} ",
        "quiet": "\N{MIDDLE DOT} ",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.sentence = ""
        self.tone = "quiet"

    def say(self, sentence: str, *, tone: str = "quiet") -> None:
        """Show a sentence; an empty one hides the line."""
        # Silence has no tone; taking one for another would lay out and paint the whole screen.
        tone = tone if sentence else "quiet"
        if (sentence, tone) == (self.sentence, self.tone):
            return
        self.sentence, self.tone = sentence, tone
        self.set_class(tone == "good", "-good")
        self.set_class(tone == "bad", "-bad")
        self.display = bool(sentence)
        self.refresh(layout=True)

    def render(self) -> Text:
        """Put a sign before the sentence, so that the tone shows without colour too."""
        return Text(self.SIGNS[self.tone] + self.sentence)
