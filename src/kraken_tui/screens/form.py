"""The form of one mutation: fill in, send once, errors where they belong, nothing typed lost."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from kraken_tui.api.errors import InvalidDocument, KrakenError, Problem, RateLimited, Refused
from kraken_tui.api.records import MutationRecord
from kraken_tui.forms.rows import Row
from kraken_tui.forms.stakes import Stakes, stakes
from kraken_tui.screens import outages
from kraken_tui.screens.accepted import Accepted, accepted
from kraken_tui.screens.acting import told
from kraken_tui.screens.finishing import FinishingScreen
from kraken_tui.screens.form_drafts import FormDrafts, Opened, opened
from kraken_tui.screens.form_refit import LOADING, made_anew, newer_record
from kraken_tui.screens.form_waiting import FormWaiting
from kraken_tui.screens.form_words import banner, summary, title
from kraken_tui.screens.kept_screen import KeptScreen
from kraken_tui.session import Session
from kraken_tui.widgets.banner import Banner
from kraken_tui.widgets.form_banner import FormBanner
from kraken_tui.widgets.form_view import FormView
from kraken_tui.widgets.key_line import KeyLine


class FormScreen(
    FormWaiting, FormDrafts, KeptScreen[Accepted | None], FinishingScreen[Accepted | None]
):
    """Give back what was accepted, or ``None`` if nothing was sent.

    What is typed is kept for the next time this form is opened on the same object.
    """

    DEFAULT_CSS = """
    FormScreen {
        background: $background;
        #title {
            height: auto; padding: 0 1; background: $panel; color: $foreground;
            &.-test { background: $primary; color: $background; }
            &.-production { background: $error; color: $background; }
        }
        #about { height: auto; max-height: 2; padding: 0 1; color: $text-muted; }
        FormView { height: 1fr; }
        #help { height: 2; padding: 0 1; background: $surface; color: $text-muted; }
    }
    """

    def __init__(
        self, session: Session, record: MutationRecord, context: Mapping[str, object]
    ) -> None:
        found = opened(session, record, context)
        super().__init__(session, found.form)
        self._sending = False
        self._begin(record, context, found)

    def _begin(self, record: MutationRecord, context: Mapping[str, object], found: Opened) -> None:
        self._record, self._known = record, context
        self._back = found.back
        self.take_up(found)

    def show(self, record: MutationRecord, context: Mapping[str, object]) -> None:
        """Take another form in place of the one shown last; the screen must be mounted."""
        self._begin(record, context, opened(self._session, record, context))
        self._introduce()
        self.view.show_form(self._form)

    def compose(self) -> ComposeResult:
        """Stack what it does, what went wrong, the fields, and help for the field in focus."""
        yield Banner()
        yield Static(id="title")
        yield Static(id="about")
        yield FormBanner()
        yield FormView(self._form)
        yield Static(id="help", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Put the focus on the fields, below the colour of the environment."""
        self.query_one("#title").add_class(f"-{self._session.profile.environment}")
        self._session.standing.watchers.append(self.refresh_frame)
        self._introduce()
        self.view.focus()

    def on_unmount(self) -> None:
        """Hear no more of whose name it is."""
        self._session.standing.watchers.remove(self.refresh_frame)

    def _introduce(self) -> None:
        self.refresh_frame()
        about, words = self.query_one("#about", Static), summary(self._record)
        about.display = bool(words)
        _put(self.query_one("#title", Static), self._title())
        _put(about, Text(words))
        self.say(" ".join(filter(None, (self._back, outages.of_form(self._session, self._record)))))
        self.tell_trouble()

    def _title(self) -> Text:
        text = title(self._record, self._session.profile)
        origin = self._session.fitting.origin
        if origin is not None and not origin.is_certain:
            text.append("  from the documents; this tenant may differ", "italic")
        return text

    def refresh_frame(self) -> None:
        """Say in whose name this is sent, where that is not one's own."""
        self.query_one(Banner).show(told(self._session, key=""))

    @on(FormView.Focused)
    def explain(self, event: FormView.Focused) -> None:
        """Explain the field in focus."""
        # Its two lines are there whatever it says, so nothing moves.
        self.query_one("#help", Static).update(_help(event.row), layout=False)

    # -- sending -------------------------------------------------------------------------------

    def action_send(self) -> None:
        """Check every field, ask if much is at stake, then send once."""
        if not self._may_send():
            return
        at_stake = stakes(self._form, account=self._session.account or "")
        if at_stake is None:
            self._start()
        else:
            self._ask(at_stake)

    def _may_send(self) -> bool:
        if self._sending:
            self.say("It is on its way; wait for the answer.")
        elif self._session.pause:
            self.wait_to_send()
        elif self._session.profile.read_only:
            self.say("This profile is read-only, so nothing is sent.", tone="bad")
        elif not self.view.check():
            self.say("Not sent: see the marked fields.", tone="bad")
        elif self._form.is_update and not self._form.news:
            self.say("Nothing differs from what is there already, so there is nothing to send.")
        else:
            return True
        return False

    def _ask(self, at_stake: Stakes) -> None:
        from kraken_tui.screens.form_confirm import FormConfirm

        self.app.push_screen(FormConfirm(self._form, at_stake, self._session), self._answered)

    def _answered(self, yes: bool | None) -> None:
        if yes:
            self._start()
        else:
            self.say("Not sent. What you typed is kept.")

    def _start(self) -> None:
        self._sending = True
        self.say("Sending\N{HORIZONTAL ELLIPSIS}")
        # The app's worker, not the screen's: nothing that happens to the screen may cancel it.
        self.app.run_worker(self._send(self._form.variables()), group="send")

    async def _send(self, variables: dict[str, object]) -> None:
        try:
            answer = await self._session.send(self._record, variables)
        except InvalidDocument as error:
            await self._refit(error)
        except KrakenError as error:
            self._refused(error)
        else:
            self._answered_with(answer.data, variables)
        finally:
            self._sending = False

    def _answered_with(self, data: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
        self._pen.drop()
        self.finish(accepted(self._record["name"], data, sent=sent, session=self._session))

    async def _refit(self, refusal: InvalidDocument) -> None:
        """Make the form anew by the schema that the tenant has now."""
        self.say(LOADING)
        try:
            self._record = await newer_record(self._session, self._record, refusal)
        except KrakenError as error:
            self._refused(error)
            return
        lost = self.view.refit(self._record)
        self._form = self.view.form
        self._pen.take(self._form)
        self._introduce()
        self.say(made_anew(lost), tone="bad")

    def _refused(self, error: KrakenError) -> None:
        if isinstance(error, RateLimited):
            self.wait_to_send()
            return
        problems: Sequence[Problem] = error.problems if isinstance(error, Refused) else ()
        left = self.view.show_problems(problems)
        marked = self._form.first_error() is not None
        self.say(banner(error, left, marked=marked), tone="bad")

    # -- leaving -------------------------------------------------------------------------------

    def action_leave(self) -> None:
        """Go back; what was typed is kept."""
        if self._sending:
            self.say("It is on its way; wait for the answer.")
            return
        self._session.drafts.collect()
        self.dismiss(None)


def _help(row: Row | None) -> Text:
    if row is None:
        return Text()
    about = row.description or row.hint
    text = Text(row.type, "bold")
    text.append(f"  {about}" if about else "")
    if row.deprecated is not None:
        text.append(f"  Deprecated: {row.deprecated}", "italic")
    return text


def _put(line: Static, text: Text) -> None:
    """Show a text; lay the screen out anew only where it takes more or fewer lines."""
    line.update(text, layout=False)
    here = line.content_size
    if line.get_content_height(line.screen.size, line.screen.size, here.width) != here.height:
        line.refresh(layout=True)
