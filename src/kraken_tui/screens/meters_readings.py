"""The readings of a meter, a supply point, a device or a register."""

from collections.abc import Iterator

from kraken_tui.domain.meters_readings import Reading
from kraken_tui.domain.meters_use import Use
from kraken_tui.domain.supply_readings import Measured
from kraken_tui.domain.supply_tree import Supply
from kraken_tui.formats import Formats
from kraken_tui.screens import meters_words as say
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.meters_subjects import reading_subject, subject_of
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section, Subject, about
from kraken_tui.widgets.record_columns import Column

Counted = Reading | Measured
"""Water meters answer in their own way, everything else in that of supply points."""

COLUMNS = (
    Column(key="on", title="Read", width=12),
    Column(key="value", title="Showed", width=14, align="right"),
    Column(key="use", title="Used since", width=11, align="right"),
    Column(key="days", title="A day", width=11, align="right", from_width=100),
    Column(key="source", title="Source", width=11),
    Column(key="reason", title="Reason", width=8, flex=1),
    Column(key="marks", title="", width=11),
)
COUNTED = (*COLUMNS[:-2], Column(key="reason", title="Quality", width=8, flex=1), COLUMNS[-1])
"""What registers count has a quality, but nobody gives a reason for reading them."""


def readings(supply: Supply | None, account: str, formats: Formats) -> Listing[Counted]:
    """Describe the list of a supply's readings."""
    return Listing(
        name="readings",
        noun="readings",
        empty=_empty(supply),
        columns=COLUMNS if supply is None or supply.meter is not None else COUNTED,
        cells=lambda each: _cells(each, formats),
        key=lambda each: each.id if isinstance(each, Reading) else each.key,
        title=lambda each: _title(each, supply, formats),
        sections=lambda each: _sections(each, supply, account, formats),
        subject=lambda each: _subject(each, supply, account),
        tag=_tag,
        order={
            "on": lambda each: each.on if isinstance(each, Reading) else each.end,
            "value": lambda each: each.value,
            "use": lambda each: each.use.quantity if each.use else None,
            "days": lambda each: each.use.a_day if each.use else None,
        },
    )


def _empty(supply: Supply | None) -> str:
    if supply is None:
        return ""
    if supply.meter is None and not supply.point:
        return "Nothing is supplied here, so there is nothing to read."
    if supply.meter is None and supply.place.points and not _is_counted(supply):
        return "No meter is known here, so there are no readings."
    return "No readings."


def _is_counted(supply: Supply) -> bool:
    return bool(supply.point and supply.point.devices)


def _cells(each: Counted, formats: Formats) -> tuple[str, ...]:
    use = each.use
    unit = say.WATER_UNIT if isinstance(each, Reading) else each.unit
    used = formats.quantity(say.rounded(use.quantity), unit) if use else ""
    a_day = formats.number(say.rounded(use.a_day)) if use and use.a_day is not None else ""
    if isinstance(each, Reading):
        return (
            formats.day(each.on),
            formats.quantity(each.value, unit),
            used,
            a_day,
            say.source(each.source),
            words(each.reason),
            _marks(each),
        )
    shown = formats.quantity(each.value, unit)
    return (
        formats.day(each.end),
        shown,
        used,
        a_day,
        say.source(each.source),
        words(each.quality),
        "",
    )


def _marks(reading: Reading) -> str:
    if reading.is_quarantined:
        return "quarantined"
    return "held" if reading.is_held else ""


def _tag(each: Counted) -> str | None:
    if not isinstance(each, Reading):
        return None
    return "dim" if each.is_quarantined else "warn" if each.is_held else None


def _title(each: Counted, supply: Supply | None, formats: Formats) -> str:
    on = each.on if isinstance(each, Reading) else each.end
    of = f" of {say.name(supply)}" if supply else ""
    return f"Reading{of} on {formats.day(on)}"


def _subject(each: Counted, supply: Supply | None, account: str) -> Subject | None:
    if supply is None:
        return None
    if isinstance(each, Reading) and supply.meter is not None:
        return reading_subject(account, supply, each)
    return subject_of(account, supply)


def _sections(
    each: Counted, supply: Supply | None, account: str, formats: Formats
) -> tuple[Section, ...]:
    facts = _reading(each, formats) if isinstance(each, Reading) else _counted(each, formats)
    subject = _subject(each, supply, account)
    unit = say.WATER_UNIT if isinstance(each, Reading) else each.unit
    told = (*facts, *_use(each.use, unit, formats))
    return (Section("Reading", about(subject, say.told(*told))),)


def _reading(reading: Reading, formats: Formats) -> Iterator[Fact]:
    yield Fact("Read on", formats.day(reading.on))
    yield Fact("Showed", formats.quantity(reading.value, say.WATER_UNIT))
    yield Fact("Source", say.source(reading.source))
    yield Fact("Reason", words(reading.reason))
    if reading.is_held:
        yield Fact("Held", "yes, it waits for a check", "warn")
        yield Fact("Held because", ", ".join(map(words, reading.hold_reasons)))
    if reading.is_quarantined:
        yield Fact("Quarantined", "yes, it is out of use", "bad")
    yield Fact("Notes", reading.notes, private=True)
    yield Fact("Reading", reading.id, "quiet")


def _counted(each: Measured, formats: Formats) -> Iterator[Fact]:
    yield Fact("Read at", formats.moment(each.end))
    yield Fact("Showed", formats.quantity(each.value, each.unit))
    yield Fact("Quality", words(each.quality))
    yield Fact("Source", say.source(each.source))


def _use(use: Use | None, unit: str, formats: Formats) -> Iterator[Fact]:
    if use is None:
        return
    quantity = formats.quantity(say.rounded(use.quantity), unit)
    days = "1 day" if use.days == 1 else f"{use.days} days"
    yield Fact("Used", f"{quantity} since {formats.day(use.since)}, {days}")
    if use.a_day is not None:
        yield Fact("A day", formats.quantity(say.rounded(use.a_day), unit))
    if use.rolled_over:
        yield Fact("Register", "started again at 0 in this time", "warn")
