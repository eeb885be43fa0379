"""Charts show what their series hold, and say the same in words."""

import math
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from kraken_tui.formats import Formats
from kraken_tui.widgets.chart import DRAWING, Chart, Series
from kraken_tui.widgets.chart_canvas import thin
from kraken_tui.widgets.chart_drawing import draw
from kraken_tui.widgets.chart_scale import round_scale

BRITISH = Formats("en_GB", "GBP", ZoneInfo("Europe/London"))
SPANISH = Formats("es_ES", "EUR", ZoneInfo("Europe/Madrid"))
JAPANESE = Formats("ja_JP", "JPY", ZoneInfo("Asia/Tokyo"))
MONTHS = [date(2026, month, 1) for month in range(1, 13)]
RISING = Series("Balance", [(day, 1000 * index) for index, day in enumerate(MONTHS)])
FALLING = Series("Forecast", [(day, 12000 - 1000 * index) for index, day in enumerate(MONTHS)])
KINDS = Series("Payments", [("Card", 2), ("Direct Debit", 8), ("Refund", 0)])
BRAILLE = {chr(code) for code in range(0x2801, 0x2900)}


class Page(App[None]):
    """A chart and nothing else."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.chart = chart

    def compose(self) -> ComposeResult:
        yield self.chart

    async def drawn(self) -> None:
        """Wait until nothing is being drawn."""
        await self.workers.wait_for_complete()


@asynccontextmanager
async def showing(
    chart: Chart, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Chart, Any]]:
    app = Page(chart)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app.drawn()
        await pilot.pause()
        yield chart, pilot


def lines(chart: Chart) -> list[str]:
    """The lines of a chart as they stand on the terminal."""
    return [chart.render_line(y).text.rstrip() for y in range(chart.size.height)]


async def read(*args: Any, size: tuple[int, int] = (80, 24), **options: Any) -> list[str]:
    options.setdefault("formats", BRITISH)
    async with showing(Chart(*args, **options), size) as (chart, _):
        return lines(chart)


def columns(canvas: list[str], letter: str) -> dict[int, int]:
    """Count how often a letter stands in each column."""
    found: dict[int, int] = {}
    for line in canvas:
        for column, each in enumerate(line):
            if each == letter:
                found[column] = found.get(column, 0) + 1
    return found


async def test_a_line_rises_where_its_values_do() -> None:
    shown = await read("Balance over time", RISING, write=BRITISH.money)
    assert shown[0].strip() == "Balance over time"
    rows = [[at for at, each in enumerate(line) if each in BRAILLE] for line in shown]
    drawn = [row for row in rows if row]
    assert len(drawn) > 10
    firsts = [row[0] for row in drawn]
    assert firsts == sorted(firsts, reverse=True)
    assert shown[-2].split() == ["Jan", "2026", *shown[-2].split()[2:-2], "Dec", "2026"]
    assert shown[-1].strip() == "Lowest £0.00, highest £110.00, last £110.00"


async def test_a_broad_chart_says_when_too() -> None:
    shown = await read("Balance", RISING, write=BRITISH.money, size=(120, 24))
    assert shown[-1].strip() == (
        "Lowest £0.00 (1 Jan 2026), highest £110.00 (1 Dec 2026), last £110.00 (1 Dec 2026)"
    )


async def test_the_scale_is_written_in_the_profiles_formats() -> None:
    shown = await read("Saldo", RISING, formats=SPANISH, write=SPANISH.money)
    marked = [line.split("┤")[0].strip() for line in shown if "┤" in line]
    assert marked[0] == "125,00\N{NO-BREAK SPACE}€"
    assert marked[-1] == "0,00\N{NO-BREAK SPACE}€"
    assert "ene 2026" in shown[-2]


async def test_wide_letters_keep_the_edge_straight() -> None:
    shown = await read("残高", RISING, formats=JAPANESE, write=JAPANESE.money)
    edges = {cell_len(line[: line.index(edge)]) for line in shown for edge in "│┤└" if edge in line}
    assert len(edges) == 1


async def test_bars_are_as_high_as_their_values() -> None:
    shown = await read("Payments by kind", KINDS, bars=True)
    heights = columns(shown, "█")
    broad = [len([at for at, height in heights.items() if height == each]) for each in (4, 16)]
    by_height = sorted(set(heights.values()))
    assert len(by_height) == 2, (by_height, broad)
    rows = sum("│" in line or "┤" in line for line in shown)
    assert by_height == [round(2 / 8 * (rows - 1)) + 1, rows]
    assert [name for name in ("Card", "Direct Debit", "Refund") if name in shown[-2]] == [
        "Card",
        "Direct Debit",
        "Refund",
    ]
    assert shown[-1].strip() == "Lowest 0 (Refund), highest 8 (Direct Debit)"


async def test_negative_bars_hang_below_nought() -> None:
    owed = Series("Owed", [("A", 500), ("B", -500)])
    shown = await read("Owed", owed, bars=True, write=BRITISH.money)
    nought = next(at for at, line in enumerate(shown) if line.strip().startswith("£0.00"))
    above, below = columns(shown[: nought + 1], "█"), columns(shown[nought:], "█")
    assert max(at for at, height in above.items() if height > 1) < min(
        at for at, height in below.items() if height > 1
    )
    assert sum(above.values()) > 0 < sum(below.values())


async def test_two_series_differ_without_colours() -> None:
    shown = await read("Both", RISING, FALLING, write=BRITISH.money)
    assert "⠒⠒ Balance" in shown[0]
    assert "•• Forecast" in shown[0]
    assert columns(shown[1:-2], "•")
    assert any(set(line) & BRAILLE for line in shown[1:-2])
    assert [line.split(":")[0].strip() for line in shown[-2:]] == ["Balance", "Forecast"]


async def test_two_kinds_of_bars_differ_without_colours() -> None:
    shown = await read("Both", RISING, FALLING, bars=True)
    assert "█ Balance" in shown[0]
    assert "▒ Forecast" in shown[0]
    assert columns(shown[1:-2], "▒")
    assert columns(shown[1:-2], "█")


async def test_more_bars_than_fit_become_a_line() -> None:
    days = [(date(2026, 1, 1) + timedelta(days=at), at) for at in range(300)]
    shown = await read("Days", Series("A", days), Series("B", days), bars=True)
    assert "█" not in "".join(shown)
    assert "⠒⠒ A" in shown[0]


async def test_gaps_stay_empty() -> None:
    holes = [(day, None if 2 < index < 9 else 5) for index, day in enumerate(MONTHS)]
    shown = await read("Gaps", Series("A", holes))
    used = {at for line in shown[1:-2] for at, each in enumerate(line) if each in BRAILLE}
    assert not used & set(range(25, 60))
    assert min(used) < 20
    assert max(used) > 65


async def test_nought_is_marked_between_credit_and_debt() -> None:
    mixed = Series("A", [(MONTHS[0], -500), (MONTHS[1], 900)])
    shown = await read("Mixed", mixed, write=BRITISH.money)
    (nought,) = [line for line in shown if line.strip().startswith("£0.00")]
    assert nought.count("┄") > 40


@pytest.mark.parametrize("series", [[], [Series("A", [])], [Series("A", [(MONTHS[0], None)])]])
async def test_no_data_is_said(series: list[Series]) -> None:
    shown = await read("Balance", *series, empty="No transaction has been posted yet.")
    assert [line.strip() for line in shown[:2]] == [
        "Balance",
        "No transaction has been posted yet.",
    ]
    assert not any(shown[2:])


async def test_a_single_point_is_a_point() -> None:
    shown = await read("Balance", Series("A", [(MONTHS[3], 12345)]), write=BRITISH.money)
    assert columns(shown, "■") != {}
    assert shown[-1].strip() == "Only £123.45 (1 Apr 2026)"
    assert shown[-2].strip() == "1 Apr 2026"


async def test_moments_are_told_by_the_clocks_of_the_zone() -> None:
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    hours = Series("kWh", [(noon + timedelta(hours=at), at) for at in range(9)])
    shown = await read("Power", hours, size=(120, 24))
    assert shown[-2].split()[0] == "13:00"
    assert shown[-2].split()[-1] == "21:00"
    assert "1 Jul 2026, 21:00" in shown[-1]


@pytest.mark.parametrize(
    "values",
    [
        [0, 0],
        [-(10**15), 10**15],
        [10**15, 10**15 + 1],
        [Decimal("0.0000001"), Decimal("0.0000002")],
        [1e-300, 3],
        [1e300, 3],
        [10**400, 3],
        [Decimal("NaN"), 3],
        [float("nan"), 3],
        [float("inf"), 3],
    ],
)
@pytest.mark.parametrize("bars", [False, True])
@pytest.mark.parametrize("days", [(date(1900, 1, 1), date(9999, 12, 31)), tuple(MONTHS[:2])])
async def test_values_and_days_may_be_extreme(
    values: list[Any], bars: bool, days: tuple[date, ...]
) -> None:
    series = Series("A", list(zip(days, values, strict=True)))
    shown = await read("Extreme", series, bars=bars, size=(100, 20))
    assert all(cell_len(line) <= 100 for line in shown)
    assert shown[-1].strip().startswith(("Lowest", "Only"))


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (30, 6), (20, 4), (10, 3), (3, 2), (1, 1)])
@pytest.mark.parametrize("bars", [False, True])
async def test_it_fits_into_any_size(size: tuple[int, int], bars: bool) -> None:
    shown = await read("Balance over time", RISING, FALLING, bars=bars, size=size)
    assert len(shown) <= max(2, size[1])
    assert all(cell_len(line) <= size[0] for line in shown)


async def test_hostile_names_are_plain_text() -> None:
    shown = await read("[bold red]Title\x1b[31m", Series("[link=x]A\u202e", RISING.points), FALLING)
    assert "[bold red]Title" in shown[0]
    assert "[link=x]A" in shown[0]
    assert not set("".join(shown)) & {"\x1b", "\u202e"}


async def test_it_is_drawn_again_only_for_other_data_or_another_size() -> None:
    async with showing(Chart("Balance", RISING, formats=BRITISH)) as (chart, pilot):
        first = chart._drawn
        chart.refresh()
        pilot.app.theme = "textual-light"
        chart.show(Series(RISING.name, list(RISING.points)))
        await pilot.app.drawn()
        await pilot.pause()
        assert chart._drawn is first
        chart.show(FALLING, title="Forecast")
        await pilot.app.drawn()
        await pilot.pause()
        assert chart._drawn is not first
        assert lines(chart)[0].strip() == "Forecast"
        second = chart._drawn
        await pilot.resize_terminal(70, 20)
        await pilot.pause()
        await pilot.app.drawn()
        assert chart._drawn is not second


async def test_a_change_of_theme_changes_the_colours() -> None:
    async with showing(Chart("Balance", RISING, formats=BRITISH)) as (chart, pilot):
        before = chart.render_line(0)
        pilot.app.theme = "textual-light"
        await pilot.pause()
        assert chart.render_line(0).text == before.text
        assert list(chart.render_line(0)) != list(before)


async def test_the_sentences_are_there_whole_for_other_uses() -> None:
    chart = Chart("Balance", RISING, FALLING, formats=BRITISH, write=BRITISH.money)
    assert chart.sentences[0] == (
        "Balance: lowest £0.00 (1 Jan 2026), highest £110.00 (1 Dec 2026), "
        "last £110.00 (1 Dec 2026)"
    )
    assert DRAWING not in chart.sentences


def test_a_long_series_is_thinned_to_what_can_be_seen() -> None:
    stroke = [(float(at), math.sin(at / 50)) for at in range(100_000)]
    stroke[54_321] = (54_321.0, 9.0)
    began = time.perf_counter()
    kept = thin(stroke, 0.0, 99_999.0, 70)
    assert time.perf_counter() - began < 1
    assert len(kept) <= 4 * 71
    assert (54_321.0, 9.0) in kept
    assert kept[0] == stroke[0]
    assert kept[-1] == stroke[-1]
    assert kept == sorted(kept)


@given(
    low=st.floats(-1e12, 1e12),
    span=st.floats(0, 1e12),
    most=st.integers(2, 8),
    whole=st.booleans(),
)
def test_scales_enclose_all_values_in_round_steps(
    low: float, span: float, most: int, whole: bool
) -> None:
    high = low + span
    scale = round_scale(low, high, most=most, whole=whole)
    slack = 1e-9 * max(abs(low), abs(high), 1)
    assert scale.low <= low + slack
    assert scale.high >= high - slack
    assert 2 <= len(scale.ticks) <= max(3, most)
    assert not low < 0 < high or 0 in scale.ticks
    assert list(scale.ticks) == sorted(set(scale.ticks))
    if whole:
        assert all(tick == int(tick) for tick in scale.ticks)
    assert scale.row(scale.high, 10) == 0
    assert scale.row(scale.low, 10) == 9


async def test_days_may_come_newest_first_and_from_two_lists() -> None:
    newest_first = [(day, 1000 * day.month) for day in reversed(MONTHS)]
    odd, even = Series("Odd", newest_first[1::2]), Series("Even", newest_first[::2])
    shown = await read("Both", odd, even, bars=True, size=(120, 24))
    assert "last 11,000 (1 Nov 2026)" in shown[-2]
    assert "last 12,000 (1 Dec 2026)" in shown[-1]
    first, second = min(columns(shown[1:-2], "█")), min(columns(shown[1:-2], "▒"))
    assert first < second < max(columns(shown[1:-2], "█")) < max(columns(shown[1:-2], "▒"))


async def test_a_balance_stays_until_the_next_one() -> None:
    jump = Series("Balance", [(MONTHS[0], 0), (MONTHS[6], 100), (MONTHS[11], 100)])
    slope, steps = await read("Balance", jump), await read("Balance", jump, steps=True)

    def inked(shown: list[str]) -> int:
        return sum(any(each in BRAILLE for each in line) for line in shown)

    def level(line: str) -> int:
        return sum(each in BRAILLE for each in line)

    assert inked(slope) == inked(steps)
    assert level(steps[1]) + level(steps[-4]) > 60
    assert max(map(level, steps[2:-4])) == 1
    assert max(map(level, slope[2:-4])) > 1


async def test_categories_are_bars_whatever_was_asked_for() -> None:
    assert await read("Kinds", KINDS) == await read("Kinds", KINDS, bars=True)


PLACES = st.dates() | st.datetimes(timezones=st.just(UTC)) | st.text(max_size=12)
VALUES = st.none() | st.integers() | st.floats() | st.decimals(allow_nan=False)


@given(
    points=st.lists(st.tuples(PLACES, VALUES), max_size=12),
    others=st.lists(st.tuples(PLACES, VALUES), max_size=3),
    kind=st.sampled_from(["line", "steps", "bars"]),
    width=st.integers(1, 120),
    height=st.integers(1, 40),
)
def test_anything_can_be_drawn_anywhere(
    points: list[Any], others: list[Any], kind: str, width: int, height: int
) -> None:
    chart = Chart(
        "Anything",
        Series("First", points),
        Series("Second", others),
        formats=BRITISH,
        bars=kind == "bars",
        steps=kind == "steps",
    )
    drawn = draw(chart.figure, width=width, height=height)
    assert len(drawn) <= max(3, height)
    for spans in drawn:
        assert sum(cell_len(text) for text, _ in spans) <= width


def test_the_plotting_library_waits_for_the_first_chart() -> None:
    code = (
        "import sys; import kraken_tui.widgets.chart, kraken_tui.widgets.qr;"
        "print({'plotext', 'textual_plotext', 'segno', 'babel'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
