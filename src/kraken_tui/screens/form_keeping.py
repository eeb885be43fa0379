"""The one form screen of the app: made before anybody asks for it, and shown ever other forms."""

import asyncio
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App

from kraken_tui.api.records import MutationRecord
from kraken_tui.session import Session

if TYPE_CHECKING:
    from kraken_tui.screens.form import FormScreen

NAME = "form"
NOTHING = MutationRecord(
    name="", description=None, deprecated=None, args=[], types={}, document="", returns=""
)


def form_screen(
    app: App[Any], session: Session, record: MutationRecord, context: Mapping[str, object]
) -> "FormScreen":
    """Return a screen with the form of a mutation, ready to be pushed.

    It is the same screen each time, as long as that is not open already.
    """
    from kraken_tui.screens.form import FormScreen

    if not app.is_screen_installed(NAME):
        app.install_screen(FormScreen(session, record, context), NAME)
        return app.get_screen(NAME, FormScreen)
    kept = app.get_screen(NAME, FormScreen)
    if kept in app.screen_stack:
        return FormScreen(session, record, context)
    kept.show(record, context)
    return kept


async def prepare(app: App[Any], session: Session) -> None:
    """Make the form screen, mount it and lay it out, unless that was done before."""
    await asyncio.to_thread(import_module, "kraken_tui.screens.form")
    if app.is_screen_installed(NAME):
        return
    from kraken_tui.screens.form import FormScreen

    screen, mounted = app._get_screen(FormScreen(session, NOTHING, {}))
    await mounted
    if app.is_screen_installed(NAME):
        await screen.remove()
        return
    app.install_screen(screen, NAME)
    screen.post_message(events.ScreenResume())
