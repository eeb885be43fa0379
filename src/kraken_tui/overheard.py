"""What went by and may tell who the customers are, until somebody wants that covered."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kraken_tui.privacy import Known

MOST = 20
"""So many answers are kept before they are searched for names, as long as nobody needs these."""


class Overheard:
    """Answers, and what is sent: kept as they came, and searched when that is of use."""

    def __init__(self) -> None:
        self._heard: list[object] = []

    def hear(self, data: object) -> None:
        """Take note of an answer, or of what is sent."""
        self._heard.append(data)
        if len(self._heard) > MOST:
            _ = self.known

    @property
    def known(self) -> "Known":
        """What was learned of who the customers are."""
        heard, self._heard = self._heard, []
        for data in heard:
            self._known.learn(data)
        return self._known

    @cached_property
    def _known(self) -> "Known":
        from kraken_tui.privacy import Known

        return Known()
