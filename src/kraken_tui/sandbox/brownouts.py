"""Planned outages of single fields: what a tenant announces before it takes a field away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graphql import DocumentNode, FieldNode, GraphQLSchema, TypeInfo, TypeInfoVisitor, Visitor
from graphql import visit as walk

from .errors import Refusal


class InvalidBrownout(ValueError):
    """The description of a brownout cannot be understood."""


@dataclass(frozen=True, slots=True)
class Brownout:
    """The time in which requests that ask for a field, as `Type.field`, are refused."""

    field: str
    starts: datetime
    ends: datetime

    @classmethod
    def parse(cls, described: Any) -> "Brownout":
        """Read `{"disablesRequestsTo": ..., "startsAt": ..., "endsAt": ...}` with aware times."""
        try:
            starts, ends = (datetime.fromisoformat(described[k]) for k in ("startsAt", "endsAt"))
            if starts.tzinfo is None or ends.tzinfo is None:
                raise InvalidBrownout("A time needs its zone.")
            return cls(str(described["disablesRequestsTo"]), starts, ends)
        except (KeyError, TypeError, ValueError) as error:
            raise InvalidBrownout(
                "A brownout has disablesRequestsTo, startsAt and endsAt."
            ) from error

    def row(self, now: datetime) -> Mapping[str, Any]:
        """Tell it as the API does."""
        return {
            "apiType": "GRAPHQL",
            "disablesRequestsTo": self.field,
            "startsAt": self.starts.isoformat(),
            "endsAt": self.ends.isoformat(),
            "status": self.status(now),
        }

    def status(self, now: datetime) -> str:
        """Tell whether it lies ahead, lasts or is over."""
        if now < self.starts:
            return "SCHEDULED"
        return "IN_PROGRESS" if now < self.ends else "COMPLETED"


def planned() -> list[Brownout]:
    """Give what every tenant has announced."""
    described = {
        "disablesRequestsTo": "PaymentScheduleType.scheduleType",
        "startsAt": "2027-03-02T10:00:00+00:00",
        "endsAt": "2027-03-02T12:00:00+00:00",
    }
    return [Brownout.parse(described)]


def refuse(
    schema: GraphQLSchema, document: DocumentNode, brownouts: Iterable[Brownout], now: datetime
) -> None:
    """Raise Refusal where a document asks for a field that is switched off just now."""
    off = {each.field for each in brownouts if each.status(now) == "IN_PROGRESS"}
    if off:
        info = TypeInfo(schema)
        walk(document, TypeInfoVisitor(info, _Refuse(info, off)))


class _Refuse(Visitor):
    def __init__(self, info: TypeInfo, off: set[str]) -> None:
        super().__init__()
        self._info = info
        self._off = off

    def enter_field(self, node: FieldNode, *_: object) -> None:
        parent = self._info.get_parent_type()
        if parent is not None and f"{parent.name}.{node.name.value}" in self._off:
            described = f"{parent.name}.{node.name.value} is switched off just now."
            raise Refusal("KT-CT-1113", description=described)
