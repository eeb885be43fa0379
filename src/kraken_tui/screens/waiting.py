"""What screens say while the API makes them wait, and how a person stops waiting."""

from textual.screen import Screen
from textual.worker import Worker

from kraken_tui.session import Session

READING = {"load", "pages"}
"""Groups of workers that ask for what is to be shown."""

WHILE_WAITING = {
    "limit": "The API gets too many requests just now and wants a pause. What is shown here is"
    " asked for when that is over; esc drops it.",
    "points": "Few points are left of this hour's allowance, so the rest is read slowly, to make"
    " them last; esc drops it.",
}

DROPPED = "This was dropped while it waited for the API. Press r to load it."


def told(session: Session) -> str:
    """Say why something waits, or nothing if nothing does."""
    limits = session.limits
    return WHILE_WAITING.get(limits.reason, "") if limits is not None and limits.queued else ""


def readers(screen: Screen[None]) -> list[Worker[object]]:
    """List the workers that read for a screen."""
    return [
        worker
        for worker in screen.app.workers
        if worker.group in READING
        and worker.is_running
        and screen in worker.node.ancestors_with_self
    ]
