"""Supply is read from whatever a tenant answers, and listed in the order in which it hangs."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.domain import meters_dry_run, supply, supply_orders, supply_readings
from kraken_tui.domain.meters_readings import parse_reading
from kraken_tui.domain.supply_tree import supplies

FIELDS = st.sampled_from(
    [
        *("account", "properties", "supplyPoints", "edges", "node", "devices", "registers", "id"),
        *("activeWaterMeters", "readings", "linkedServices", "freshWaterSupplyPoint", "address"),
        *("electricitySupplyPoints", "atrTariffs", "networkOperator", "activeAgreement", "cups"),
        *("supplyPeriods", "occupancyPeriods", "propertyDetail", "externalIdentifier", "spid"),
        *("readingDate", "valueCubicMetres", "holdReasons", "validateReading", "heldBecause"),
        *("metaData", "statistics", "label", "value", "startAt", "scheduledAt", "totalCount"),
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=6),
    max_leaves=25,
)
PARSERS = (
    supply.parse,
    supply.holder,
    parse_reading,
    meters_dry_run.parse,
    supply_orders.parse_order,
    supply_readings.parse_interval,
    supply_readings.parse_measurement,
)
HOSTILE = "\x1b[31mRed\x07 \u202egnirts\u2066 [bold red]bold[/]\nnext"
PLAIN = "Red gnirts [bold red]bold[/] next"

METER = {
    "id": "7",
    "serialNumber": HOSTILE,
    "make": HOSTILE,
    "model": None,
    "numberOfDigits": 5,
    "supplyPoints": [{"id": "1"}, {}, None],
    "linkedServices": [{"service": "FRESH", "activeFrom": "2021-10-08T00:00:00+00:00"}],
    "readings": {"totalCount": 3, "edges": [{"node": {"valueCubicMetres": "12.5"}}]},
}
PROPERTY = {
    "id": "3",
    "address": HOSTILE,
    "freshWaterSupplyPoint": {"id": "1", "spid": "303W"},
    "wasteWaterSupplyPoint": None,
    "activeWaterMeters": [METER, None],
}


@given(st.dictionaries(FIELDS, JSON, max_size=6))
def test_no_shape_of_answer_breaks_a_parser(data: dict[str, Any]) -> None:
    for parse in PARSERS:
        parse(data)
    supplies(supply.parse(data) or ())


def test_an_answer_without_an_account_is_none_and_one_without_properties_is_empty() -> None:
    assert supply.parse({}) is None
    assert supply.parse({"account": {"number": "A-1", "properties": None}}) == ()


def texts(value: object) -> Iterator[str]:
    """Give every text within a model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | frozenset):
        for item in value:
            yield from texts(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts(getattr(value, name))


def test_hostile_text_comes_out_plain() -> None:
    (place,) = supply.parse({"account": {"properties": [PROPERTY]}}) or ()
    assert place.meters[0].serial == PLAIN
    assert all(text.isprintable() for text in texts(place))


def test_meters_come_before_the_supply_points_that_they_measure() -> None:
    lines = supplies(supply.parse({"account": {"properties": [PROPERTY]}}) or ())
    assert [line.level for line in lines] == ["meter", "point"]
    assert lines[0].point is lines[1].point
    assert lines[1].meter is lines[0].meter
    assert len({line.key for line in lines}) == len(lines)


def test_devices_and_registers_hang_on_the_point_of_the_same_identifier() -> None:
    registers = {"edges": [{"node": {"registerIdentifier": name}} for name in ("P1", "P2")]}
    devices = {"edges": [{"node": {"deviceIdentifier": "CT1", "registers": registers}}]}
    listed = {"externalIdentifier": "ES1", "marketName": "ESP_ELECTRICITY", "devices": devices}
    data = {
        "account": {"properties": [{"id": "3", "electricitySupplyPoints": [{"cups": "ES1"}]}]},
        "supplyPoints": {"edges": [{"node": listed}, {"node": {"externalIdentifier": "ES2"}}]},
    }
    lines = supplies(supply.parse(data) or ())
    assert [line.level for line in lines] == ["point", "device", "register", "register"]
    assert [line.register for line in lines] == ["", "", "P1", "P2"]
    assert {line.point.market for line in lines if line.point} == {"ESP_ELECTRICITY"}


def test_a_property_without_supply_is_listed_all_the_same() -> None:
    (line,) = supplies(supply.parse({"account": {"properties": [{"id": "3"}]}}) or ())
    assert (line.level, line.place.id) == ("property", "3")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("42 Canal Side, Hartshill", "42 Canal Side"),
        ("Esc. A, 3º C, Calle Real, 12", "Esc. A, 3º C, Calle Real"),
        ("Flat 2", "Flat 2"),
        ("", "CV32 6WR"),
        (", ,", "CV32 6WR"),
    ],
)
def test_a_property_is_called_by_the_start_of_its_address(address: str, name: str) -> None:
    node = {"id": "3", "address": address, "postcode": "CV32 6WR"}
    (place,) = supply.parse({"account": {"properties": [node]}}) or ()
    assert place.name == name
