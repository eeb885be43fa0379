"""The meters that accounts have, and what they were read at last."""

from .world import World

READING = "SELECT value_cubic_metres, reading_date FROM readings ORDER BY id DESC"


def meter_of(world: World, account: int) -> tuple[str, str, float]:
    """Return the meter, the property and the last reading of an account."""
    meter, place = world.row(
        "SELECT water_meters.id, water_meters.property_id FROM water_meters"
        " JOIN occupancy_periods USING (property_id) WHERE account_id = ?",
        account,
    )
    last = world.value(
        "SELECT value_cubic_metres + 0 FROM readings WHERE meter_id = ?"
        " AND is_held = 0 AND is_quarantined = 0 ORDER BY reading_date DESC, id DESC",
        meter,
    )
    return str(meter), str(place), last


def higher_reading(world: World, account: int) -> str:
    """Return a reading that the account's meter could show now."""
    return f"{meter_of(world, account)[2] + 12.5:.3f}"
