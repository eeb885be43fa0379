"""What waits to be sent, in words."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from kraken_tui.formats import Formats
from kraken_tui.forms import delay, names
from kraken_tui.store.outbox import State, Waiting

if TYPE_CHECKING:
    from kraken_tui.outbox import Run

WAITS = "Waits to be sent."
SENDING = "It is on its way."
HINTS = "ctrl+s sends all, o corrects, ctrl+d throws away, alt+up and alt+down move it."
ITS_TURN = "Waits for the one before it, which is about the same thing."
LOOK_FIRST = "enter shows it, and a there what can be done."

TONES: dict[State, str] = {"waiting": "", "sending": "quiet", "stopped": "warn", "unknown": "bad"}


def named(row: Waiting) -> str:
    """Name what waits."""
    return what(row.kept.operation, row.kept.variables)


def what(operation: str, variables: Mapping[str, Any]) -> str:
    """Name a mutation, with what a meter showed: "Submit meter reading 512.4"."""
    return f"{names.label(operation)} {delay.shown(variables)}".strip()


def whom(row: Waiting) -> str:
    """Say what and whom it is about."""
    kept = row.kept
    numbers = " ".join(delay.named(kept.variables).values())
    return f"{kept.account} {kept.about or numbers}".strip()


def taken(row: Waiting, formats: Formats) -> str:
    """Say when what it reports was taken."""
    moment = datetime.fromisoformat(row.kept.taken) if row.kept.taken else row.kept_at
    is_day = len(row.kept.taken) == len("2026-01-01")
    return formats.day(moment.date()) if is_day else formats.moment(moment)


def taken_at(row: Waiting) -> datetime:
    """Return the same for sorting; a day comes before its hours."""
    if not row.kept.taken:
        return row.kept_at
    moment = datetime.fromisoformat(row.kept.taken)
    return moment if moment.tzinfo else datetime.combine(moment, time(), tzinfo=UTC)


def why(row: Waiting, rows: tuple[Waiting, ...]) -> str:
    """Say why it is still here."""
    if row.sentence:
        return f"{row.sentence} {LOOK_FIRST}" if row.state == "unknown" else row.sentence
    if row.state == "sending":
        return SENDING
    return ITS_TURN if row.waits_for(rows) is not None else WAITS


def counted(count: int) -> str:
    """Say how many wait; nothing of none."""
    return f"{count:,} waiting" if count else ""


def under_way(run: "Run") -> str:
    """Say how far a sending has come."""
    return f"Sending {run.tried + 1:,} of {run.of:,}\N{HORIZONTAL ELLIPSIS}"


def done(run: "Run", left: int) -> str:
    """Say what came of a sending, and how many are left."""
    parts = [f"{run.sent:,} sent"] if run.sent else []
    parts += [f"{run.stopped:,} stopped, see there why"] if run.stopped else []
    parts += [f"of {run.unknown:,} nobody knows whether it was done"] if run.unknown else []
    told = ", ".join(parts) or "Nothing was sent"
    stays = f" {left:,} left in the outbox." if left else ""
    return f"{told[:1].upper()}{told[1:]}.{stays} {run.ending}".strip()


def tone(run: "Run") -> str:
    """Tell how good the news of a sending is."""
    return "bad" if run.stopped or run.unknown or run.ending else "good"
