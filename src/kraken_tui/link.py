"""Where the line to a tenant stands, in the words that the frame says of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kraken_tui.api.errors import KrakenError, SignInRefused, Unauthorised
from kraken_tui.memory import is_no_link

if TYPE_CHECKING:
    from kraken_tui.domain.points import Points


class Link:
    """Know how the last attempts went. ``on_change`` is told of every new word."""

    def __init__(self, *, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self.word = "idle"
        """One of idle, connecting, connected, offline and signed out."""
        self.points: Points | None = None
        self.is_down = False
        """Whether the last attempt found no link; only an answer changes that, not another try."""
        self.why = ""
        """What was wrong at the last attempt to ask that failed, as a sentence."""

    def say(self, word: str) -> None:
        """Say from now on where the line stands."""
        self.word = word
        if word != "connecting":
            self.is_down = word == "offline"
        self._on_change()

    def say_why(self, error: KrakenError) -> None:
        """Say what an attempt that failed tells of the line."""
        if is_no_link(error):
            self.say("offline")
        elif isinstance(error, SignInRefused | Unauthorised):
            self.say("signed out")
        else:
            self.say("connected")

    def try_it(self) -> str:
        """Note that somebody asks, and return the word to go back to if they give up."""
        before = self.word if self.word != "connecting" else "idle"
        if before != "connected":
            self.say("connecting")
        return before

    def give_up(self, before: str) -> None:
        """Note that nobody waits any more for what was asked."""
        if self.word == "connecting":
            self.say(before)
