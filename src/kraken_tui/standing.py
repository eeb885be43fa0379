"""As whom a session asks its tenant, and for how long that lasts."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kraken_tui.api.auth import KrakenAuth

NEAR = 600.0
"""Seconds before its end at which a sign-in that cannot renew itself is spoken of."""


class Standing:
    """Know as whom requests go out. `now` tells the time; the watchers are told when it differs.

    No clock ticks: one call is waiting for the next moment at which there is something to say.
    """

    def __init__(self, *, now: Callable[[], datetime]) -> None:
        self._now = now
        self.watchers: list[Callable[[], None]] = []
        self._waiting: asyncio.TimerHandle | None = None
        self._account: str | None = None
        self.auth: KrakenAuth | None = None
        """Set once there is a client."""
        self.customer = ""
        """The customer in whose name requests go out; empty for oneself."""
        self.is_over = False
        """Whether acting as the customer has ended, and the person was not asked yet."""

    @property
    def until(self) -> datetime | None:
        """When acting as the customer, or a sign-in that cannot renew itself, ends."""
        if self.auth is None:
            return None
        left = self.auth.lasts if self.customer else self.auth.renews
        return None if left is None else self._now() + timedelta(seconds=left)

    @property
    def is_ending(self) -> bool:
        """Tell whether somebody will soon have to sign in by hand."""
        left = None if self.auth is None else self.auth.renews
        return left is not None and left <= NEAR

    def act_as(self, customer: str, token: str, *, account: str | None) -> None:
        """Ask in a customer's name from now on; `account` is what was open before.

        Raise ValueError for a token that cannot be sent.
        """
        assert self.auth is not None
        self.auth.act_as(token, over=self._over)
        if not self.customer:
            self._account = account
        self.customer, self.is_over = customer, False
        self.look()
        self._on_change()

    def be_oneself(self) -> str | None:
        """Ask in one's own name again; return the account that was open before."""
        if self.auth is not None:
            self.auth.be_oneself()
        self.customer, self.is_over = "", False
        self.look()
        self._on_change()
        return self._account

    def _on_change(self) -> None:
        for watcher in self.watchers:
            watcher()

    def look(self) -> None:
        """Wait for the next moment at which there is something to say."""
        self.close()
        if self.auth is None or self.is_over:
            return
        if self.customer:
            left, then = self.auth.lasts, self._over
        else:
            left, then = self.auth.renews, self._on_change
            left = left - NEAR if left is not None and left > NEAR else None
        if left is not None:
            self._waiting = asyncio.get_running_loop().call_later(left, then)

    def close(self) -> None:
        """Wait for nothing any more."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _over(self) -> None:
        self.is_over = True
        self.close()
        self._on_change()
