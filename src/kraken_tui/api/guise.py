"""Acting as a customer: a token in somebody else's name, which ends and is not renewed."""

from collections.abc import Callable

from kraken_tui.api.errors import GuiseOver
from kraken_tui.api.tokens import Tokens, given_token, read_tokens


class Guise:
    """A customer's token, and whom to tell, once, when it is not accepted any more."""

    def __init__(self, token: str, *, now: float, over: Callable[[], None]) -> None:
        """Take a token that was issued just now; raise ValueError where no request can carry it."""
        self.tokens = _read(token, now=now)
        self.is_over = False
        self._tell = over

    def usable(self, *, now: float) -> Tokens:
        """Give the token while it is good; raise GuiseOver afterwards."""
        if self.is_over or not self.tokens.is_fresh(now=now):
            raise self.end()
        return self.tokens

    def end(self) -> GuiseOver:
        """Note that it is over, and tell why a request was not sent in another name instead."""
        if not self.is_over:
            self.is_over = True
            self._tell()
        return GuiseOver("Acting as the customer has ended, so nothing was sent.")


def _read(token: str, *, now: float) -> Tokens:
    given = given_token(token, now=now)
    if given.said_end is None:
        return given
    return read_tokens({"token": given.token}, now=now, server_now=None)
