"""Meters, by keys and by mouse, against what the tenant's database holds."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from textual.widgets import Static

from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.meters import MetersScreen
from kraken_tui.screens.meters_entry import ReadingEntry
from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.widgets.chart import Chart
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.facts import Fact, Subject
from kraken_tui.widgets.form_view import FormView
from kraken_tui.widgets.record_table import RecordTable
from kraken_tui.widgets.tab_line import TabLine
from tests.ui.database import change, rows
from tests.ui.desk import ATTEMPTS, Desk, Open
from tests.ui.meters_hands import (
    choose,
    column,
    day,
    listed,
    meters,
    open_view,
    pane,
    table,
    visit,
    words,
    written,
)

METERS = (
    "SELECT m.*, p.address FROM water_meters AS m JOIN properties AS p ON p.id = property_id"
    " JOIN occupancy_periods USING (property_id) JOIN accounts ON accounts.id = account_id"
    " WHERE number = ? AND m.status <> 'REMOVED' ORDER BY p.id, m.id"
)
READINGS = "SELECT * FROM readings WHERE meter_id = ? ORDER BY reading_date DESC, id DESC"
USABLE = "SELECT * FROM readings WHERE meter_id = ? AND NOT is_held AND NOT is_quarantined"


def of_account(at: Desk) -> list[dict[str, object]]:
    """The meters of the account on the screen."""
    return rows(at, METERS, at.session.account)


def last_reading(at: Desk, meter: dict[str, object]) -> str:
    """What a meter showed last, of what is in use."""
    usable = READINGS.replace("ORDER", "AND NOT is_quarantined ORDER")
    last = rows(at, f"{usable} LIMIT 1", meter["id"])[0]
    shown = written(last["value_cubic_metres"], "m³")
    return f"{shown} on {day(last['reading_date'])}{', held' if last['is_held'] else ''}"


async def test_every_meter_and_supply_point_of_the_account_is_listed(desk: Open) -> None:
    async with desk(screen="meters") as at:
        shown = listed(meters(at).supplies.table)
        assert [row for row in shown if "meter" in row[1]] == [
            (
                meter["address"],
                "Smart water meter" if meter["is_smart"] else "Water meter",
                meter["serial_number"],
                words(meter["status"]),
                last_reading(at, meter),
            )
            for meter in of_account(at)
        ]
        points = rows(
            at,
            "SELECT spid FROM supply_points JOIN occupancy_periods USING (property_id)"
            " JOIN accounts ON accounts.id = account_id WHERE number = ?",
            at.session.account,
        )
        assert sorted(row[2] for row in shown if "meter" not in row[1]) == sorted(
            point["spid"] for point in points
        )


async def test_the_screen_costs_two_requests(desk: Open) -> None:
    async with desk(screen="meters") as at:
        asked = (await at.control("log"))["requests"]
        names = [str(each) for each in asked]
        assert sum("Meters" in name or "MeterReadings" in name for name in names) == 2, names


async def test_a_meters_supply_points_show_its_readings_without_asking_again(desk: Open) -> None:
    async with desk(screen="meters") as at:
        before = len((await at.control("log"))["requests"])
        await choose(at, "3036778633S61")
        assert meters(at).chosen is not None
        assert at.text("#deck #count") == "all 37 readings"
        assert len((await at.control("log"))["requests"]) == before


async def test_readings_and_use_agree_with_the_database(desk: Open) -> None:
    async with desk(screen="meters") as at:
        for meter in of_account(at):
            await choose(at, str(meter["serial_number"]))
            stored = rows(at, READINGS, meter["id"])
            assert column(at, 1) == [
                written(Decimal(row["value_cubic_metres"]).normalize(), "m³") for row in stored
            ]
            assert column(at, 0) == [day(row["reading_date"]) for row in stored]
            sources = [row["source"] for row in stored]
            assert column(at, 4) == [each if each == "AMR" else words(each) for each in sources]
            assert column(at, 5) == [words(row["reason"]) for row in stored]
            marks = {(0, 0): "", (1, 0): "held", (0, 1): "quarantined"}
            assert column(at, 6) == [marks[row["is_held"], row["is_quarantined"]] for row in stored]
            assert at.text("#deck #count") == f"all {len(stored)} readings"


async def test_use_adds_up_to_the_difference_of_the_readings(desk: Open) -> None:
    async with desk(screen="meters") as at:
        for meter in of_account(at):
            await choose(at, str(meter["serial_number"]))
            stored = rows(at, f"{USABLE} ORDER BY reading_date", meter["id"])
            first, last = (Decimal(stored[n]["value_cubic_metres"]) for n in (0, -1))
            used = [Decimal(text.split()[0]) for text in column(at, 2) if text]
            falls = [
                after["value_cubic_metres"]
                for before, after in pairwise(stored)
                if Decimal(after["value_cubic_metres"]) < Decimal(before["value_cubic_metres"])
            ]
            size = 10 ** int(str(meter["number_of_digits"]))
            assert sum(used) == last - first + size * len(falls)
        meter = of_account(at)[-1]
        stored = rows(at, f"{USABLE} ORDER BY reading_date", meter["id"])
        size = 10 ** int(str(meter["number_of_digits"]))
        await open_view(at, "use")
        (drawn,) = at.app.screen.query_one(Chart).figure.series
        known = [
            (date.fromisoformat(row["reading_date"]), Decimal(row["value_cubic_metres"]))
            for row in stored
        ]
        assert [(each, round(float(str(value)), 2)) for each, value in drawn.known] == [
            (on, round(float((value - before + size) % size / (on - since).days), 2))
            for (since, before), (on, value) in pairwise(known)
        ]


async def test_a_meter_of_many_readings_pages(desk: Open) -> None:
    async with desk(screen="meters") as at:
        change(
            at,
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
            " INSERT INTO readings (meter_id, reading_date, value_cubic_metres, source)"
            " SELECT 1, date('2020-01-01', i || ' days'), i, 'AMR' FROM n",
        )
        await at.press("r")
        total = rows(at, "SELECT count(*) AS n FROM readings WHERE meter_id = 1")[0]["n"]
        assert at.text("#deck #count") == f"97 of {total:,} readings loaded"
        await at.press("end")
        assert listed(table(at))[-1][0] == "2 Jan 2020"
        assert len(listed(table(at))) < 210


async def test_readings_that_fail_to_load_say_so_and_load_later(desk: Open) -> None:
    async with desk(screen="meters") as at:
        await at.control("fault", status=503, times=ATTEMPTS)
        at.app.screen.set_focus(meters(at).supplies.table)
        await at.send("down", "down", "down")
        await at.settle()
        assert "press r" in at.text("#deck #count")
        await at.press("r")
        assert at.text("#deck #count") == "all 37 readings"


async def test_the_chart_shows_use_a_day_between_readings(desk: Open) -> None:
    async with desk(screen="meters") as at:
        await open_view(at, "use")
        (series,) = at.app.screen.query_one(Chart).figure.series
        stored = rows(at, f"{USABLE} ORDER BY reading_date", 1)
        for (on, value), (before, after) in zip(series.points, pairwise(stored), strict=True):
            days = date.fromisoformat(after["reading_date"]) - date.fromisoformat(
                before["reading_date"]
            )
            used = Decimal(after["value_cubic_metres"]) - Decimal(before["value_cubic_metres"])
            assert str(on) == after["reading_date"]
            assert value == pytest.approx(used / days.days, abs=Decimal("0.0006"))


@pytest.mark.parametrize("tenant", ["water", "energy"])
async def test_intervals_by_month_day_and_hour_add_up_to_what_was_measured(
    desk: Open, tenant: str
) -> None:
    point = 1 if tenant == "energy" else 3
    async with desk(tenant, screen="meters") as at:
        ((number,),) = (
            tuple(row.values())
            for row in rows(at, "SELECT external_identifier FROM supply_points WHERE id = ?", point)
        )
        await choose(at, number)
        await open_view(at, "measurements")
        hours = rows(
            at,
            "SELECT * FROM measurements WHERE supply_point_id = ? AND direction = 'IMPORT'"
            " AND julianday(end_at) - julianday(start_at) < 1 ORDER BY start_at DESC",
            point,
        )
        await at.press("g", "g")
        assert [Decimal(text.split()[0]) for text in column(at, 1)[:90]] == [
            Decimal(row["value"]) for row in hours[:90]
        ]
        await at.press("G")
        days = sum(Decimal(text.split()[0].replace(",", "")) for text in column(at, 1))
        assert days == sum(Decimal(row["value"]) for row in hours)


async def test_what_panels_fed_in_is_shown_apart(desk: Open) -> None:
    async with desk("energy", screen="meters") as at:
        await open_view(at, "measurements")
        await at.press("g", "g", "g")
        stored = rows(
            at,
            "SELECT sum(value) AS total FROM measurements"
            " WHERE supply_point_id = 1 AND direction = 'EXPORT'",
        )
        fed = sum(Decimal(text.split()[0].replace(",", "")) for text in column(at, 1))
        assert float(fed) == pytest.approx(stored[0]["total"])
        await at.press("g")
        loads = rows(
            at,
            "SELECT max(CAST(value AS REAL)) AS most FROM measurements"
            " WHERE supply_point_id = 1 AND direction = 'IMPORT'"
            " AND round((julianday(end_at) - julianday(start_at)) * 24) = 1",
        )
        assert max(float(text.removesuffix(" kW")) for text in column(at, 1)) == loads[0]["most"]


async def test_all_that_was_measured_is_listed_with_its_supply_point(desk: Open) -> None:
    async with desk("energy", screen="meters") as at:
        await open_view(at, "use")
        used, fed_in = at.app.screen.query_one(Chart).figure.series
        await open_view(at, "measurements")
        months = list(zip(column(at, 0), column(at, 1), strict=True))
        drawn = [(day(on)[2:], float(str(value))) for on, value in reversed(used.known)]
        assert drawn == [(month, float(text.split()[0])) for month, text in months]
        assert len(fed_in.known) == len(drawn)
        await at.press("G")
        stored = rows(
            at,
            "SELECT measurements.*, external_identifier FROM measurements"
            " JOIN supply_points ON supply_points.id = supply_point_id WHERE property_id = 1"
            " AND direction = 'IMPORT' ORDER BY start_at DESC LIMIT 50",
        )
        shown = sorted((row[1], row[5]) for row in listed(table(at))[:50])
        assert shown == sorted(
            (written(row["value"], row["unit"]), row["external_identifier"]) for row in stored
        )


async def test_registers_rise_by_what_the_supply_point_measured(desk: Open) -> None:
    async with desk("energy", screen="meters") as at:
        registers = rows(
            at,
            "SELECT registers.id, register_identifier FROM registers"
            " JOIN devices ON devices.id = device_id WHERE supply_point_id = 1",
        )
        shown = [row[2] for row in listed(meters(at).supplies.table)]
        used = Decimal()
        for register in registers:
            index = shown.index(register["register_identifier"])
            at.app.screen.set_focus(meters(at).supplies.table)
            await at.press("home", *["down"] * index)
            stored = rows(
                at,
                "SELECT value FROM register_readings WHERE register_id = ? ORDER BY read_at DESC",
                register["id"],
            )
            assert column(at, 1) == [written(row["value"], "kWh") for row in stored]
            used += Decimal(column(at, 2)[0].split()[0])
        ((last,),) = (
            tuple(row.values())
            for row in rows(
                at,
                "SELECT sum(value) FROM measurements WHERE supply_point_id = 1"
                " AND direction = 'IMPORT' AND julianday(start_at) >= (SELECT max(julianday("
                "read_at)) FROM register_readings WHERE register_id = 1"
                " AND read_at < (SELECT max(read_at) FROM register_readings))",
            )
        )
        assert float(used) == pytest.approx(last)


async def test_service_orders_and_free_times(desk: Open) -> None:
    async with desk(screen="meters") as at:
        await open_view(at, "orders")
        stored = rows(at, "SELECT * FROM service_orders WHERE property_id = 1 ORDER BY id DESC")
        assert [row[:4] for row in listed(table(at))] == [
            (row["job_name"], words(row["status"]), visit(row), row["vendor_reference"] or "")
            for row in stored
        ]
        await open_view(at, "slots")
        assert at.text("#for").endswith(stored[0]["job_name"])
        taken = {row["scheduled_at"] for row in rows(at, "SELECT * FROM service_orders")}
        free = [pane(at)._at(number) for number in range(10)]
        assert not {slot.starts.isoformat() for slot in free if slot} & taken


async def test_a_free_time_can_be_taken(desk: Open) -> None:
    async with desk(screen="meters") as at:
        await open_view(at, "slots")
        await at.press("down", "a")
        await at.type("create service order")
        await at.press("enter")
        assert isinstance(at.app.screen, FormScreen)
        sent: Any = at.app.screen.query_one(FormView).form.variables()["input"]
        assert sent["propertyId"] == "1"
        assert sent["isAppointmentRequired"] is True
        assert sent["scheduledAt"] < sent["scheduledEndAt"]
        await at.press("ctrl+s")
        assert at.notice.startswith("Create service order: accepted")


async def test_another_job_can_be_named(desk: Open) -> None:
    async with desk(screen="meters") as at:
        await open_view(at, "slots")
        await at.press("j", "escape")
        assert table(at).has_focus
        await at.press("j")
        await at.type("Fit a logger")
        await at.press("enter")
        assert at.text("#for") == "Visits to 42 Canal Side for: Fit a logger"
        assert set(column(at, 2)) == {"Fit a logger"}


async def test_details_tell_the_meter_its_supply_points_and_the_property(desk: Open) -> None:
    async with desk(screen="meters") as at:
        await open_view(at, "details")
        (meter, *_) = of_account(at)
        services = "SELECT * FROM linked_services WHERE meter_id = ?"
        readings = rows(at, "SELECT * FROM readings WHERE meter_id = ?", meter["id"])
        assert at.facts("Water meter") == {
            "Serial number": meter["serial_number"],
            "Make and model": f"{meter['make']} {meter['model']}",
            "Status": words(meter["status"]),
            "Kind": "read by eye",
            "Digits": str(meter["number_of_digits"]),
            "Last reading": last_reading(at, meter),
            "Readings in use": str(sum(not row["is_quarantined"] for row in readings)),
            "Meter point": meter["meter_point_reference"],
            **{
                words(row["service"]): f"since {day(row['active_from'])}"
                for row in rows(at, services, meter["id"])
            },
        }
        (point, *_) = rows(at, "SELECT * FROM supply_points WHERE property_id = 1")
        facts = at.facts("Fresh water")
        assert facts["Number"] == point["spid"]
        assert facts["Pipe"] == f"{point['pipe_size']} mm"
        assert facts["Building"] == words(point["property_type"])
        (place,) = rows(at, "SELECT * FROM properties WHERE id = 1")
        assert at.facts("Property")["Address"] == place["address"]
        facts = at.facts("Network")
        least, most = (f"{place[f'water_pressure_{end}']:g}" for end in ("min", "max"))
        assert facts["Pressure"] == f"{least} to {most} bar"
        assert facts["Metered area"] == place["district_metered_area"]
        assert facts["Property number"] == str(place["uprn"])
        titles = [section.title for section in at.app.screen.query_one(FactView).sections]
        assert titles[:3] == [
            "Water meter",
            "Fresh water  3036778633W61",
            "Waste water  3036778633S61",
        ]


async def test_a_meter_offers_its_mutations_with_present_values(desk: Open) -> None:
    async with desk(screen="meters") as at:
        await choose(at, "23S4895269")
        await at.press("a")
        await at.type("modify meter")
        await at.press("enter")
        form = at.app.screen
        assert isinstance(form, FormScreen)
        shown = {row.label: row.text for row in form.query_one(FormView).form.rows()}
        assert shown["Serial number"] == "23S4895269"
        assert shown["Make"] == "Sensus"


@pytest.mark.parametrize(
    ("number", "mutation", "field", "value"),
    [
        ("23S4895269", "exchange meter", "oldMeterId", "1"),
        ("3036778633W61", "install meter", "propertyId", "1"),
        ("3036778633W61", "move out", "propertyId", "1"),
        ("3036778633W61", "update property type", "propertyType", "SEMI_DETACHED"),
    ],
)
async def test_the_right_subject_fills_the_right_form(
    desk: Open, number: str, mutation: str, field: str, value: str
) -> None:
    async with desk(screen="meters") as at:
        await choose(at, number)
        await at.press("a")
        await at.type(mutation)
        await at.press("enter")
        assert isinstance(at.app.screen, FormScreen)
        form = at.app.screen.query_one(FormView).form
        leaf = form.node(("input", field))
        assert value in (getattr(leaf, "text", ""), getattr(leaf, "present", ""))


async def test_a_reading_is_tried_out_while_it_is_typed(desk: Open) -> None:
    async with desk(screen="meters") as at:
        before = rows(at, "SELECT count(*) AS n FROM readings")
        await at.press("n")
        assert isinstance(at.app.screen, ReadingEntry)
        assert at.text("#history") == "The last reading that counts: 883 m³ on 2 Oct 2026."
        await at.type("4000")
        assert at.text("#range").startswith("! This is more than plausible.")
        assert at.text("#verdict") == "! The tenant would hold this: high consumption."
        await at.press(*["backspace"] * 4)
        await at.type("12x")
        assert "12x" in at.text("#verdict")
        await at.press(*["backspace"] * 3)
        await at.type("123456")
        assert at.text("#verdict").endswith("The tenant would refuse this.")
        assert rows(at, "SELECT count(*) AS n FROM readings") == before


async def test_a_plausible_reading_goes_into_the_form_and_from_there_to_the_list(
    desk: Open,
) -> None:
    async with desk(screen="meters") as at:
        await at.press("n")
        await at.type("895")
        assert at.text("#range").startswith("✓ Plausible")
        assert at.text("#verdict") == "✓ The tenant would take this as it is."
        await at.press("enter")
        assert isinstance(at.app.screen, FormScreen)
        await at.press("ctrl+s")
        assert at.notice.startswith("Submit meter reading: accepted")
        assert column(at, 1)[0] == "895 m³"
        ((value,),) = (
            tuple(row.values())
            for row in rows(at, "SELECT value_cubic_metres FROM readings ORDER BY id DESC LIMIT 1")
        )
        assert value == "895.000"


async def test_a_dry_run_that_fails_is_no_more_than_a_sentence(desk: Open) -> None:
    async with desk(screen="meters") as at:
        await at.press("n")
        await at.control("fault", status=503, times=ATTEMPTS)
        await at.type("895")
        assert at.text("#verdict").startswith("\N{MULTIPLICATION X}")
        await at.press("escape")
        assert isinstance(at.app.screen, MetersScreen)


async def test_what_is_not_read_by_hand_says_so(desk: Open) -> None:
    async with desk("energy", screen="meters") as at:
        await at.press("n")
        assert at.notice.startswith("Choose a meter")


async def test_a_reading_opens_whole_and_esc_comes_back(desk: Open) -> None:
    async with desk(screen="meters") as at:
        await at.press("enter")
        assert isinstance(at.app.screen, ObjectScreen)
        facts = at.facts("Reading")
        stored = rows(at, READINGS, 1)[0]
        assert facts["Notes"] == stored["notes"]
        assert facts["Held because"] == "Consumption too high"
        await at.press("escape")
        assert isinstance(at.app.screen, MetersScreen)


async def test_by_mouse_alone(desk: Open) -> None:
    async with desk(screen="meters") as at:
        supplies = meters(at).supplies.table
        await at.pilot.click(supplies, offset=(5, 4))
        await at.settle()
        chosen = meters(at).chosen
        assert chosen is not None
        assert chosen.meter is not None
        assert chosen.meter.serial == "23D8686427"
        assert column(at, 1)[0] == "142.729 m³"
        line = at.app.screen.query_one("#views", TabLine)
        labels = [view.label for view in meters(at).VIEWS]
        await at.pilot.click(line, offset=(len("".join(labels[:3])) + 2, 0))
        await at.settle()
        assert meters(at).current_view == "orders"
        await at.pilot.click(line, offset=(2, 0))
        await at.settle()
        await at.pilot.click(table(at), offset=(5, 1))
        await at.settle()
        assert isinstance(at.app.screen, ObjectScreen)


async def test_a_link_to_a_meter_puts_the_cursor_on_it(desk: Open) -> None:
    async with desk(screen="meters") as at:
        await at.press("1")
        to_it = Subject("meter", "the other meter", {"meterId": "2"}, "meters")
        view = at.app.screen.query_one(FactView)
        view.post_message(FactView.Opened(view, Fact("Meter", "2", subject=to_it)))
        await at.settle()
        chosen = meters(at).chosen
        assert chosen is not None
        assert chosen.meter is not None
        assert chosen.meter.id == "2"
        at.app.screen.set_focus(meters(at).supplies.table)
        await at.press("home", "r")
        chosen = meters(at).chosen
        assert chosen is not None
        assert chosen.meter is not None
        assert chosen.meter.id == "1"


async def test_a_fact_of_the_overview_leads_to_its_supply_point(desk: Open) -> None:
    async with desk("energy") as at:
        view = at.app.screen.query_one(FactView)
        facts = [fact for section in view.sections for fact in section.facts]
        gas = next(fact for fact in facts if fact.label == "Gas")
        view.post_message(FactView.Opened(view, gas))
        await at.settle()
        chosen = meters(at).chosen
        assert chosen is not None
        assert chosen.level == "point"
        assert chosen.point is not None
        assert chosen.point.kind == "Gas"
        await at.press("escape")
        assert at.app.shown == "overview"


async def test_readings_are_sorted_and_narrowed(desk: Open) -> None:
    async with desk(screen="meters") as at:
        await at.press("slash")
        await at.type("held")
        await at.press("enter")
        assert column(at, 6) == ["held"]
        await at.press("escape")
        assert len(column(at, 6)) == 37


@pytest.mark.parametrize("view", [each.name for each in MetersScreen.VIEWS])
async def test_nothing_of_another_account_stays_on_the_screen(desk: Open, view: str) -> None:
    async with desk(screen="meters") as at:
        await open_view(at, view)
        change(at, "DELETE FROM occupancy_periods WHERE account_id = 3")
        (other,) = rows(at, "SELECT number FROM accounts WHERE id = 3")
        at.session.choose(other["number"])
        meters(at).account_changed()
        await at.settle()
        assert listed(meters(at).supplies.table) == []
        seen = meters(at).view(view)
        for shown in seen.query(RecordTable):
            assert listed(shown) == []
        for facts in seen.query(FactView):
            assert facts.sections == ()
        for chart in seen.query(Chart):
            assert not chart.figure.has_data


async def test_a_tenant_without_service_orders_says_so(desk: Open) -> None:
    async with desk("energy", screen="meters") as at:
        await open_view(at, "orders")
        assert table(at).empty_text == "This tenant keeps no service orders."
        assert str(pane(at).query_one("#count", Static).content) == ""
        await open_view(at, "slots")
        assert table(at).empty_text == "This tenant offers no times for visits."
