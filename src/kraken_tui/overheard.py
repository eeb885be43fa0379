"""What went by and may tell who the customers are, until somebody wants that covered."""

from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kraken_tui.privacy import Known

MOST = 20
"""So many answers wait to be searched for names, as long as nobody needs these."""


class Overheard:
    """Answers, and what is sent: kept as they came, and searched when that is of use."""

    def __init__(self) -> None:
        self._heard: deque[object] = deque()

    def hear(self, data: object) -> None:
        """Take note of an answer, or of what is sent."""
        self._heard.append(data)
        # One at a time, for many would hold up the keys.
        if len(self._heard) > MOST:
            self._learn_oldest()

    @property
    def known(self) -> "Known":
        """What was learned of who the customers are."""
        while self._heard:
            self._learn_oldest()
        return self._known

    def _learn_oldest(self) -> None:
        self._known.learn(self._heard.popleft())

    @cached_property
    def _known(self) -> "Known":
        from kraken_tui.privacy import Known

        return Known()
