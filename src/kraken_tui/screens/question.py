"""Ask the person for a secret that is kept nowhere."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.line_input import LineInput


class Question(ModalScreen[str]):
    """Ask for one secret; what is typed is masked. Escape answers with nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss('')", "Not now", id="question.close"),
        # Before the input, which would take it without saying what it does.
        Binding("enter", "answer", "Sign in", priority=True, id="question.answer"),
    ]

    DEFAULT_CSS = """
    Question {
        align: center middle;
        Vertical {
            width: 70%; max-width: 80; height: auto; padding: 0 1;
            background: $surface; border: round $primary;
        }
        LineInput { margin: 1 0; }
    }
    """

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Yield the question and a masked line."""
        with Vertical():
            yield Static(Text(self._question))
            yield LineInput(password=True)
        yield KeyLine()

    def action_answer(self) -> None:
        """Give back what was typed."""
        self.dismiss(self.query_one(LineInput).value)
