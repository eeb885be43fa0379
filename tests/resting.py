"""When a running app is at rest: nothing is left to do before a key, a timer or an answer."""

import asyncio
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen


async def pause(pilot: Pilot[Any], delay: float | None = None) -> None:
    """Wait until every message is handled and drawn; with a delay, for so many seconds more.

    What waits for a worker, a thread, a timer or the network goes on after that.
    """
    await _at_rest(pilot)
    if delay is not None:
        await asyncio.sleep(delay)
        await _at_rest(pilot)


async def _at_rest(pilot: Pilot[Any]) -> None:
    while True:
        await pilot._wait_for_screen()
        await _nothing_to_run()
        if pilot.app._exception is not None:
            return  # It is raised where the app was started, and nothing is drawn any more.
        app, screen = pilot.app, pilot.app.screen
        # Rather than waiting for the timers that do it many times a second.
        if app._resize_event is not None:
            app._check_resize()
        elif _is_to_be_drawn(screen):
            screen._on_timer_update()
        else:
            return


async def _nothing_to_run() -> None:
    """Wait until every task waits for something that is not there yet."""
    loop: Any = asyncio.get_running_loop()
    await asyncio.sleep(0)
    while loop._ready:  # noqa: ASYNC110 - there is no event for "nothing is left"
        await asyncio.sleep(0)


def _is_to_be_drawn(screen: Screen[Any]) -> bool:
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )
