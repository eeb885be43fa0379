"""What the tenant would say to a reading, without storing it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kraken_tui.domain import read

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer

Ask = Callable[[str, Mapping[str, object]], Awaitable["Answer"]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a reading would be taken, or held and why; ``errored``: it cannot be right at all."""

    is_valid: bool
    errored: bool
    held_because: tuple[str, ...]


async def try_reading(ask: Ask, *, meter_id: str, on: date, value: Decimal) -> Verdict | None:
    """Ask for a dry run; ``None`` where the tenant has none.

    Raises:
        KrakenError: no answer, or a refusal such as of a meter that is not there.
    """
    asked = {"meterId": meter_id, "readingDate": on.isoformat(), "reading": str(value)}
    return parse((await ask("meters_dry_run", asked)).data)


def parse(data: read.Node) -> Verdict | None:
    """Read the answer."""
    found = read.child(data, "validateReading")
    if found is None:
        return None
    reasons = found.get("heldBecause")
    return Verdict(
        is_valid=bool(read.flag(found, "isValid")),
        errored=bool(read.flag(found, "validationErrored")),
        held_because=tuple(
            read.text({"reason": each}, "reason")
            for each in (reasons if isinstance(reasons, list) else ())
            if each is not None
        ),
    )
