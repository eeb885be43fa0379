"""What was typed and not sent: to be taken up again, or thrown away."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.worker import Worker

from kraken_tui.drafting import Kept
from kraken_tui.screens.drafts_rows import drafts, title
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session

SURE = "{}: press ctrl+d once more to throw away what was typed."
GONE = "{}: what was typed is thrown away."


class DraftsPane(RecordPane[Kept]):
    """List what was typed into forms and not sent; enter goes on with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+d", "remove", "Throw away", id="drafts.remove"),
    ]

    def __init__(self, session: Session, *, id: str | None = None) -> None:
        super().__init__(drafts(session.formats, now=session.now), session, id=id)
        self._doomed: Kept | None = None
        """What the person was asked about."""

    def on_mount(self) -> None:
        """List what there is."""
        self.list_anew()

    def list_anew(self) -> None:
        """Read from the disk what this window and others have kept."""
        self._listing: Worker[None] = self.run_worker(self._list(), group="load", exclusive=True)

    async def _list(self) -> None:
        kept = self._session.changes.drafts
        kept.collect()
        await kept.load()
        self.show(kept.all())

    @property
    def _frame(self) -> WorkScreen:
        screen = self.screen
        assert isinstance(screen, WorkScreen)
        return screen

    def open(self, record: Kept) -> None:
        """Go on with a form where it was left."""
        self._frame.open_form(record.topic.operation, record.about)

    def action_remove(self) -> None:
        """Throw the one under the cursor away, when asked to twice."""
        if (kept := self.current) is None:
            return
        if kept != self._doomed:
            self._doomed = kept
            self._frame.say(SURE.format(title(kept)))
            return
        self._session.changes.drafts.drop(kept.topic)
        self._frame.say(GONE.format(title(kept)))
        self.list_anew()
