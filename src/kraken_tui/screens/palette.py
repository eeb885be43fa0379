"""What the palette offers beside Textual's own: the screens, and all that a key does now."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from textual.app import SystemCommand
from textual.screen import Screen

from kraken_tui.screens.tabs import TABS
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.widgets.key_line import key_hints

NAMED_OTHERWISE = {"app.open_account", "compare", "app.toggle_help", "quit"}
"""What the palette has a longer name for."""


def screen_commands(screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Offer the other screens of the workstation and the search for accounts, if one may leave."""
    if not isinstance(screen, WorkScreen):
        return
    app = screen.app
    for tab in TABS:
        show = partial(app.run_action, f"app.open_screen('{tab.name}')")
        yield SystemCommand(tab.title, f"Show this screen (key {tab.key})", show)
    find = partial(app.run_action, "app.open_account")
    yield SystemCommand("Open account", "Find an account (key ctrl+o)", find)
    tell = partial(_compare, screen)
    yield SystemCommand("Compare with another profile", "What differs in its schema", tell)


def _compare(screen: WorkScreen) -> None:
    from kraken_tui.screens import compare

    compare.begin(screen)


def key_commands(screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Offer what keys do where the person is, for which the line of keys may have no room."""
    for hint in key_hints(screen):
        if hint.action not in NAMED_OTHERWISE:
            act = partial(screen.app.run_action, hint.action, hint.node)
            yield SystemCommand(hint.words, f"What the key {hint.display} does here", act)
