"""Electricity and gas for a property: supply points, agreements and monthly measurements."""

from kraken_tui.sandbox.generate.doors import add_quote
from kraken_tui.sandbox.generate.energy_words import DISTRIBUTORS, GAS_DISTRIBUTOR
from kraken_tui.sandbox.generate.identifiers import cups
from kraken_tui.sandbox.generate.market import MAIN, Account, World

_MONTHS_MEASURED = 36
_ELECTRICITY_PRODUCT, _BUSINESS_PRODUCT, _GAS_PRODUCT, _SOLAR_PRODUCT = 1, 2, 3, 4
_REGISTERS = (("P1", 30), ("P2", 27), ("P3", 43))
_GAS_REGISTERS = (("G1", 100),)
_FIRST = 1
_QUOTED = {_ELECTRICITY_PRODUCT: _SOLAR_PRODUCT, _GAS_PRODUCT: None}


def supply_energy(world: World, account: Account, property_id: int) -> None:
    """Connect the property to electricity, and to gas where the account has a gas ledger."""
    persona = account.persona
    solar = "solar" in persona.ledgers
    product = _BUSINESS_PRODUCT if persona.is_business else _ELECTRICITY_PRODUCT
    point_id = _add_supply_point(
        world, account, property_id, "ELECTRICITY", world.rng.choice(DISTRIBUTORS)
    )
    usage = 8200 if persona.is_business else 260
    _agree_and_measure(world, account, point_id, _SOLAR_PRODUCT if solar else product, MAIN, usage)
    if "gas" in persona.ledgers:
        gas_id = _add_supply_point(world, account, property_id, "GAS", GAS_DISTRIBUTOR)
        _agree_and_measure(world, account, gas_id, _GAS_PRODUCT, "gas", 640)


def _add_supply_point(
    world: World, account: Account, property_id: int, kind: str, distributor: tuple[str, str, str]
) -> int:
    code, operator, emergency = distributor
    electric = kind == "ELECTRICITY"
    identifier = cups(code, world.rng.randrange(10**12))
    solar = electric and "solar" in account.persona.ledgers
    return world.batch.add(
        "supply_points",
        {
            "property_id": property_id,
            "kind": kind,
            "market_name": f"ESP_{kind}",
            "external_identifier": identifier,
            "cups": identifier,
            "status": _status(account),
            "self_consumption": "WITH_SURPLUS" if solar else "NONE" if electric else None,
            "self_consumption_code": "41" if solar else "00" if electric else None,
            "supplier_change_in_progress": account.persona.status == "PENDING",
            "atr_tariff": _tariff(account, electric),
            "atr_valid_from": account.started_at,
            "network_operator_description": operator,
            "network_operator_emergency_number": emergency,
            "supply_start_at": account.started_at,
            "supply_end_at": account.ended_at,
        },
    )


def _agree_and_measure(
    world: World, account: Account, supply_point_id: int, product_id: int, ledger: str, usage: int
) -> None:
    persona, start = account.persona, account.started_at
    if not persona.cycle:
        return
    power = "15.000" if persona.is_business else "4.600"
    world.batch.add(
        "agreements",
        {
            "account_id": account.id,
            "ledger_id": account.ledger_ids[ledger],
            "supply_point_id": supply_point_id,
            "product_id": product_id,
            "agreed_at": start,
            "agreed_from": start,
            "valid_from": start,
            "valid_to": account.ended_at,
            "contractual_max_power": f'["{power}", "{power}"]' if ledger == MAIN else "[]",
            "estimated_consumption": usage * 12,
            "cnae": "5610" if persona.is_business else "9820",
        },
    )
    if not persona.closed_for:
        quoted = _QUOTED.get(product_id, _ELECTRICITY_PRODUCT)
        add_quote(world, account, supply_point_id=supply_point_id, product_id=quoted)
    world.measurements.append(
        {
            "supply_point_id": supply_point_id,
            "months": min(_MONTHS_MEASURED, max(1, round(persona.years * 12))),
            "first_date": account.until.replace(day=1).isoformat(),
            "usage": usage * world.rng.randrange(60, 140) // 100,
            "unit": "kWh",
            "summer": "+02:00",
            "winter": "+01:00",
            "salt": world.rng.randrange(1000),
        }
    )
    _count(world, account, supply_point_id, gas=ledger == "gas", usage=usage)


def _count(world: World, account: Account, point_id: int, *, gas: bool, usage: int) -> None:
    """Fit a device with its registers, and tell how what was measured is told further."""
    device_id = world.batch.add(
        "devices",
        {
            "supply_point_id": point_id,
            "device_identifier": f"{'GN' if gas else 'CT'}{1_000_000 + point_id * 7_919}",
        },
    )
    for register, share in _GAS_REGISTERS if gas else _REGISTERS:
        world.batch.add(
            "registers", {"device_id": device_id, "register_identifier": register, "share": share}
        )
    plan: dict[str, object] = {"supply_point_id": point_id, "usage": usage, "salt": point_id % 97}
    plans = {"registers": plan | {"start": point_id * 31_337}}
    if "solar" in account.persona.ledgers and not gas:
        plans["exports"] = plan
    if account.id == _FIRST and point_id <= 2:
        plans["hours"] = plan
    for name, each in plans.items():
        world.counts.setdefault(name, []).append(each)


def _status(account: Account) -> str:
    if account.persona.closed_for or account.persona.status in ("WITHDRAWN", "ENROLMENT_REJECTED"):
        return "OFF_SUPPLY"
    return "ON_SUPPLY" if account.persona.cycle else "PENDING"


def _tariff(account: Account, electric: bool) -> str:
    if not electric:
        return "RL.2"
    return "3.0TD" if account.persona.is_business else "2.0TD"
