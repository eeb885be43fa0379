"""A profile's one form screen: made before anybody asks for it, and shown ever other forms."""

import asyncio
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App

from kraken_tui.api.records import MutationRecord
from kraken_tui.screens.whereabouts import tab_of
from kraken_tui.session import Session

if TYPE_CHECKING:
    from kraken_tui.screens.form import FormScreen

NOTHING = MutationRecord(
    name="", description=None, deprecated=None, args=[], types={}, document="", returns=""
)


async def form_screen(
    app: App[Any], session: Session, record: MutationRecord, context: Mapping[str, object]
) -> "FormScreen":
    """Return a screen with the form of a mutation, ready to be pushed.

    It is the same screen each time, as long as that is not open already.
    """
    from kraken_tui.screens.form import FormScreen

    is_new = not app.is_screen_installed(_name(session))
    kept = await _kept(app, session, record, context)
    if is_new:
        return kept
    if tab_of(kept, session.profile.name):
        return FormScreen(session, record, context)
    kept.show(record, context)
    return kept


async def prepare(app: App[Any], session: Session) -> None:
    """Make the form screen before it is asked for.

    Read the drafts too, for another window may have written some.
    """
    await session.changes.drafts.load()
    await asyncio.to_thread(import_module, "kraken_tui.screens.form")
    await _kept(app, session, NOTHING, {})


async def _kept(
    app: App[Any], session: Session, record: MutationRecord, context: Mapping[str, object]
) -> "FormScreen":
    """Return the form screen, mounted and laid out, so that it is painted once and at once.

    It is made with this form where there is none yet.
    """
    from kraken_tui.screens.form import FormScreen

    name = _name(session)
    if not app.is_screen_installed(name):
        app.install_screen(FormScreen(session, record, context), name)
        # Nothing is waited for in between: who gives up would leave it forever unfinished.
        screen, _ = app._get_screen(name)
        screen.post_message(events.ScreenResume())
    kept = app.get_screen(name, FormScreen)
    await kept.is_laid_out.wait()
    return kept


async def discard(app: App[Any], session: Session) -> None:
    """Take the form screen of a session apart, if there is one; it must not be open."""
    name = _name(session)
    if app.is_screen_installed(name):
        screen = app.get_screen(name)
        app.uninstall_screen(name)
        await screen.remove()


def _name(session: Session) -> str:
    """Name the screen, so that what is typed for one tenant never meets another's form."""
    return f"form/{session.profile.name}"
