"""Water meters, and the rounds in which they are read."""

from datetime import date

from kraken_tui.sandbox.generate.market import Account, World

_METERS = (
    ("Itron", "Cyble 5", "AMR", 5),
    ("Sensus", "620M", "DUMB", 5),
    ("Diehl", "Altair V4", "AMI", 4),
    ("Arad", "Sonata", "AMI", 6),
    ("Elster", "V100", "DUMB", 5),
    ("Honeywell", "V200H", "AMR", 5),
)
_DOMESTIC_LITRES, _BUSINESS_LITRES = 9_000, 200_000


def add_meter(
    world: World, account: Account, property_id: int, span: tuple[date, date], *, removed: bool
) -> int:
    """Add a meter that was read from the first day of `span` to the last; return its id."""
    begin, end = span
    make, model, capability, digits = _METERS[property_id % len(_METERS)]
    meter_id = world.batch.add(
        "water_meters",
        {
            "property_id": property_id,
            "serial_number": f"{begin.year % 100:02d}{make[0]}{world.rng.randrange(10**6, 10**7)}",
            "make": make,
            "model": model,
            "number_of_digits": digits,
            "capability_type": capability,
            "status": "REMOVED" if removed else _status(account, property_id),
            "is_smart": capability != "DUMB",
            "meter_point_reference": f"{world.rng.randrange(10**9, 10**10)}",
            "installed_on": begin.isoformat(),
            "removed_on": end.isoformat() if removed else None,
        },
    )
    interval = 1 if capability != "DUMB" or account.id == 1 else 3
    world.readings.append(
        _round(world, account, meter_id, span, interval)
        | {"modulus": 10**digits, "is_smart": capability != "DUMB", "is_removed": removed}
        | _start(world, account, meter_id, digits, span)
    )
    if capability == "AMI":
        plan: dict[str, object] = {
            "meter_id": meter_id,
            "modulus": 10**digits,
            "summer": "+01:00",
            "winter": "+00:00",
        }
        world.counts.setdefault("intervals", []).append(plan)
    return meter_id


def _status(account: Account, property_id: int) -> str:
    if account.persona.closed_for or not account.persona.cycle:
        return "NOT_IN_USE"
    return "FAULTY" if property_id % 17 == 0 else "IN_USE"


def _round(
    world: World, account: Account, meter_id: int, span: tuple[date, date], interval: int
) -> dict[str, object]:
    readings = _months(span) // interval + 1
    litres = _litres(account) * interval * world.rng.randrange(80, 120) // 100
    return {
        "meter_id": meter_id,
        "readings": readings,
        "months": interval,
        "last_date": span[1].replace(day=2).isoformat() if span[1].day > 2 else span[1].isoformat(),
        "litres": litres,
        "salt": world.rng.randrange(1000),
        "held": readings - 1 if meter_id % 4 == 1 else None,
        "quarantined": readings * 2 // 3 if meter_id % 3 == 1 else None,
    }


def _start(
    world: World, account: Account, meter_id: int, digits: int, span: tuple[date, date]
) -> dict[str, object]:
    # Every ninth register passes all nines half-way; so does the first account's second meter.
    if meter_id % 9 == 2:
        used = _litres(account) * _months(span)
        return {"start_litres": 10**digits * 1000 - used // 2}
    return {"start_litres": world.rng.randrange(900_000)}


def _months(span: tuple[date, date]) -> int:
    begin, end = span
    return (end.year - begin.year) * 12 + end.month - begin.month


def _litres(account: Account) -> int:
    return _BUSINESS_LITRES if account.persona.is_business else _DOMESTIC_LITRES
