"""Meters with data that bites: shown as plain text, laid out, never interpreted."""

import pytest

from kraken_tui.screens.meters import MetersScreen
from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.widgets.chart import Chart
from tests.ui.database import change
from tests.ui.desk import Desk, Open
from tests.ui.meters_hands import column, listed, meters, open_view, table

pytestmark = pytest.mark.thorough

NASTY = "[bold red]Bob[/] \x1b[31mred\x07 \u202egnirts\u2066"
PLAIN = "[bold red]Bob[/] red gnirts"
VIEWS = [view.name for view in MetersScreen.VIEWS]


async def everywhere(at: Desk) -> None:
    """Look at every view of every supply, and open what can be opened."""
    for view in VIEWS:
        await open_view(at, view)
        supplies = meters(at).supplies.table
        at.app.screen.set_focus(supplies)
        await at.press("home", *["down"] * (len(supplies.source) - 1))


async def test_markup_and_escapes_are_no_more_than_text(desk: Open) -> None:
    async with desk(screen="meters", size=(80, 24)) as at:
        change(at, "UPDATE water_meters SET serial_number = ?, make = ?", NASTY, NASTY)
        change(at, "UPDATE readings SET notes = ?, source = ?, reason = ?", NASTY, NASTY, NASTY)
        change(at, "UPDATE service_orders SET job_name = ?, notes = ?", NASTY, NASTY * 400)
        change(at, "UPDATE properties SET address = ?, label = ?", NASTY, NASTY * 400)
        await at.press("r")
        assert column(at, 5)[0] == PLAIN
        assert listed(meters(at).supplies.table)[0][2] == PLAIN
        await at.press("enter")
        assert isinstance(at.app.screen, ObjectScreen)
        assert at.facts("Reading")["Notes"] == PLAIN
        await at.press("escape")
        await everywhere(at)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("-5", "-5 m³"),
        ("0", "0 m³"),
        ("99999999999999999999999999", "99,999,999,999,999,999,999,999,999 m³"),
        ("1E+999999", "1E+999999 m³"),
        ("0.000000001", "0.000000001 m³"),
    ],
)
async def test_absurd_values_are_shown_and_break_nothing(
    desk: Open, value: str, shown: str
) -> None:
    async with desk(screen="meters") as at:
        change(at, "UPDATE readings SET value_cubic_metres = ? WHERE id IN (36, 30)", value)
        await at.press("r")
        assert column(at, 1)[1] == shown
        await open_view(at, "use")
        assert at.app.screen.query_one(Chart).sentences
        await at.press("n")
        await at.type("17")
        assert at.text("#history")


@pytest.mark.parametrize("day", ["1900-01-01", "9999-12-31"])
async def test_days_at_either_end_of_the_calendar(desk: Open, day: str) -> None:
    async with desk(screen="meters") as at:
        change(at, "UPDATE readings SET reading_date = ? WHERE id = 36", day)
        moment = f"{day}T23:30:00+00:00"
        change(at, "UPDATE service_orders SET scheduled_at = ?, cancelled_at = ?", moment, moment)
        change(at, "UPDATE linked_services SET active_from = ?, active_to = ?", moment, moment)
        change(at, "UPDATE occupancy_periods SET effective_from = ?", moment)
        await at.press("r")
        assert day[:4] in " ".join(column(at, 0))
        await everywhere(at)


async def test_measurements_at_either_end_of_the_scale(desk: Open) -> None:
    async with desk("energy", screen="meters") as at:
        change(at, "UPDATE measurements SET value = '-123456789012.5' WHERE id % 3 = 0")
        change(at, "UPDATE measurements SET value = '1E+400' WHERE id % 3 = 1")
        change(at, "UPDATE register_readings SET value = '-0.01', unit = ?", NASTY)
        await at.press("r")
        await everywhere(at)


async def test_nulls_wherever_the_schema_allows_them(desk: Open) -> None:
    nulls = {
        "water_meters": ("meter_point_reference", "installed_on"),
        "properties": ("label", "rich_address_id", "external_identifier", "latitude"),
        "supply_points": ("property_type", "pipe_size", "spid", "external_identifier"),
        "service_orders": ("scheduled_at", "scheduled_end_at", "notes", "order_uuid"),
        "occupancy_periods": ("number_of_occupants", "effective_to"),
    }
    async with desk(screen="meters") as at:
        for name, columns in nulls.items():
            changes = ", ".join(f"{each} = NULL" for each in columns)
            change(at, f"UPDATE {name} SET {changes}")
        await at.press("r")
        await everywhere(at)
        assert [row[1] for row in listed(meters(at).supplies.table)][:2] == [
            "Water meter",
            "Fresh water",
        ]


async def test_a_meter_that_is_gone_meanwhile(desk: Open) -> None:
    async with desk(screen="meters") as at:
        change(at, "UPDATE water_meters SET status = 'REMOVED' WHERE id = 1")
        await at.press("r")
        assert "23S4895269" not in str(listed(meters(at).supplies.table))
        assert table(at).empty_text == "No meter is known here, so there are no readings."
