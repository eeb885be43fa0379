"""Where the schema that the app works with comes from, and how old it is."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from kraken_tui.api.schema_cache import SchemaIndex

Kind = Literal["live", "kept", "file", "bundled"]


class Origin(NamedTuple):
    """`live`: what the tenant told; `kept`: what it told once, and cannot be asked for now.

    `file`: the profile's own; `bundled`: the contract that fits best, because the tenant does not
    tell its schema. `at` is when the tenant was asked.
    """

    kind: Kind
    at: datetime
    name: str = ""
    """Of the file or of the contract."""
    why: str = ""
    """What the tenant answered when it was asked and did not tell; a sentence."""
    fit: tuple[int, int] = (0, 0)
    """How many of how many names that tell contracts apart agree; none asked is a guess."""

    @property
    def is_own(self) -> bool:
        """Tell whether the tenant itself has told it."""
        return self.kind in {"live", "kept"}

    @property
    def is_certain(self) -> bool:
        """Tell whether it was made for this very tenant, so that what it lacks is not there."""
        return self.kind != "bundled"

    @property
    def fitting(self) -> str:
        """Say how well a bundled contract fits; '' for a schema that needs no fitting."""
        if self.kind != "bundled":
            return ""
        agreed, asked = self.fit
        if not asked:
            return "The tenant does not say what it lacks, so which contract fits is a guess."
        return f"Of {asked} names that tell the contracts apart, {agreed} are as in this one."

    def brief(self, now: datetime) -> str:
        """Say it in one quiet line."""
        match self.kind:
            case "live":
                return f"the tenant's own schema, fetched {ago(now - self.at)}"
            case "kept":
                return (
                    f"the tenant's own schema as it was {ago(now - self.at)}; it cannot be had now"
                )
            case "file":
                return f"the profile's file {self.name}; the tenant does not tell its own schema"
            case _:
                sure = "which fit best" if self.fit[1] else "a guess"
                return f'the documents of "{self.name}", {sure}; may differ'

    def kept(self, why: str) -> "Origin":
        """Give the same, after asking for a newer one has failed."""
        return self._replace(kind="kept" if self.is_own else self.kind, why=why)


class Found(NamedTuple):
    """A schema, and where it comes from."""

    schema: SchemaIndex
    origin: Origin


def ago(age: timedelta) -> str:
    """Say how long ago something was."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 2:
        return "just now"
    if minutes < 120:
        return f"{minutes} minutes ago"
    hours = minutes // 60
    return f"{hours} hours ago" if hours < 48 else f"{hours // 24} days ago"
