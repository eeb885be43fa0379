"""What waits to be sent, in words."""

from datetime import UTC, datetime, time

from kraken_tui.formats import Formats
from kraken_tui.forms import delay, names
from kraken_tui.outbox import Run
from kraken_tui.store.outbox import State, Waiting

WAITS = "Waits to be sent; ctrl+s sends all that waits."
SENDING = "It is on its way."
ITS_TURN = "Waits for the one before it, which is about the same thing."
LOOK_FIRST = "Nobody knows whether this was done; [ To settle shows what can be done about it."

TONES: dict[State, str] = {"waiting": "", "sending": "quiet", "stopped": "warn", "unknown": "bad"}


def what(row: Waiting) -> str:
    """Name a mutation, with what a meter showed: "Submit meter reading 512.4"."""
    return f"{names.label(row.kept.operation)} {delay.shown(row.kept.variables)}".strip()


def whom(row: Waiting) -> str:
    """Say what and whom it is about."""
    kept = row.kept
    named = delay.named(kept.variables).values()
    return f"{kept.account} {kept.about or ' '.join(named)}".strip()


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


def under_way(run: Run) -> str:
    """Say how far a sending has come."""
    return f"Sending {run.tried + 1:,} of {run.of:,}\N{HORIZONTAL ELLIPSIS}"


def done(run: Run, left: int) -> str:
    """Say what came of a sending, and how many are left."""
    parts = [f"{run.sent:,} sent"] if run.sent else []
    parts += [f"{run.stopped:,} stopped, see there why"] if run.stopped else []
    parts += [f"of {run.unknown:,} nobody knows whether it was done"] if run.unknown else []
    told = ", ".join(parts) or "Nothing was sent"
    stays = f" {left:,} left in the outbox." if left else ""
    return f"{told[:1].upper()}{told[1:]}.{stays} {run.ending}".strip()


def tone(run: Run) -> str:
    """Tell how good the news of a sending is."""
    return "bad" if run.stopped or run.unknown or run.ending else "good"
