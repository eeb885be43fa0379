"""The form of one mutation: fill in, send once, errors where they belong, nothing typed lost."""

from collections.abc import Mapping
from functools import partial

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from kraken_tui.api.records import MutationRecord
from kraken_tui.forms.rows import Row
from kraken_tui.screens import outages
from kraken_tui.screens.accepted import Accepted
from kraken_tui.screens.acting import told
from kraken_tui.screens.form_drafts import Opened, opened
from kraken_tui.screens.form_outbox import FormOutbox
from kraken_tui.screens.form_words import aged, summary, title
from kraken_tui.screens.kept_screen import KeptScreen
from kraken_tui.session import Session
from kraken_tui.widgets.banner import Banner
from kraken_tui.widgets.form_banner import FormBanner
from kraken_tui.widgets.form_view import FormView
from kraken_tui.widgets.frame_bar import PRIVACY
from kraken_tui.widgets.key_line import KeyLine


class FormScreen(FormOutbox, KeptScreen[Accepted | None]):
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
        self,
        session: Session,
        record: MutationRecord,
        context: Mapping[str, object],
        found: Opened | None = None,
    ) -> None:
        found = found or opened(session, record, context)
        super().__init__(session, found.form)
        self._begin(record, context, found)

    def _begin(self, record: MutationRecord, context: Mapping[str, object], found: Opened) -> None:
        self._record, self._known = record, context
        self._back = found.back
        self.take_up(found)

    def show(self, record: MutationRecord, context: Mapping[str, object]) -> None:
        """Take another form in place of the one shown last; the screen must be mounted."""
        self._begin(record, context, opened(self._session, record, context))
        self.introduce()
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
        self.introduce()
        self.view.focus()

    def on_unmount(self) -> None:
        """Hear no more of whose name it is."""
        self._session.standing.watchers.remove(self.refresh_frame)

    def introduce(self) -> None:
        """Say what the form does, where it goes, and what to know of it first."""
        self.refresh_frame()
        about, words = self.query_one("#about", Static), summary(self._record)
        about.display = bool(words)
        _put(about, Text(words))
        old = aged(self._session.filled_from)
        soon = outages.of_form(self._session, self._record)
        self.say(" ".join(filter(None, (self._back, old, soon))))
        self.tell_trouble()
        # Looking for it imports what sends, for which nobody waits before there is a form to read.
        self.when_seen(partial(self.tell_doubt, self._pen))
        self.offer_keeping()

    def _title(self) -> Text:
        text = title(self._record, self._session.profile)
        if self._session.private:
            text.append(f"  {PRIVACY}", "bold")
        origin = self._session.fitting.origin
        if origin is not None and not origin.is_certain:
            text.append("  from the documents; this tenant may differ", "italic")
        return text

    def refresh_frame(self) -> None:
        """Say where this goes, and in whose name it is sent, where that is not one's own."""
        _put(self.query_one("#title", Static), self._title())
        self.query_one(Banner).show(told(self._session, key=""))

    @on(FormView.Focused)
    def explain(self, event: FormView.Focused) -> None:
        """Explain the field in focus."""
        # Its two lines are there whatever it says, so nothing moves.
        self.query_one("#help", Static).update(_help(event.row), layout=False)

    # -- leaving -------------------------------------------------------------------------------

    def action_leave(self) -> None:
        """Stop waiting for an answer, or go back; what was typed is kept."""
        if self.stop_sending():
            return
        self._session.changes.drafts.collect()
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
