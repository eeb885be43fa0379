"""A stage for pictures: a tenant whose clock stands still, and the app in front of it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen

from kraken_tui.app import KrakenApp
from kraken_tui.commands.connecting import connector
from kraken_tui.commands.demo import demo_key, demo_profile
from kraken_tui.config.paths import Folders
from kraken_tui.sandbox.embedded import Embedded
from kraken_tui.session import Session
from tests.ui.database import change
from tests.ui.desk import ATTEMPTS, Desk, impatient

MOMENT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
"""When every picture is taken: a Monday morning."""

Steps = Callable[[Desk], Awaitable[object]]
"""What a person does before the picture is taken."""


def moment() -> datetime:
    """Tell the time of the stage."""
    return MOMENT


def tenant(name: str, *, cache_folder: Path, **options: Any) -> Embedded:
    """Start a tenant whose data leads up to the stage's day."""
    return Embedded(tenant=name, cache_folder=cache_folder, clock=moment, **options)


def app_on(
    sandbox: Embedded, folders: Folders, *, tenant: str, screen: str, **changes: Any
) -> KrakenApp:
    """Put the app, not yet running, in front of a tenant; ``changes`` are the profile's."""
    profile = demo_profile(tenant)._replace(**changes)
    connect = connector(profile, transport=sandbox.transport, secret=lambda: demo_key(tenant))
    session = Session(
        profile=profile,
        connect=impatient(connect),
        folders=folders,
        account=profile.account,
        clock=moment,
    )
    return KrakenApp(session, screen=screen)


def person(sandbox: Embedded, steps: Steps) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Let somebody take steps in a running app."""

    async def act(pilot: Pilot[Any]) -> None:
        app = cast(KrakenApp, pilot.app)
        at = Desk(app, pilot, app.session, sandbox)
        await steps(at)

    return act


SLOW = {"delay": 600}
"""A tenant that does not answer while anybody looks."""

DOWN = {"status": 503, "times": ATTEMPTS}
"""A tenant that is being worked on."""


async def settled(at: Desk) -> None:
    """Wait until everything is there."""
    await at.settle()


def view_after(steps: int, *keys: str) -> Steps:
    """Go so many views on and press keys there."""

    async def go(at: Desk) -> None:
        await at.settle()
        await at.press(*["right_square_bracket"] * steps, *keys)

    return go


def changed(statement: str, *keys: str) -> Steps:
    """Change the tenant's database, load anew and press keys."""

    async def act(at: Desk) -> None:
        await at.settle()
        change(at, statement)
        await at.press("r", *keys)

    return act


async def asked(at: Desk) -> None:
    """Wait until the tenant is being asked."""
    while at.session.link.word != "connecting":
        await at.pilot.pause()
    await at.pilot.pause()


async def put(at: Desk, text: str) -> None:
    """Paste a text where the cursor is."""
    assert at.app.focused is not None
    at.app.focused.post_message(Paste(text))
    await at.settle()


async def until(at: Desk, kind: type[Screen[Any]]) -> None:
    """Wait until a screen of a kind is on top and at rest."""
    while not isinstance(at.app.screen, kind):
        await at.pilot.pause()
    await at.settle()
