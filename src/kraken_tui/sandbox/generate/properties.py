"""The properties of an account, and who lives there."""

from datetime import timedelta
from uuid import UUID

from kraken_tui.sandbox.generate.market import Account, World
from kraken_tui.sandbox.generate.people import add_address, lines_as_columns

_LABELS = ("Home", "Holiday let", "Workshop")
_HOUSES = ("SEMI_DETACHED", "TERRACED", "DETACHED", "FLAT", "BUNGALOW", "NONE")
_PAST_JOBS = (
    ("Look for a leak", 410, "COMPLETED", "Joint at the stop tap replaced; no loss overnight."),
    ("Check the meter", 120, "CANCELLED", ""),
)
_HARDNESS = (("SOFT", 48.0), ("SLIGHTLY_HARD", 132.5), ("HARD", 254.0), ("VERY_HARD", 318.0))


def add_properties(world: World, account: Account) -> None:
    """Add the persona's properties with their supply, and the account's time in each."""
    persona = account.persona
    for index in range(persona.properties):
        property_id = _add_property(world, index)
        world.batch.add(
            "occupancy_periods",
            {
                "account_id": account.id,
                "property_id": property_id,
                "effective_from": account.started_at,
                "effective_to": account.ended_at,
                "is_occupier": "VACANT" not in persona.account_type,
                "number_of_occupants": (None if persona.is_business else world.rng.randrange(1, 6)),
            },
        )
        world.market.supply(world, account, property_id)
        if property_id % 6 == 1:
            _add_service_order(world, account, property_id)


def _add_past_orders(world: World, account: Account, property_id: int) -> None:
    for job, days, status, notes in _PAST_JOBS:
        visit = world.today - timedelta(days=days + property_id % 20)
        cancelled = status == "CANCELLED"
        world.batch.add(
            "service_orders",
            {
                "account_id": account.id,
                "property_id": property_id,
                "job_name": job,
                "status": status,
                "order_uuid": str(UUID(int=property_id * 10**9 + days, version=4)),
                "vendor_reference": f"WO-{property_id:05d}-{days}",
                "scheduled_at": f"{visit}T13:00:00+00:00",
                "scheduled_end_at": f"{visit}T17:00:00+00:00",
                "cancelled_at": f"{visit}T09:12:00+00:00" if cancelled else None,
                "caller_information": "Asked for a call half an hour before.",
                "field_notes": notes,
            },
        )


def _add_service_order(world: World, account: Account, property_id: int) -> None:
    _add_past_orders(world, account, property_id)
    visit = world.today + timedelta(days=property_id % 20 + 2)
    world.batch.add(
        "service_orders",
        {
            "account_id": account.id,
            "property_id": property_id,
            "job_name": "Check the meter",
            "status": "SCHEDULED",
            "order_uuid": str(UUID(int=world.rng.getrandbits(128), version=4)),
            "is_appointment_required": True,
            "notes": "Ring the bell twice.",
            "scheduled_at": f"{visit}T09:00:00+00:00",
            "scheduled_end_at": f"{visit}T12:00:00+00:00",
        },
    )


def _add_property(world: World, index: int) -> int:
    rng = world.rng
    address_id, lines, postcode = add_address(world)
    hardness, milligrams = rng.choice(_HARDNESS)
    zone = f"{rng.randrange(10, 99)}"
    return world.batch.add(
        "properties",
        {
            "address": ", ".join([*lines, postcode]),
            **lines_as_columns("address_", lines),
            "postcode": postcode,
            "rich_address_id": address_id,
            "label": _LABELS[index] if index < len(_LABELS) else None,
            "external_identifier": f"PR{rng.randrange(10**7, 10**8)}",
            "property_type": rng.choice(_HOUSES),
            "uprn": rng.randrange(10**11, 10**12),
            "address_identifier": f"{rng.randrange(10**6, 10**7)}",
            "district_metered_area": f"DMA{zone}/{rng.randrange(100, 999)}",
            "pressure_managed_zone": f"PMZ{zone}",
            "water_quality_zone": f"WQZ{zone}",
            "water_reservoir_zone": f"RZ{zone}",
            "water_hardness": hardness,
            "water_hardness_mg_per_l": milligrams,
            "water_pressure_min": 1.5,
            "water_pressure_max": 4.0 + rng.randrange(20) / 10,
            "low_pressure_risk": rng.random() < 0.1,
            "num_units_in_property": 1,
        },
    )
