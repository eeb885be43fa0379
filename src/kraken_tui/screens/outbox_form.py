"""What waits in the outbox as a form: corrected there, and sent from the outbox, thus once."""

from kraken_tui.api.records import MutationRecord
from kraken_tui.drafting import topic_of
from kraken_tui.forms import delay, names
from kraken_tui.forms.form import Form
from kraken_tui.screens.accepted import Accepted
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.form_drafts import Opened
from kraken_tui.screens.outbox_rows import subject
from kraken_tui.session import Session
from kraken_tui.store.errors import StoreError
from kraken_tui.store.outbox import Waiting

GONE = "Another window has changed or sent it meanwhile, so this is not kept. esc goes back."
CORRECTED = "{}: corrected in the outbox."
AS_KEPT = "This is how it waits in the outbox."


async def outbox_form(session: Session, row: Waiting) -> "OutboxForm":
    """Make the form of a row; raise ``KrakenError``, or KeyError without such an operation."""
    record = await session.record(row.kept.operation)
    await session.changes.drafts.ready()
    return OutboxForm(session, row, record, _opened(session, row, record))


def _opened(session: Session, row: Waiting, record: MutationRecord) -> Opened:
    """Fill the form of a row, or take up what was typed there and not finished."""
    form = Form.build(record, {}, clock=session.now, currency=session.profile.currency)
    form.fill(row.kept.variables)
    about = {name: str(value) for name, value in subject(row).identifiers.items()}
    topic = topic_of(record["name"], {**about, "outbox": row.kept.intent})
    if (kept := session.changes.drafts.find(topic)) is not None:
        form.take_up(kept.typed)
    pen = session.changes.drafts.pen(form, topic, row.kept.intent, now=session.now)
    return Opened(form, pen, row.sentence)


class OutboxForm(FormScreen):
    """Correct one; sending and keeping both put it back in its place first."""

    def __init__(
        self, session: Session, row: Waiting, record: MutationRecord, found: Opened
    ) -> None:
        super().__init__(session, record, subject(row).identifiers, found)
        self._row = row
        self.corrected: Waiting | None = None
        """What is to be sent now."""

    @property
    def may_keep(self) -> bool:
        """Keep it whether there is a connection or not."""
        return True

    def offer_keeping(self) -> None:
        """Say why it waits; nothing needs to be offered here."""

    def action_send(self) -> None:
        """Put it back, and have it sent."""
        if self._may_send():
            self._put_back(and_send=True)

    def action_keep(self) -> None:
        """Put it back, to be sent later."""
        delay.note_taking(self._form, now=self._session.now())
        if self._is_sending:
            return
        if self.view.check():
            self._put_back(and_send=False)
        else:
            self.say("Not kept: see the marked fields.", tone="bad")

    def _put_back(self, *, and_send: bool) -> None:
        self._is_sending = True
        self.app.run_worker(self._save(self._form.variables(), and_send=and_send), group="send")

    async def _save(self, variables: dict[str, object], *, and_send: bool) -> None:
        outbox = self._session.changes.outbox
        try:
            done = await outbox.edit(self._row, self._record, variables)
            rows = await outbox.rows()
        except StoreError as error:
            self.say(error.sentence, tone="bad")
            return
        finally:
            self._is_sending = False
        if not done:
            self.say(GONE, tone="bad")
            return
        if and_send:
            self.corrected = next((each for each in rows if each.id == self._row.id), None)
        self._pen.drop()
        told = CORRECTED.format(names.label(self._record["name"]))
        self.finish(Accepted(told, is_kept=True))

    def action_start_afresh(self) -> None:
        """Show it as it waits."""
        self._form.fill(self._row.kept.variables)
        self._pen.drop()
        self.view.reload()
        self.say(AS_KEPT)
