"""Asking for what signs somebody in: what is wanted, and what was not accepted."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NamedTuple

from kraken_tui.api.errors import SignInRefused
from kraken_tui.api.tokens import WAYS_IN, Credentials


class Refusal(NamedTuple):
    """Credentials that were not accepted, and what was said of them."""

    error: SignInRefused
    credentials: Credentials

    @property
    def fields(self) -> tuple[str, ...]:
        """The inputs of the sign-in that the tenant wants beside the credentials, by name.

        This is how a second factor is asked for, whatever a tenant calls it: the objection names
        an input that was not sent, or the one that was sent beside the credentials and is wrong.
        """
        named = (found.path for problem in self.error.problems for found in problem.fields)
        inputs = (str(path[1]) for path in named if len(path) == 2 and path[0] == "input")
        return tuple(dict.fromkeys(name for name in inputs if name not in WAYS_IN))


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that a person is asked for, so that a profile can sign in or open what it kept."""

    question: str
    problem: str = ""
    """Why it is asked for now, as a sentence."""
    masked: bool = True
    kept: bool = False
    """Whether the profile says where this is kept: it is wanted in place of that, once."""
    unlocks: bool = False
    """Whether the answer opens what is kept on this machine, and signs nobody in."""
    email: str = ""
    mail: Callable[[str], Awaitable[None]] | None = None
    """Has the tenant mail a link to an address; raises KrakenError. None where none is wanted."""

    def __str__(self) -> str:
        """Return the question."""
        return self.question


Ask = Callable[[Wanted], Awaitable[str]]
"""Asks a person; an empty answer means that they would rather not."""
