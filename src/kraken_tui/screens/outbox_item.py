"""One of what waits, whole: what is to be sent, and what differs at the tenant by now."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.worker import Worker

from kraken_tui.screens import outbox_words as say
from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.screens.outbox_acting import correct, remove, send
from kraken_tui.screens.outbox_rows import sections, subject
from kraken_tui.session import Session
from kraken_tui.store.outbox import Waiting


class OutboxItem(ObjectScreen):
    """Show one, and let the person decide."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "send", "Send this one", id="outbox.send_one"),
        Binding("o", "correct", "Correct", id="outbox.correct"),
        Binding("ctrl+d", "remove", "Throw away", id="outbox.remove"),
    ]

    def __init__(self, session: Session, row: Waiting) -> None:
        super().__init__(
            session,
            title=say.named(row),
            sections=sections(row, session.formats),
            subject=subject(row),
        )
        self._row = row

    def on_mount(self) -> None:
        """Say why it waits."""
        if self._row.sentence:
            self.say(self._row.sentence, tone="bad")

    def action_send(self) -> None:
        """Ask, and send this one, whatever differs."""
        differs = "as it is, although the tenant has changed" if self._row.found else "now"
        work = partial(send, self.below, f"Send {say.named(self._row)} {differs}?", self._row)
        self._leave_and(work)

    def action_correct(self) -> None:
        """Open it as a form."""
        self._leave_and(partial(correct, self.below, self._row))

    def action_remove(self) -> None:
        """Ask, and throw it away."""
        self._leave_and(partial(remove, self.below, self._row))

    def _leave_and(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Go back to the list, which shows what comes of it."""
        below = self.below
        self.action_back()
        self._acting_there: Worker[None] = below.run_worker(work, group="act", exclusive=True)
