"""Planned outages of single fields, by which a tenant reminds of what it means to give up."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from kraken_tui.api.records import MutationRecord
from kraken_tui.domain import read

NEAR = timedelta(days=14)
"""How long before it a brownout is spoken of where it will be felt."""

OFF = {"CANCELLED", "COMPLETED", "ABORTED"}


class Brownout(NamedTuple):
    """From when until when requests for a field, named as ``Type.field``, are refused."""

    field: str
    starts: datetime
    ends: datetime

    def lasts(self, now: datetime) -> bool:
        """Tell whether the field is switched off just now."""
        return self.starts <= now < self.ends

    def is_near(self, now: datetime) -> bool:
        """Tell whether it lasts or begins soon."""
        return now < self.ends and self.starts - now < NEAR


def parse(data: read.Node) -> tuple[Brownout, ...]:
    """Read what is planned, first what comes first; what has no time or field is left out."""
    found = []
    for node in read.nodes(read.child(data, "apiBrownouts")):
        field = read.text(node, "disablesRequestsTo")
        starts, ends = read.instant(node, "startsAt"), read.instant(node, "endsAt")
        if field and starts and ends and read.text(node, "status") not in OFF:
            found.append(Brownout(field, starts, ends))
    return tuple(sorted(found, key=lambda each: (each.starts, each.field)))


def felt(brownouts: Iterable[Brownout], fields: Collection[str]) -> tuple[Brownout, ...]:
    """Choose those that switch off one of the fields."""
    return tuple(each for each in brownouts if each.field in fields)


def asked_by(record: MutationRecord) -> set[str]:
    """Name what the form of a mutation needs: the mutation itself, and fields of its inputs."""
    inputs = record["types"].items()
    fields = {f"{name}.{each['name']}" for name, kind in inputs for each in kind["fields"]}
    return {f"Mutation.{record['name']}", *fields}
