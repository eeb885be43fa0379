"""What waits to be sent is spoken of when there is a link again, or sent at once."""

from contextlib import suppress
from typing import TYPE_CHECKING

from kraken_tui.screens.outbox_acting import begin
from kraken_tui.session import Session
from kraken_tui.store.errors import StoreError

if TYPE_CHECKING:
    from textual.app import App

SEVERAL = "{:,} wait in the outbox to be sent: 7, Outbox, ctrl+s."
ONE = "One waits in the outbox to be sent: 7, Outbox, ctrl+s."


def _is_looked_at(app: "App[int]") -> bool:
    return any(pane.display for pane in app.screen.query("OutboxPane"))


async def tend(app: "App[int]", session: Session) -> None:
    """Count what waits, now that it is known whether there is a link; do as the profile says."""
    with suppress(StoreError):
        rows = await session.changes.outbox.rows()
        session.on_change()
        waiting = [row for row in rows if row.state == "waiting"]
        if not waiting or session.link.is_down or session.profile.read_only:
            return
        if session.profile.outbox == "send":
            begin(app, session)
        elif session.changes.outbox.run is None and not _is_looked_at(app):
            told = ONE if len(waiting) == 1 else SEVERAL.format(len(waiting))
            app.notify(told, timeout=15, markup=False)
