"""The form of one mutation: fill in, send once, errors where they belong, nothing typed lost."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from kraken_tui.api.errors import KrakenError, NotSent, OutcomeUnknown, Problem, Refused
from kraken_tui.api.records import MutationRecord
from kraken_tui.forms import names
from kraken_tui.forms.form import Form
from kraken_tui.screens.answer_words import answer_words
from kraken_tui.session import Session
from kraken_tui.widgets.form_view import FormView
from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.notice import Notice


class FormScreen(ModalScreen[str | None]):
    """Give back a sentence saying what was accepted, or ``None`` if nothing was sent.

    Leaving keeps what was typed for the next time this form is opened on the same account.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "send", "Send", priority=True, id="form.send"),
        Binding("escape", "leave", "Back", id="form.leave"),
    ]

    DEFAULT_CSS = """
    FormScreen {
        background: $background;
        #title { height: auto; padding: 0 1; background: $panel; color: $foreground; }
        #about { height: auto; padding: 0 1; color: $text-muted; }
        FormView { height: 1fr; }
        #help { height: 2; padding: 0 1; background: $surface; color: $text-muted; }
    }
    """

    def __init__(
        self, session: Session, record: MutationRecord, context: Mapping[str, object]
    ) -> None:
        super().__init__()
        self._session = session
        self._record = record
        self._form = Form.build(record, context, clock=session.clock)
        self._draft = (record["name"], str(context.get("accountNumber") or ""))
        self._restored = self._draft in session.drafts
        if self._restored:
            self._form.restore(session.drafts[self._draft])
        self._sending = False

    def compose(self) -> ComposeResult:
        """Stack what it does, what went wrong, the fields, and help for the field in focus."""
        yield Static(self._title(), id="title")
        yield Static(Text(_summary(self._record)), id="about")
        yield Notice()
        yield FormView(self._form)
        yield Static(id="help", markup=False)
        yield KeyLine()

    def _title(self) -> Text:
        title = Text(names.label(self._record["name"]), "bold")
        title.append(f"  {self._session.profile.environment.upper()} {self._session.profile.name}")
        if self._record["deprecated"] is not None:
            title.append(f"  deprecated: {self._record['deprecated']}", "italic")
        return title

    def on_mount(self) -> None:
        """Put the focus on the fields."""
        self.query_one(FormView).focus()
        if self._restored:
            self._say("What you typed before is back.")

    @on(FormView.Focused)
    def explain(self, event: FormView.Focused) -> None:
        """Explain the field in focus."""
        row = event.row
        if row is None:
            return
        about = row.description or row.hint
        text = Text(row.type, "bold")
        text.append(f"  {about}" if about else "")
        if row.deprecated is not None:
            text.append(f"  Deprecated: {row.deprecated}", "italic")
        self.query_one("#help", Static).update(text)

    # -- sending -------------------------------------------------------------------------------

    def action_send(self) -> None:
        """Check every field, then send once."""
        if self._sending:
            self._say("It is on its way; wait for the answer.")
            return
        if self._session.profile.read_only:
            self._say("This profile is read-only, so nothing is sent.", tone="bad")
            return
        if not self.query_one(FormView).check():
            self._say("Not sent: see the marked fields.", tone="bad")
            return
        self._sending = True
        self._say("Sending\N{HORIZONTAL ELLIPSIS}")
        # The app's worker, not the screen's: nothing that happens to the screen may cancel it.
        self.app.run_worker(self._send(self._form.variables()), group="send")

    async def _send(self, variables: dict[str, object]) -> None:
        try:
            answer = await self._session.send(self._record, variables)
        except KrakenError as error:
            self._refused(error)
        else:
            self._session.drafts.pop(self._draft, None)
            done = f"{names.label(self._record['name'])}: accepted."
            self.dismiss(f"{done} {answer_words(answer.data)}".strip())
        finally:
            self._sending = False

    def _refused(self, error: KrakenError) -> None:
        problems: Sequence[Problem] = error.problems if isinstance(error, Refused) else ()
        left = self.query_one(FormView).show_problems(problems)
        self._say(_banner(error, problems, placed=len(left) < len(problems)), tone="bad")

    def _say(self, sentence: str, *, tone: str = "quiet") -> None:
        self.query_one(Notice).say(sentence, tone=tone)

    # -- leaving -------------------------------------------------------------------------------

    def action_leave(self) -> None:
        """Go back; what was typed is kept."""
        if self._sending:
            self._say("It is on its way; wait for the answer.")
            return
        if self._form.changed:
            self._session.drafts[self._draft] = self._form.snapshot()
        self.dismiss(None)


def _summary(record: MutationRecord) -> str:
    return (record["description"] or "").split("\n\n")[0]


def _banner(error: KrakenError, problems: Sequence[Problem], *, placed: bool) -> str:
    """Say what came of it: what is known, with codes, and which key helps."""
    if isinstance(error, NotSent):
        return f"Not sent: {error.sentence} {error.hint} Press ctrl+s to send it again."
    if isinstance(error, OutcomeUnknown):
        return (
            f"Nobody knows whether this was done: {error.sentence} {error.hint} "
            "Press esc to look; what you typed is kept."
        )
    told = " ".join(f"{problem.code or ''} {problem.sentence}".strip() for problem in problems)
    help_ = "Correct the marked field and press ctrl+s." if placed else error.hint
    return f"Refused: {told or error.sentence} {help_}".strip()
