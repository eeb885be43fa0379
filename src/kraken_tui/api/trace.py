"""The last operations sent to the API, kept in memory for looking at; never their answers."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Kind = Literal["query", "mutation"]
Outcome = Literal["ok", "partial", "refused", "not sent", "unknown", "cancelled"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as it went: `started` is aware, `seconds` include retries."""

    name: str
    kind: Kind
    started: datetime
    seconds: float
    outcome: Outcome
    codes: tuple[str, ...] = ()
    variables: Mapping[str, object] = field(default_factory=dict)
    """Redacted, see `kraken_tui.api.redact`."""


class Trace:
    """A ring of the last operations, oldest first."""

    def __init__(self, *, size: int = 200) -> None:
        self._operations: deque[Operation] = deque(maxlen=size)

    def add(self, operation: Operation) -> None:
        """Append `operation`, dropping the oldest if the ring is full."""
        self._operations.append(operation)

    def __iter__(self) -> Iterator[Operation]:
        """Go through a copy, so that requests may finish meanwhile."""
        return iter(tuple(self._operations))

    def __len__(self) -> int:
        """Count the operations kept."""
        return len(self._operations)

    @property
    def last(self) -> Operation | None:
        """The operation that ended last, if any."""
        return self._operations[-1] if self._operations else None
