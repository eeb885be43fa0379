"""Notice that the terminal is gone, where nobody sends the signal that says so."""

import asyncio
import select
import sys
from collections.abc import Callable
from contextlib import suppress


def watch_for_hangup(gone: Callable[[], object]) -> None:
    """Call ``gone`` from the running loop once the terminal behind standard input has hung up.

    Without this a program whose parent takes the signal to itself reads the end of its input
    again and again. It costs nothing while the terminal is there; only Linux can tell.
    """
    if not hasattr(select, "epoll"):
        return
    loop, poll = asyncio.get_running_loop(), select.epoll()

    def notice() -> None:
        loop.remove_reader(poll.fileno())
        poll.close()
        gone()

    with suppress(OSError, ValueError):  # Standard input is a file, or closed.
        # Asking for no event at all leaves those that cannot be declined: errors and hang-ups.
        poll.register(sys.stdin.fileno(), 0)
        loop.add_reader(poll.fileno(), notice)
