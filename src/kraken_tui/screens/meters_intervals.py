"""Lists of what was used by the hour, the day or the month, and of all that was measured."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial

from kraken_tui.api.paging import Page
from kraken_tui.domain.meters_use import is_sane
from kraken_tui.domain.supply_readings import Measured
from kraken_tui.domain.supply_tree import Supply
from kraken_tui.formats import Formats
from kraken_tui.screens import meters_words as say
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.meters_subjects import subject_of
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section, about
from kraken_tui.widgets.record_columns import Column

BAR = 16

ALL = "all"
FED = "fed"
PEAK = "peak"
"""Ways to look beside the API's granularities: whatever was measured, what was fed in, peaks."""

VALUES = {FED: "Fed in", PEAK: "Peak", ALL: "Measured"}
"""What the values of a list are called where they are not what was used."""

FROM = Column(key="from", title="From", width=19)
TO = Column(key="to", title="To", width=19, from_width=100)
QUALITY = Column(key="quality", title="Quality", width=9)


def columns(way: str) -> tuple[Column, ...]:
    """Give the columns: bars compare the values of one supply, but not those of several."""
    value = Column(key="used", title=VALUES.get(way, "Used"), width=13, align="right")
    if way == ALL:
        mark = Column(key="mark", title="", width=6)
        of = Column(key="of", title="Supply point", width=22, flex=1)
        return (FROM, value, mark, TO, QUALITY, of)
    bar = Column(key="bar", title="", width=BAR)
    source = Column(key="source", title="Source", width=9, flex=1)
    return (FROM, value, bar, TO, QUALITY, source)


class Longest:
    """The largest value seen so far, which is as long as a bar can be."""

    def __init__(self) -> None:
        self.value = Decimal()

    def see(self, page: Page[Measured]) -> None:
        """Take a page's values into account."""
        known = [each.value for each in page.items if is_sane(each.value)]
        self.value = max(self.value, *(value for value in known if value is not None), Decimal())

    def bar(self, value: Decimal | None) -> str:
        """Draw a value in eighths of a cell."""
        if value is None or not is_sane(value) or value <= 0 or not self.value:
            return ""
        eighths = max(1, int(min(value, self.value) * BAR * 8 / self.value))
        part = "" if eighths % 8 == 0 else chr(0x2590 - eighths % 8)
        return "\N{FULL BLOCK}" * (eighths // 8) + part


def intervals(
    supply: Supply | None, way: str, account: str, formats: Formats, longest: Longest
) -> Listing[Measured]:
    """Describe the list of a supply's intervals."""
    write = partial(_moment, way=way, formats=formats)
    return Listing(
        name=f"measurements-{way.lower()}",
        noun="measurements",
        empty="" if supply is None else EMPTY[way],
        columns=columns(way),
        cells=lambda each: (
            write(each),
            formats.quantity(say.rounded(each.value), each.unit),
            _mark(each) if way == ALL else longest.bar(each.value),
            formats.moment(each.end),
            words(each.quality),
            each.of if way == ALL else say.source(each.source),
        ),
        key=lambda each: each.key,
        title=lambda each: f"Measurement of {write(each)}",
        sections=lambda each: _sections(each, supply, account, formats),
        subject=lambda _: None if supply is None else subject_of(account, supply),
        tag=lambda each: "dim" if each.quality == "ESTIMATE" else None,
        order={
            "from": lambda each: each.start or each.end,
            "used": lambda each: each.value,
            "to": lambda each: each.end,
        },
    )


EMPTY = {
    "MONTH": "Nothing was measured here by the month.",
    "DAY": "Nothing was measured here by the day.",
    "HOUR": "Nothing was measured here by the hour.",
    FED: "Nothing was fed into the network here.",
    PEAK: "Nobody measured here when the load was highest.",
    ALL: "Nothing was measured at this property.",
}


def _mark(each: Measured) -> str:
    return "fed in" if each.is_fed_in else ""


def _moment(each: Measured, *, way: str, formats: Formats) -> str:
    start = each.start or each.end
    if way in ("MONTH", FED):
        return formats.month(start)
    return formats.day(start) if way == "DAY" else formats.moment(start)


def _sections(
    each: Measured, supply: Supply | None, account: str, formats: Formats
) -> tuple[Section, ...]:
    subject = None if supply is None else subject_of(account, supply)
    facts = say.told(*_facts(each, formats))
    return (Section("Measurement", about(subject, facts)),)


def _facts(each: Measured, formats: Formats) -> Iterator[Fact]:
    yield Fact("From", formats.moment(each.start) if each.start else "")
    yield Fact("To", formats.moment(each.end))
    yield Fact("Length", _length(each.length) if each.length else "")
    yield Fact("Supply point", each.of)
    yield Fact("Value", formats.quantity(each.value, each.unit))
    yield Fact("Direction", "fed into the network" if each.is_fed_in else "")
    yield Fact("Quality", words(each.quality))
    yield Fact("Source", say.source(each.source))
    for label, value in each.more:
        yield Fact(words(label), value)


def _length(length: timedelta) -> str:
    """Say how long an interval is, such as `1 hour` or `31 days, 1 hour`."""
    minutes = length // timedelta(minutes=1)
    parts = ((minutes // 1440, "day"), (minutes // 60 % 24, "hour"), (minutes % 60, "minute"))
    return ", ".join(f"{many:,} {unit}{'s' * (many > 1)}" for many, unit in parts if many)
