"""Ask before money moves or something goes for good."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from kraken_tui.forms import names
from kraken_tui.forms.form import Form
from kraken_tui.forms.stakes import Stakes
from kraken_tui.screens.form_dialog import FormDialog, written
from kraken_tui.screens.form_preview import change_passages
from kraken_tui.session import Session
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.notice import Notice


class FormConfirm(FormDialog[bool]):
    """Answer whether to send; in production only after the account's number was typed.

    A form on no account asks for the operation's name instead.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "Send", id="confirm.send"),
        Binding("escape", "dismiss(False)", "Back", id="confirm.leave"),
    ]

    DEFAULT_CSS = """
    FormConfirm {
        #box { max-width: 76; padding: 0 2; }
        LineInput { margin: 1 0; }
        #stakes { color: $text-warning; text-style: bold; }
    }
    """

    def __init__(self, form: Form, stakes: Stakes, session: Session) -> None:
        super().__init__(names.label(form.record["name"]))
        self._stakes = stakes
        session.overheard.hear(form.preview())
        self._changes = change_passages(form)
        self._holder = session.holder if stakes.account == session.account else ""
        production = session.profile.environment == "production"
        self._word = (stakes.account or form.record["name"]) if production else ""

    def compose_inside(self) -> ComposeResult:
        """Yield what is at stake, for whom, and where to type."""
        yield Notice()
        yield Static(Text(self._stakes.sentence), id="stakes")
        yield Static(Text(self._account()))
        if self._changes:
            yield Static(written(self._changes))
        if self._word:
            yield Static(Text(f"This is production. Type {self._word} to send it:"))
            yield LineInput()

    def on_mount(self) -> None:
        """Be ready to be typed into."""
        for line in self.query(LineInput):
            line.focus()

    def _account(self) -> str:
        if not self._stakes.account:
            return "It names no account."
        return f"Account {self._stakes.account}  {self._holder}".rstrip()

    @on(Input.Submitted)
    def submitted(self, _: Input.Submitted) -> None:
        """Send with enter, which the input keeps to itself."""
        self.action_send()

    def action_send(self) -> None:
        """Send, if what had to be typed was typed."""
        typed = self.query_one(LineInput).value.strip() if self._word else ""
        if typed.casefold() == self._word.casefold():
            self.dismiss(True)
        else:
            self.query_one(Notice).say(f"That is not {self._word}; nothing is sent.", tone="bad")
