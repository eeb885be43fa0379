"""One difference between two schemas, and how much it matters to those who call the first one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

T = TypeVar("T")

Kind = Literal["added", "gone", "changed"]
Weight = Literal["breaks", "fits", "words"]
"""Breaks callers; does not; is only said in other words."""

AREAS = {
    "INPUT_OBJECT": "input",
    "ENUM": "enum",
    "SCALAR": "scalar",
    "OBJECT": "type",
    "INTERFACE": "interface",
    "UNION": "union",
}
"""What the kinds of types are called here, in the order in which they matter."""

ORDER = ("mutation", "query", "subscription", *AREAS.values())
_WEIGHTS = ("breaks", "fits", "words")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `before` and `after` are GraphQL, or words where GraphQL has none."""

    weight: Weight
    kind: Kind
    area: str
    """One of `ORDER`."""
    where: str
    """Such as "payBill", "payBill(input)", "BillInput.amount", "Bill.lines(first)"."""
    what: str
    """What it means for a caller, in a few words."""
    before: str
    after: str
    owner: str
    """The operation or the type that it is a part of."""
    mutations: tuple[str, ...] = ()
    """The mutations whose inputs hold the type that has changed."""

    @property
    def place(self) -> tuple[int, int, str, str]:
        """Tell where it stands among others: what breaks first, then by area and name."""
        weight, area = _WEIGHTS.index(self.weight), ORDER.index(self.area)
        return weight, area, self.where, self.what


def changed(
    weight: Weight, area: str, where: str, what: str, sides: tuple[str, str], *, owner: str
) -> Change:
    """Tell of what is on both sides, and differs."""
    return Change(weight, "changed", area, where, what, *sides, owner)


def whole(
    area: str, where: str, was: T | None, now: T | None, write: Callable[[T], str], *, owner: str
) -> Change:
    """Tell of what is on one side only."""
    if now is not None:
        return Change("fits", "added", area, where, "new", "", write(now), owner)
    assert was is not None
    return Change("breaks", "gone", area, where, "gone", write(was), "", owner)
