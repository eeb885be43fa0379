"""Ask the person for what is kept nowhere: a secret, a key from an e-mail, a code."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from kraken_tui.api.asking import Wanted
from kraken_tui.api.errors import KrakenError
from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.notice import Notice

EMPTY = "Type it here, or leave it with esc."
ABOUT_LINK = "The whole link may be pasted, or the key in it."
MAILED = "A link is on its way to {}, if the tenant knows that address."
NO_ADDRESS = "The profile names no e-mail address to send a link to."


class Answer(LineInput):
    """The line for the answer, which says what enter does with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # The line's own, so that it comes after the letters that were typed before it.
        Binding("enter", "submit", "Sign in", id="question.answer"),
    ]


class Passphrase(Answer):
    """The line for what opens what is kept on this machine."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Unlock", id="question.unlock"),
    ]


class Question(ModalScreen[str]):
    """Ask for one thing; a secret is masked while it is typed. Escape answers with nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "mail", "Have a link mailed", priority=True, id="question.mail"),
        Binding("escape", "dismiss('')", "Not now", id="question.close"),
    ]

    DEFAULT_CSS = """
    Question {
        align: center middle;
        Vertical {
            width: 70%; min-width: 60; max-width: 80; height: auto; padding: 0 1;
            background: $surface; border: round $primary;
        }
        #question { text-style: bold; }
        #about { color: $text-muted; }
        LineInput { margin: 1 0; }
        Notice { margin-top: 1; }
    }
    """

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self._wanted = wanted

    def compose(self) -> ComposeResult:
        """Yield why it is asked, the question and a line for the answer."""
        with Vertical():
            yield Static(Text(self._wanted.question), id="question")
            if self._wanted.mail is not None:
                yield Static(ABOUT_LINK, id="about")
            yield Notice()
            line = Passphrase if self._wanted.unlocks else Answer
            yield line(password=self._wanted.masked)
        yield KeyLine()

    def on_mount(self) -> None:
        """Say what went before."""
        self._say(self._wanted.problem, tone="bad")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer mail only where a link is wanted."""
        return action != "mail" or self._wanted.mail is not None

    @on(Input.Changed)
    def forget_warning(self) -> None:
        """Take back that the line is empty."""
        if self.query_one(Notice).sentence == EMPTY:
            self._say("")

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        """Give back what was typed."""
        if typed := event.value.strip():
            self.dismiss(typed)
        else:
            self._say(EMPTY)

    def action_mail(self) -> None:
        """Have a link mailed to the address in the profile."""
        if self._wanted.email:
            self.run_worker(self._mail(self._wanted.email), group="mail", exclusive=True)
        else:
            self._say(NO_ADDRESS, tone="bad")

    async def _mail(self, email: str) -> None:
        assert self._wanted.mail is not None
        self._say("Sending\N{HORIZONTAL ELLIPSIS}")
        try:
            await self._wanted.mail(email)
        except KrakenError as error:
            self._say(error.sentence, tone="bad")
        else:
            self._say(MAILED.format(email), tone="good")

    def _say(self, sentence: str, *, tone: str = "quiet") -> None:
        self.query_one(Notice).say(sentence, tone=tone)
