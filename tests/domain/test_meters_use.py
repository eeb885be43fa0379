"""What was used between readings, and what the next one may plausibly show."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.api.answer import Answer
from kraken_tui.api.paging import PagedList, PageRequest
from kraken_tui.domain.meters_readings import MeterReadings, Reading, parse_reading, with_use
from kraken_tui.domain.meters_use import plausible, used_between

DAY = date(2026, 3, 1)


def reading(number: int, value: str | None, **more: Any) -> Reading:
    day = (DAY + timedelta(days=30 * number)).isoformat()
    node = {"id": f"{number}", "readingDate": day, "valueCubicMetres": value}
    return parse_reading({**node, **more})


@pytest.mark.parametrize(
    ("older", "newer", "digits", "quantity", "rolled"),
    [
        ("873", "883", 5, "10", False),
        ("9996.5", "3.25", 4, "6.75", True),
        ("883", "873", 5, "-10", False),  # Somebody misread one of the two.
        ("9996", "3", None, "-9993", False),  # Nobody knows when this starts again.
        ("9996", "3", 10**9, "-9993", False),
    ],
)
def test_use_between_two_readings(
    older: str, newer: str, digits: int | None, quantity: str, *, rolled: bool
) -> None:
    later = DAY + timedelta(days=20)
    use = used_between((DAY, Decimal(older)), (later, Decimal(newer)), digits=digits)
    assert (use.quantity, use.rolled_over, use.days) == (Decimal(quantity), rolled, 20)


def test_use_is_counted_from_the_nearest_reading_that_counts() -> None:
    rows = [
        reading(3, "130"),
        reading(2, "999", isHeld=True),
        reading(1, "500", isQuarantined=True),
        reading(0, "100"),
    ]
    newest, held, out, oldest = with_use(rows, digits=5)
    assert newest.use is not None
    assert newest.use.quantity == 30
    assert newest.use.days == 90
    assert (held.use, out.use, oldest.use) == (None, None, None)


@pytest.mark.parametrize("value", [None, "NaN", "Infinity", "1E+9999", "what"])
def test_a_value_that_no_register_shows_does_not_count(value: str | None) -> None:
    newest, oldest = with_use([reading(1, "10"), reading(0, value)], digits=5)
    assert not oldest.counts
    assert newest.use is None


def test_the_plausible_range_follows_the_meters_own_pace() -> None:
    points = [(DAY + timedelta(days=10 * n), Decimal(100 + 5 * n)) for n in range(5)]
    found = plausible(points, on=DAY + timedelta(days=60), digits=5)
    assert found is not None
    # Twenty days at half a cubic metre a day are ten, give or take half of it.
    assert list(map(int, found.ends)) == [125, 135]
    assert found.holds(Decimal(130))
    assert not found.holds(Decimal(119))
    assert not found.holds(Decimal(140))


def test_a_plausible_reading_may_lie_beyond_the_registers_end() -> None:
    points = [(DAY + timedelta(days=10 * n), Decimal(9970 + 10 * n)) for n in range(3)]
    found = plausible(points, on=DAY + timedelta(days=30), digits=4)
    assert found is not None
    assert found.holds(Decimal(1))
    assert [int(found.shown(each)) for each in found.ends] == [9995, 5]


def test_nothing_is_plausible_where_too_little_is_known() -> None:
    assert plausible([], on=DAY, digits=5) is None
    assert plausible([(DAY, Decimal(1))], on=DAY, digits=5) is None


@given(
    st.lists(st.tuples(st.dates(), st.decimals(0, 99_999, places=3)), min_size=2, max_size=8),
    st.dates(),
)
def test_a_range_is_never_upside_down(points: list[tuple[date, Decimal]], on: date) -> None:
    found = plausible(points, on=on, digits=5)
    assert found is None or found.least <= found.most


class Tenant:
    """A tenant with so many readings of one meter, every third of them held."""

    def __init__(self, count: int) -> None:
        self.nodes = [
            {
                "id": str(number),
                "readingDate": (DAY + timedelta(days=number)).isoformat(),
                "valueCubicMetres": str(number * 2),
                "isHeld": number % 3 == 1,
            }
            for number in reversed(range(count))
        ]
        self.asked: list[Any] = []

    async def ask(self, view: str, variables: Any) -> Any:
        """Answer with a page."""
        assert view == "meters_readings"
        self.asked.append(variables)
        start = int(variables["after"]) + 1 if "after" in variables else 0
        stop = int(variables["before"]) if "before" in variables else len(self.nodes)
        if "first" in variables:
            assert variables["first"] <= 100
            stop = min(stop, start + variables["first"])
        else:
            start = max(start, stop - variables["last"])
        edges = [{"cursor": str(at), "node": self.nodes[at]} for at in range(start, stop)]
        info = {
            "startCursor": str(start),
            "endCursor": str(stop - 1),
            "hasNextPage": stop < len(self.nodes),
            "hasPreviousPage": start > 0,
        }
        readings = {"totalCount": len(self.nodes), "pageInfo": info, "edges": edges}
        meters = [{"id": "1"}, {"id": "7", "numberOfDigits": 5, "readings": readings}]

        return Answer(data={"property": {"activeWaterMeters": meters}})


@pytest.mark.parametrize("count", [0, 1, 2, 96, 97, 98, 100, 101, 250, 1000])
@pytest.mark.parametrize("from_end", [False, True])
async def test_every_reading_knows_its_use_whatever_page_it_came_on(
    count: int, *, from_end: bool
) -> None:
    tenant = Tenant(count)
    pages = MeterReadings(tenant.ask, "3", "7")
    paged = PagedList(pages.fetch, key=lambda each: each.id, kept=100)
    await paged.load(0, 0)
    if from_end:
        await paged.load_end()
    while not paged.complete:
        await paged.load(len(paged) - 1, len(paged)) if not from_end else await paged.load(
            paged.gap or 0, len(paged) - 1
        )
    found = [paged.item(index) for index in range(len(paged))]
    assert [each.id for each in found if each] == [node["id"] for node in tenant.nodes]
    whole = with_use(tuple(map(parse_reading, tenant.nodes)), digits=5)
    assert [each.use for each in found if each] == [each.use for each in whole]


async def test_a_meter_that_is_gone_has_no_readings() -> None:
    page = await MeterReadings(Tenant(3).ask, "3", "8").fetch(PageRequest(first=10))
    assert list(page.items) == []
