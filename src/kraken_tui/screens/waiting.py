"""What screens say while the API makes them wait, and how a person stops waiting."""

from typing import Protocol, runtime_checkable

from textual.screen import Screen
from textual.worker import Worker

from kraken_tui.session import Session

READING = {"load", "recall", "pages", "arrange", "use", "slots"}
"""Groups of workers that ask for what is to be shown."""

OPENING = "act"
"""The group of what opens a form or a dialog, which the person sees as soon as it is there."""

WHILE_WAITING = {
    "limit": "The API gets too many requests just now and wants a pause. What is shown here is"
    " asked for when that is over; esc drops it.",
    "points": "Few points are left of this hour's allowance, so the rest is read slowly, to make"
    " them last; esc drops it.",
}

DROPPED = "This was dropped while it waited for the API. Press r to load it."
STOPPED = "You stopped this before the answer came. Press r to load it."
NOT_OPENED = "You stopped waiting, so nothing was opened."


@runtime_checkable
class Reader(Protocol):
    """What reads, and cleans up when nobody wants to wait for it any longer."""

    def reading_dropped(self) -> None:
        """Show what was there before; its worker is cancelled already."""


def told(session: Session) -> str:
    """Say why something waits, or nothing if nothing does."""
    limits = session.limits
    return WHILE_WAITING.get(limits.reason, "") if limits is not None and limits.queued else ""


def stop(screen: Screen[None], session: Session) -> str:
    """Cancel what reads for a screen, requests and all; say so, or nothing if nothing does."""
    why = DROPPED if told(session) else STOPPED
    waiting = _waiting(screen)
    for worker in waiting:
        worker.cancel()
    reading = [worker for worker in waiting if worker.group != OPENING]
    for node in dict.fromkeys(worker.node for worker in reading):
        if isinstance(node, Reader):
            node.reading_dropped()
    return why if reading else NOT_OPENED if waiting else ""


def _waiting(screen: Screen[None]) -> list[Worker[object]]:
    """List the workers that read for a screen; while it is in front, none waits for a person."""
    return [
        worker
        for worker in screen.app.workers
        if (worker.group in {*READING, OPENING} or worker.group.startswith("view-"))
        and worker.is_running
        and screen in worker.node.ancestors_with_self
    ]
