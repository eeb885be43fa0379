"""What a screen has to show: one of four states, so that no impossible mixture can be written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loading(Generic[T]):
    """A request is on its way; ``previous`` stays on the screen meanwhile."""

    previous: T | None = None


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T]):
    """The answer; ``warnings`` say what of it is missing.

    ``seen`` is when it came, where it was kept on this machine because there is no link: it is
    drawn as any other, but must not be taken for what the tenant says now.
    """

    data: T
    warnings: tuple[str, ...] = ()
    seen: datetime | None = None

    @property
    def is_fresh(self) -> bool:
        """Tell whether the tenant says so now."""
        return self.seen is None


@dataclass(frozen=True, slots=True)
class Empty:
    """There is nothing to ask for; ``sentence`` says why and which key helps."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Failed(Generic[T]):
    """No answer; ``sentence`` says what happened and which key tries again."""

    sentence: str
    previous: T | None = None


State = Loading[T] | Loaded[T] | Empty | Failed[T]
