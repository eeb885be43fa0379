"""What was used, as a chart: between a meter's readings, or by the month."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.paging import PageRequest
from kraken_tui.domain.meters_readings import MeterReadings, Reading
from kraken_tui.domain.meters_use import is_sane
from kraken_tui.domain.supply_readings import Measured, Question, SupplyReadings, can_be_asked
from kraken_tui.domain.supply_tree import Supply
from kraken_tui.formats import Number
from kraken_tui.screens import ages
from kraken_tui.screens import meters_words as say
from kraken_tui.screens.data_screen import LOADING
from kraken_tui.screens.failures import with_key
from kraken_tui.screens.waiting import STOPPED
from kraken_tui.session import Session
from kraken_tui.widgets.chart import Chart, Series

Point = tuple[date, Number | None]

MOST = 100
"""One page of readings or months: more could not be told apart on a screen."""


class ConsumptionView(Vertical):
    """Draw what one supply used, from the newest readings or months that there are."""

    DEFAULT_CSS = """
    ConsumptionView { height: 1fr; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._unit = ""
        self._seen: datetime | None = None

    def compose(self) -> ComposeResult:
        """Yield the chart."""
        formats = self._session.formats
        yield Chart("", formats=formats, write=self._write, bars=True, empty="")

    @property
    def chart(self) -> Chart:
        """The chart."""
        return self.query_one(Chart)

    def _write(self, value: Number) -> str:
        return self._session.formats.quantity(value, self._unit)

    def open(self, supply: Supply) -> None:
        """Draw another supply's use; until it is known, nothing of the one before stays."""
        self._tell(LOADING)
        work = partial(self._load, supply)
        self._worker: Worker[None] = self.run_worker(work, group="use", exclusive=True)

    def clear(self) -> None:
        """Draw nothing."""
        self.workers.cancel_group(self, "use")
        self._tell("")

    def reading_dropped(self) -> None:
        """Say that the use was not waited for."""
        self._tell(STOPPED)

    async def _load(self, supply: Supply) -> None:
        try:
            series = await self._series(supply)
        except KrakenError as error:
            self._tell(with_key(error))
            return
        name = say.name(supply)
        if not any(each.known for each in series):
            self._tell(f"Nothing is known of what {name}, {supply.place.name} used.")
            return
        # Two lines are named behind the title, and need its room.
        how = f", {supply.place.name}: {series[0].name}" if len(series) == 1 else ""
        age = ages.seen(self._seen, now=self._session.clock())
        self.chart.show(*series, title=", ".join(filter(None, (f"{name}{how}", age))))

    def _tell(self, sentence: str) -> None:
        self.chart.show(title=sentence)

    async def _series(self, supply: Supply) -> Sequence[Series]:
        if supply.meter is not None:
            return [await self._between_readings(supply, supply.meter.id)]
        if can_be_asked(supply):
            return await self._by_month(supply)
        return []

    async def _between_readings(self, supply: Supply, meter_id: str) -> Series:
        """Give the use of a day between each two readings, so that months compare."""
        self._unit = say.WATER_UNIT
        pages = MeterReadings(self._session.memory.look, supply.place.id, meter_id)
        page = await pages.fetch(PageRequest(first=MOST))
        self._seen = page.seen
        return Series("use a day, between readings", tuple(_use(page.items)))

    async def _by_month(self, supply: Supply) -> list[Series]:
        series = [await self._months(supply, "used in a month", fed_in=False)]
        if _feeds_in(supply):
            series.append(await self._months(supply, "fed in", fed_in=True))
        return series

    async def _months(self, supply: Supply, name: str, *, fed_in: bool) -> Series:
        session = self._session
        zone = say.zone_name(session.formats)
        question = Question(granularity="MONTH", fed_in=fed_in)
        pages = SupplyReadings(session.memory.look, supply, question, session.clock(), zone)
        page = await pages.fetch(PageRequest(first=MOST))
        self._seen = page.seen
        if page.items:
            self._unit = page.items[0].unit
        return Series(name, tuple(self._values(page.items)))

    def _values(self, measured: Sequence[Measured]) -> Iterator[Point]:
        """Give each value on the day on which its month begins there."""
        for each in reversed(measured):
            if each.start is not None and is_sane(each.value):
                start = self._session.formats.local(each.start)
                yield date(start.year, start.month, start.day), each.value


def _feeds_in(supply: Supply) -> bool:
    kind = supply.point.self_consumption if supply.point and supply.device is None else ""
    return bool(kind) and not kind.startswith("NONE")


def _use(readings: Sequence[Reading]) -> list[Point]:
    uses = [reading.use for reading in reversed(readings) if reading.use is not None]
    return [(use.until, say.rounded(use.a_day)) for use in uses]
