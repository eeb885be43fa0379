"""Meters and their readings, and the identifiers that supply hangs on."""

import sqlite3
from datetime import date

import pytest

from kraken_tui.sandbox import store
from kraken_tui.sandbox.generate import generate, identifiers

TODAY = date(2026, 3, 17)
NIF_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


@pytest.fixture(scope="module")
def water() -> sqlite3.Connection:
    connection = store.open()
    generate(connection, tenant="water", today=TODAY)
    return connection


def test_registers_rise_but_for_a_rollover(water: sqlite3.Connection) -> None:
    falls = water.execute(
        "SELECT * FROM (SELECT meter_id, number_of_digits, CAST(value_cubic_metres AS REAL) AS v,"
        " lag(CAST(value_cubic_metres AS REAL)) OVER (PARTITION BY meter_id ORDER BY reading_date)"
        " AS before FROM readings JOIN water_meters ON water_meters.id = meter_id"
        " WHERE NOT is_held AND NOT is_quarantined) WHERE v < before"
    ).fetchall()

    assert falls
    for fall in falls:
        top = 10 ** fall["number_of_digits"]
        assert fall["before"] > 0.8 * top
        assert fall["v"] < 0.2 * top


def test_no_reading_is_longer_than_its_register(water: sqlite3.Connection) -> None:
    over = water.execute(
        "SELECT count(*) FROM readings JOIN water_meters ON water_meters.id = meter_id"
        " WHERE instr(value_cubic_metres, '.') - 1 > number_of_digits"
    ).fetchone()[0]

    assert over == 0


def test_the_first_account_has_three_years_of_monthly_readings(water: sqlite3.Connection) -> None:
    rows = water.execute(
        "SELECT meter_id, count(*), min(reading_date), max(reading_date) FROM readings"
        " JOIN water_meters ON water_meters.id = meter_id"
        " JOIN occupancy_periods USING (property_id) WHERE account_id = 1 GROUP BY meter_id"
    ).fetchall()

    assert [tuple(row)[1:] for row in rows] == [(37, "2023-03-02", "2026-03-02")] * 2


def test_some_readings_are_held_and_some_out_of_use(water: sqlite3.Connection) -> None:
    held = water.execute("SELECT hold_reasons FROM readings WHERE is_held").fetchall()
    out = water.execute("SELECT count(*) FROM readings WHERE is_quarantined").fetchone()[0]

    assert {row[0] for row in held} == {'["CONSUMPTION_TOO_HIGH"]'}
    assert out > 2


def test_meters_hang_on_both_supply_points_of_their_property(water: sqlite3.Connection) -> None:
    rows = water.execute(
        "SELECT group_concat(service) FROM (SELECT meter_id, service FROM linked_services"
        " JOIN supply_points ON supply_points.id = supply_point_id"
        " JOIN water_meters ON water_meters.id = meter_id"
        " AND water_meters.property_id = supply_points.property_id ORDER BY service)"
        " GROUP BY meter_id"
    ).fetchall()
    meters = water.execute("SELECT count(*) FROM water_meters").fetchone()[0]

    assert len(rows) == meters > 20
    assert {row[0] for row in rows} == {"FRESH,WASTE"}


def test_spanish_identifiers_carry_the_right_check_characters() -> None:
    connection = store.open()
    generate(connection, tenant="energy", today=TODAY)

    for (iban,) in connection.execute("SELECT iban FROM payment_instructions WHERE iban <> ''"):
        digits = "".join(str(int(letter, 36)) for letter in iban[4:] + iban[:4])
        assert int(digits) % 97 == 1
    for (nif,) in connection.execute("SELECT nif FROM users WHERE nif IS NOT NULL"):
        assert NIF_LETTERS[int(nif[:8]) % 23] == nif[8]
    for (cups,) in connection.execute("SELECT cups FROM supply_points"):
        rest = int(cups[2:18]) % 529
        assert cups[18:20] == NIF_LETTERS[rest // 23] + NIF_LETTERS[rest % 23]


def test_well_known_identifiers_come_out_as_published() -> None:
    assert identifiers.spanish_iban("2100", "0418", 200051332) == "ES9121000418450200051332"
    assert identifiers.nif(12345678) == "12345678Z"
    assert identifiers.cif(5881850) == "B58818501"
