"""`kraken-tui` without a command: the app."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from kraken_tui.commands.connecting import Connect
from kraken_tui.commands.exits import Exit, UsageError
from kraken_tui.config.hints import did_you_mean
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile, Profiles

if TYPE_CHECKING:
    from kraken_tui.profile_book import ProfileBook
    from kraken_tui.screens.setup import Outcome

Connecting = Callable[[Profile], Connect]
"""What gives the maker of a profile's client."""


def adjusted(profile: Profile, *, read_only: bool, theme: str | None) -> Profile:
    """Return a profile as the options of one start have it; read-only is never lifted."""
    return profile._replace(read_only=profile.read_only or read_only, theme=theme or profile.theme)


class Wishes(NamedTuple):
    """What was asked for at one start, beside the profile; None leaves it to the profile."""

    account: str | None = None
    screen: str | None = None
    form: str | None = None
    """The mutation whose form is opened first, above the screen."""
    theme: str | None = None
    read_only: bool = False
    """Whether nothing is sent with any profile; one that is read-only stays so."""
    privacy: bool = False
    """Whether what tells who the customers are is covered at first, with any profile."""


def start(
    profile: Profile,
    connect: Connecting,
    folders: Folders,
    wishes: Wishes,
    *,
    fixed: Profiles | None = None,
) -> Exit:
    """Run the app until the person leaves it; an error that nobody foresaw is raised again.

    `fixed` are the profiles to switch to where those are not the person's own.

    Raise UsageError for a theme that there is not, and without a terminal.
    """
    require_terminal()
    from kraken_tui.app import KrakenApp
    from kraken_tui.escape_key import read_apart

    read_apart()
    book = profile_book(connect, folders, wishes)._replace(fixed=fixed)
    session = book.open_session(book.adjust(profile))
    if wishes.account:
        session.choose(wishes.account)
    screen = wishes.screen or ("operations" if wishes.form else "overview")
    app = KrakenApp(session, screen=screen, form=wishes.form, book=book)
    if wishes.theme is not None:
        _check_theme(wishes.theme, tuple(app.available_themes), app.passed_over)
    app.run()
    if app._exception is not None:  # The only place where Textual keeps it.
        raise _cause(app._exception)
    return Exit.DONE if not app.return_code else Exit.REFUSED


def profile_book(connect: Connecting, folders: Folders, wishes: Wishes) -> "ProfileBook":
    """Return the way from any profile to a session, by the options of one start."""
    from kraken_tui.profile_book import ProfileBook
    from kraken_tui.session import Session
    from kraken_tui.themes import for_terminal

    def adjust(profile: Profile) -> Profile:
        theme = wishes.theme or for_terminal(profile.theme)
        return adjusted(profile, read_only=wishes.read_only, theme=theme)

    def open_session(profile: Profile) -> Session:
        return Session(
            profile=profile,
            connect=connect(profile),
            folders=folders,
            account=profile.account,
            private=profile.privacy or wishes.privacy,
        )

    return ProfileBook(folders, adjust, open_session, connect)


def set_up(folders: Folders, connect: Connecting, wishes: Wishes, *, no_demo: str) -> "Outcome":
    """Lead a person without a profile to one, or to the demo; `no_demo` says why there is none.

    Return the profile that was saved, "demo", or None for neither. Needs a terminal.
    """
    from kraken_tui.escape_key import read_apart
    from kraken_tui.setup_app import SetupApp

    read_apart()
    app = SetupApp(profile_book(connect, folders, wishes), no_demo=no_demo)
    outcome = app.run()
    if app._exception is not None:
        raise _cause(app._exception)
    return outcome


def _cause(error: Exception) -> Exception:
    """Give what a worker failed with: only that tells where it happened."""
    from textual.worker import WorkerFailed

    inner = error.error if isinstance(error, WorkerFailed) else error
    return inner if isinstance(inner, Exception) else error


def _check_theme(theme: str, known: tuple[str, ...], passed_over: tuple[str, ...]) -> None:
    """Raise UsageError for a theme that there is not; a file that is none may have been meant."""
    if theme not in known:
        hint = did_you_mean(theme, known) or f"use one of {', '.join(sorted(known))}."
        raise UsageError(" ".join((f'There is no theme "{theme}"; {hint}', *passed_over)))


def has_terminal() -> bool:
    """Tell whether a person sits at both ends; Textual draws on standard error."""
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    return all(stream is not None and stream.isatty() for stream in streams)


def require_terminal() -> None:
    """Raise UsageError unless a person sits at both ends."""
    if not has_terminal():
        raise UsageError(
            "The app needs a terminal to draw in; "
            "without one, use a command such as `kraken-tui operations` or `kraken-tui call`."
        )
