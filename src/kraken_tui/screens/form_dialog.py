"""The box that every dialog of a form stands in."""

from typing import Generic, TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from kraken_tui.forms.about import Passage
from kraken_tui.widgets.key_line import KeyLine

Answer = TypeVar("Answer")


class FormDialog(ModalScreen[Answer], Generic[Answer]):
    """Show a titled box over the form, with the keys below."""

    DEFAULT_CSS = """
    FormDialog {
        align: center middle;
        #box {
            width: 94%; max-width: 100; height: auto; max-height: 90%; padding: 0 1;
            background: $surface; border: round $primary; border-title-color: $primary;
            scrollbar-size-vertical: 1;
        }
        Static { width: 100%; height: auto; }
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """Stack the box and the keys."""
        box = VerticalScroll(id="box")
        box.border_title = Text(self._title)
        with box:
            yield from self.compose_inside()
        yield KeyLine()

    def compose_inside(self) -> ComposeResult:
        """Yield what stands in the box."""
        raise NotImplementedError


def written(passages: tuple[Passage, ...]) -> Text:
    """Write passages as plain text below their titles."""
    text = Text()
    for place, passage in enumerate(passages):
        text.append("\n" if place else "").append(f"{passage.title}\n", "bold")
        for term, words in passage.lines:
            text.append(f"{term}  " if term else "", "bold dim").append(f"{words}\n")
    text.rstrip()
    return text
