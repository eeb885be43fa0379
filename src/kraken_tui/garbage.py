"""Collect garbage when nobody is looking.

A full collection walks every object there is and stops the program for a tenth of a second and
more. So nothing is collected while somebody types: it is done once the keys have been still for a
moment, and never by a timer that runs while nothing happens.
"""

import asyncio
import gc

STILL = 2.0
"""Seconds without a key after which nobody waits for the screen."""

ENOUGH = 200_000
"""So many new objects are worth a quick look at the youngest, even while somebody types."""


class IdleCollector:
    """Collect a moment after the last key; the automatic collection stays off meanwhile."""

    def __init__(self, *, still: float = STILL) -> None:
        self._still = still
        self._timer: asyncio.TimerHandle | None = None

    def put_off(self) -> None:
        """Start the moment of stillness anew."""
        if gc.isenabled():
            return
        if self._timer is not None:
            self._timer.cancel()
        if gc.get_count()[0] > ENOUGH:
            gc.collect(0)
        self._timer = asyncio.get_running_loop().call_later(self._still, self._collect)

    def _collect(self) -> None:
        """Collect what has come since, and set the rest apart from the next collection."""
        self._timer = None
        gc.collect()
        gc.freeze()
