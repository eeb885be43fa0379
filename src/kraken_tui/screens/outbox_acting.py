"""What is done with what waits: send it, correct it in its form, throw it away."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from kraken_tui.api.errors import KrakenError
from kraken_tui.outbox import Outbox
from kraken_tui.screens import outbox_words as say
from kraken_tui.screens.outbox_asking import AskRemove, AskSend
from kraken_tui.session import Session
from kraken_tui.store.errors import StoreError
from kraken_tui.store.outbox import Waiting

if TYPE_CHECKING:
    from textual.app import App

    from kraken_tui.screens.work_screen import WorkScreen

ON_ITS_WAY = "The outbox is being sent already; wait for the end of that."
GONE = "It is not there any more: another window has sent, changed or removed it."
UNKNOWN = "Nobody knows whether this was done, so it is settled first: see To settle."


async def send(screen: "WorkScreen", question: str, row: Waiting | None = None) -> None:
    """Ask, and then send one or all; one that stopped is sent because the person wants it."""
    session = screen.session
    if objection := _objection(session.changes.outbox, row):
        screen.say(objection, tone="bad")
    elif session.profile.read_only:
        screen.say("This profile is read-only, so nothing is sent.", tone="bad")
    elif await screen.app.push_screen_wait(AskSend(question, session.profile), mode=screen.mode):
        begin(screen.app, session, row)


def begin(app: "App[int]", session: Session, row: Waiting | None = None) -> None:
    """Send one or all, whatever becomes of the screens meanwhile."""
    # The app's worker: nothing that happens to a screen may cancel it.
    work: Callable[[], Awaitable[None]] = partial(_send, app, session, row)
    app.run_worker(work, group="send")


async def _send(app: "App[int]", session: Session, row: Waiting | None) -> None:
    outbox = session.changes.outbox
    if outbox.run is not None:
        return
    try:
        if row is not None and row.state == "stopped" and not await outbox.release(row):
            session.on_news(GONE)
            return
        run = await outbox.send(None if row is None else {row.id})
    except StoreError as error:
        tell(app, session, error.sentence, tone="bad")
    else:
        tell(app, session, say.done(run, outbox.count), tone=say.tone(run))


def tell(app: "App[int]", session: Session, sentence: str, *, tone: str) -> None:
    """Say what came of it on the screen that shows the outbox, or else wherever the person is."""
    from kraken_tui.screens.work_screen import WorkScreen

    screen = app.screen
    if isinstance(screen, WorkScreen) and screen.session is session:
        screen.say(sentence, tone=tone)
    else:
        is_bad = tone == "bad"
        app.notify(
            sentence, severity="warning" if is_bad else "information", timeout=15, markup=False
        )


async def correct(screen: "WorkScreen", row: Waiting) -> None:
    """Open one as a form again; what is sent from there is sent from the outbox."""
    from kraken_tui.screens.outbox_form import outbox_form

    session = screen.session
    if objection := _objection(session.changes.outbox, row):
        screen.say(objection, tone="bad")
        return
    try:
        form = await outbox_form(session, row)
    except KrakenError as error:
        screen.say(f"{error.sentence} {error.hint}".strip(), tone="bad")
        return
    except KeyError:
        screen.say("This tenant no longer has this operation.", tone="bad")
        return
    answer = await screen.app.push_screen_wait(form, mode=screen.mode)
    if answer is not None:
        screen.say(answer.news, tone="good")
        if form.corrected is not None:
            begin(screen.app, session, form.corrected)


async def remove(screen: "WorkScreen", row: Waiting) -> None:
    """Ask, and throw one away."""
    outbox = screen.session.changes.outbox
    if objection := _objection(outbox, row):
        screen.say(objection, tone="bad")
        return
    if not await screen.app.push_screen_wait(AskRemove(say.named(row)), mode=screen.mode):
        return
    try:
        removed = await outbox.remove(row)
    except StoreError as error:
        screen.say(error.sentence, tone="bad")
    else:
        screen.say(f"Thrown away: {say.named(row)}." if removed else GONE)


def _objection(outbox: Outbox, row: Waiting | None) -> str:
    if outbox.run is not None:
        return ON_ITS_WAY
    return "" if row is None or row.is_free else UNKNOWN if row.state == "unknown" else ON_ITS_WAY
