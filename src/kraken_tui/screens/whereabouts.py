"""Where a screen is: each profile's screens stand in modes of their own, dialogs above them."""

from collections.abc import Iterator
from typing import Any

from textual.app import App
from textual.screen import Screen

from kraken_tui.screens.tabs import TABS, mode_of


def stacks(app: App[Any], profile: str) -> Iterator[tuple[str, list[Screen[Any]]]]:
    """Give each screen of a profile that was opened, by name, with what stands above it."""
    for tab in TABS:
        try:
            yield tab.name, app.get_screen_stack(mode_of(profile, tab.name))
        except KeyError:
            continue


def tab_of(screen: Screen[Any], profile: str) -> str:
    """Name the profile's screen that this is or stands above; empty if this is not open."""
    return next((name for name, stack in stacks(screen.app, profile) if screen in stack), "")


def is_busy(app: App[Any], profile: str) -> bool:
    """Tell whether anything stands above a screen of the profile, such as a form."""
    return any(len(stack) > 1 for _, stack in stacks(app, profile))
