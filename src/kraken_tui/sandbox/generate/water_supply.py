"""Fresh and waste water for a property: supply points, agreements and meters."""

from datetime import date, timedelta

from kraken_tui.sandbox.generate.doors import add_quote
from kraken_tui.sandbox.generate.identifiers import spid
from kraken_tui.sandbox.generate.market import Account, World
from kraken_tui.sandbox.generate.water_meters import add_meter

_WHOLESALERS = ("SEVERN_TRENT", "SEVERN_TRENT", "SOUTH_STAFFS", "HAFREN_DYFRDWY", "ANGLIAN")
_SERVICES = ("FRESH", "WASTE")
_YEARS_READ = 3
_STEPPED_PRODUCT = 5
_FIRST = 1


def supply_water(world: World, account: Account, property_id: int) -> None:
    """Connect the property to both services, through its meters if it has any."""
    wholesaler = world.rng.choice(_WHOLESALERS)
    number = world.rng.randrange(10**8)
    points = {
        service: _add_supply_point(world, account, property_id, service, (number, wholesaler))
        for service in _SERVICES
    }
    if account.persona.cycle:
        _add_agreements(world, account, points)
        _add_quotes(world, account, points)
    meters = _add_meters(world, account, property_id) if account.persona.measured else [None]
    for meter_id in meters:
        for service, supply_point_id in points.items():
            world.batch.add(
                "linked_services",
                {
                    "meter_id": meter_id,
                    "supply_point_id": supply_point_id,
                    "service": service,
                    "active_from": account.started_at,
                },
            )
    if account.id == _FIRST and meters != [None]:
        plan: dict[str, object] = {"supply_point_id": points["FRESH"], "salt": number % 97}
        world.counts.setdefault("hours", []).append(plan)


def _add_supply_point(
    world: World, account: Account, property_id: int, service: str, identity: tuple[int, str]
) -> int:
    number, wholesaler = identity
    letter = "W" if service == "FRESH" else "S"
    external = spid(number, letter)
    return world.batch.add(
        "supply_points",
        {
            "property_id": property_id,
            "kind": f"{service}_WATER",
            "market_name": "GBR_WATER",
            "external_identifier": external,
            "spid": external,
            "wholesaler_code": wholesaler,
            "area_code": f"{letter}{number % 40 + 10}",
            "property_type": "NONE" if account.persona.is_business else "SEMI_DETACHED",
            "pipe_size": 15 if letter == "W" else 100,
            "rateable_value": None if account.persona.measured else 90 + number % 240,
            "inset_id": 1 if number % 29 == 0 else None,
            "supply_start_at": account.started_at,
            "supply_end_at": account.ended_at,
        },
    )


def _add_agreements(world: World, account: Account, points: dict[str, int]) -> None:
    # The catalogue begins with the measured products, fresh and waste; the unmeasured follow.
    first_product = 1 if account.persona.measured else 3
    for product_id, supply_point_id in enumerate(points.values(), start=first_product):
        world.batch.add(
            "agreements",
            {
                "account_id": account.id,
                "ledger_id": account.main_ledger_id,
                "supply_point_id": supply_point_id,
                "product_id": product_id,
                "agreed_at": account.started_at,
                "agreed_from": account.started_at,
                "valid_from": account.started_at,
                "valid_to": account.ended_at,
            },
        )


def _add_quotes(world: World, account: Account, points: dict[str, int]) -> None:
    if account.persona.closed_for:
        return
    for service, supply_point_id in points.items():
        product_id = _STEPPED_PRODUCT if service == "FRESH" else None
        add_quote(world, account, supply_point_id=supply_point_id, product_id=product_id)


def _add_meters(world: World, account: Account, property_id: int) -> list[int | None]:
    """Add the meter in use and, here and there, the one that it replaced."""
    exchanged = world.today - timedelta(days=400)
    was_exchanged = account.persona.years > 2 and property_id % 5 == 0
    begin = _years_before(world.today, _YEARS_READ)
    meters: list[int | None] = []
    if was_exchanged:
        meters.append(add_meter(world, account, property_id, (begin, exchanged), removed=True))
        begin = exchanged
    end = max(account.until, begin)
    meters.append(add_meter(world, account, property_id, (begin, end), removed=False))
    return meters


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=2)
