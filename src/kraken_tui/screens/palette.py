"""What the palette offers beside Textual's own: the screens, and all that a key does now."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from textual.app import App, SystemCommand
from textual.screen import Screen

from kraken_tui.config.errors import ConfigError
from kraken_tui.profile_book import ProfileBook
from kraken_tui.screens.tabs import TABS
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session
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
    yield from schema_commands(screen, screen.session, screen.tab)
    yield SystemCommand("Compare with another profile", "What differs in its schema", tell)


def schema_commands(screen: Screen[Any], session: Session, tab: str) -> Iterator[SystemCommand]:
    """Offer to tell of the tenant's schema, and to ask for a newer one."""

    def show(*, anew: bool) -> None:
        from kraken_tui.screens.tenant_schema import TenantSchema

        screen.app.push_screen(TenantSchema(session, tab, anew=anew))

    what = "Where it comes from, how old it is, what is missing in it"
    yield SystemCommand("This tenant's schema", what, partial(show, anew=False))
    yield SystemCommand("Load the schema anew", "Ask the tenant for it", partial(show, anew=True))


def _compare(screen: WorkScreen) -> None:
    from kraken_tui.screens import compare

    compare.begin(screen)


def profile_commands(app: App[Any], book: ProfileBook, current: str) -> Iterator[SystemCommand]:
    """Offer the list of profiles and, wherever one is, every other profile by its name."""
    show = partial(app.run_action, "open_profiles")
    yield SystemCommand("Profiles", "Switch, add, edit, remove (key ctrl+t)", show)
    with suppress(ConfigError):
        for profile in book.profiles().mapping.values():
            if profile.name != current:
                switch = partial(app.run_action, f"switch_profile({profile.name!r})")
                where = f"Work with this profile, {profile.environment}, {profile.endpoint}"
                yield SystemCommand(f"Switch to {profile.name}", where, switch)


def key_commands(screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Offer what keys do where the person is, for which the line of keys may have no room."""
    for hint in key_hints(screen, screen.active_bindings.values()):
        if hint.action not in NAMED_OTHERWISE:
            act = partial(screen.app.run_action, hint.action, hint.node)
            yield SystemCommand(hint.words, f"What the key {hint.display} does here", act)
