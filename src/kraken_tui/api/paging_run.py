"""A run: the pages that follow one another without a hole, counted from one end of a list."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Span:
    """Remember where one page lies, not what it holds.

    Anchor is the cursor it was asked for beyond (None: the end of the list itself), asked how many
    items were asked for; skip counts the items of the answer that an earlier page had already;
    far is the key of the item farthest from the run's end, cursor where the next page starts.
    """

    anchor: str | None
    asked: int
    skip: int
    count: int
    cursor: str | None
    far: Hashable


@dataclass(slots=True, eq=False)
class Run:
    """Hold the spans from one end of a list, nearest first; closed when nothing lies beyond."""

    spans: list[Span] = field(default_factory=list)
    closed: bool = False
    _ends: list[int] = field(default_factory=list)
    _marks: dict[Hashable, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Tell how many items the run holds."""
        return self._ends[-1] if self._ends else 0

    @property
    def cursor(self) -> str | None:
        """Tell where the next page starts."""
        return self.spans[-1].cursor if self.spans else None

    def add(self, span: Span) -> None:
        """Put a span at the far side."""
        self._marks[span.far] = len(self.spans)
        self._ends.append(self.count + span.count)
        self.spans.append(span)

    def locate(self, distance: int) -> tuple[Span, int]:
        """Find the span of the item at a distance (0 is the nearest), and its place in it."""
        position = bisect_right(self._ends, distance)
        span = self.spans[position]
        return span, distance - (self._ends[position] - span.count)

    def mark(self, key: Hashable) -> int | None:
        """Find the position of the span whose farthest item has this key."""
        return self._marks.get(key)

    def keep(self, count: int) -> list[Span]:
        """Drop all but the first spans and hand back the dropped ones."""
        dropped = self.spans[count:]
        for span in dropped:
            self._marks.pop(span.far, None)
        del self.spans[count:]
        del self._ends[count:]
        return dropped
