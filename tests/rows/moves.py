"""Moving in and out of the water tenant's properties."""

from typing import Any

from .meters_in_use import READING, higher_reading, meter_of
from .trial import Cases, Check, Trial, became, told, trial
from .world import TODAY, World, in_days


def _empty_property(world: World) -> str:
    """Make a property that nobody lives at, and return its id."""
    world.write("DELETE FROM occupancy_periods WHERE account_id = 20")
    return world.text("SELECT max(id) FROM properties")


def _readings(meter: str, value: str, day: str = TODAY) -> list[dict[str, str]]:
    return [{"meterId": meter, "readingDate": day, "reading": value}]


def _meter_at(world: World, place: str) -> tuple[str, str]:
    meter = world.text("SELECT id FROM water_meters WHERE property_id = ?", place)
    value = world.value(
        "SELECT value_cubic_metres + 3.5 FROM readings WHERE meter_id = ? ORDER BY id DESC", meter
    )
    return meter, f"{value:.3f}"


PERIOD = "SELECT effective_from, number_of_occupants, account_id FROM occupancy_periods"


PERSON = "SELECT email, title, mobile, date_of_birth, has_set_password FROM users"


def _stored_person(person: dict[str, Any]) -> tuple[object, ...]:
    mobile, born = person.get("mobile", ""), person.get("dateOfBirth")
    return (person["email"], person.get("title"), mobile, born, int("password" in person))


def move_in(world: World, *, full: bool) -> Trial:
    """Somebody new gets an account at an empty property."""
    place = _empty_property(world)
    home: dict[str, Any] = {"propertyId": place, "moveInDate": TODAY}
    person: dict[str, Any] = {
        "givenName": "Nell",
        "familyName": "Hartnell",
        "email": "nell@example.org",
    }
    given: dict[str, Any] = {"property": home, "customer": person, "acceptTermsAndConditions": True}
    checks: list[Check] = []
    if full:
        meter, value = _meter_at(world, place)
        home |= {"meterReadings": _readings(meter, value), "numberOfOccupants": 4}
        person |= {"title": "Ms", "mobile": "+447700900321", "dateOfBirth": "1990-05-17"}
        person["password"] = "correct horse"
        given["consents"] = [{"code": "RESEARCH", "value": "ACCEPTED"}]
        consent = "SELECT value FROM consents WHERE code = 'RESEARCH' ORDER BY id DESC"
        checks = [became(READING, now=(value, TODAY)), became(consent, now="ACCEPTED")]
    last = world.value("SELECT max(id) FROM accounts")
    query = f"{PERIOD} WHERE property_id = ?"
    start = f"{TODAY}T00:00:00+00:00"
    return trial(
        given,
        became(query, place, now=(start, home.get("numberOfOccupants"), last + 1)),
        became("SELECT billing_name FROM accounts ORDER BY id DESC", now="Nell Hartnell"),
        became(f"{PERSON} ORDER BY id DESC", now=_stored_person(person)),
        *checks,
        told("accountNumber", "SELECT number FROM accounts ORDER BY id DESC"),
    )


FORWARDING = {
    "addressLine1": "Mill Lane 5",
    "addressLine2": "Old Town",
    "addressLine3": "Warwick",
    "postcode": "B1 1AA",
    "countryCode": "IE",
}


def move_out(world: World, *, full: bool) -> Trial:
    """An account leaves a property, perhaps for another one."""
    meter, place, _ = meter_of(world, 2)
    given: dict[str, Any] = {
        "accountNumber": world.account(2),
        "propertyId": place,
        "moveOutDate": in_days(-1),
    }
    checks: tuple[Check, ...] = ()
    if full:
        following = _next_home(world)
        given["meterReadings"] = _readings(meter, higher_reading(world, 2), in_days(-1))
        given |= {"forwardingAddress": FORWARDING, "moveIn": following}
        checks = (*_moved(following), _read_last(world, meter))
    ended = "SELECT effective_to FROM occupancy_periods WHERE account_id = 2 AND property_id = ?"
    return trial(
        given,
        became(ended, place, now=f"{in_days(-1)}T00:00:00+00:00"),
        became("SELECT move_out_date FROM move_outs WHERE account_id = 2", now=in_days(-1)),
        *checks,
        told("account.number", "SELECT number FROM accounts WHERE id = 2"),
    )


def _next_home(world: World) -> dict[str, Any]:
    place = _empty_property(world)
    meter, value = _meter_at(world, place)
    return {
        "propertyId": place,
        "moveInDate": TODAY,
        "meterReadings": _readings(meter, value),
        "numberOfOccupants": 2,
    }


def _moved(following: dict[str, Any]) -> tuple[Check, ...]:
    lines = ", ".join(f"billing_address_line{number}" for number in (1, 2, 3))
    where = f"SELECT {lines}, billing_address_postcode, billing_country_code FROM accounts"
    period = f"{PERIOD} WHERE property_id = ? ORDER BY id DESC"
    held = (f"{TODAY}T00:00:00+00:00", 2, 2)
    return (
        became(f"{where} WHERE id = 2", now=tuple(FORWARDING.values())),
        became(period, following["propertyId"], now=held),
        became(READING, now=(following["meterReadings"][0]["reading"], TODAY)),
    )


def _read_last(world: World, meter: str) -> Check:
    final = "SELECT value_cubic_metres FROM readings WHERE meter_id = ? AND reason = 'FINAL'"
    return became(final, meter, now=higher_reading(world, 2))


def force_move_in(world: World, *, full: bool) -> Trial:
    """Somebody else takes the property over, with an account of their own."""
    meter, place, _ = meter_of(world, 2)
    given: dict[str, Any] = {
        "accountNumber": world.account(2),
        "propertyId": place,
        "moveInDate": TODAY,
        "givenName": "Nell",
        "familyName": "Hartnell",
    }
    readings: list[Check] = []
    if full:
        given["meterReadings"] = _readings(meter, higher_reading(world, 2))
        readings = [became(READING, now=(higher_reading(world, 2), TODAY))]
    last = world.value("SELECT max(id) FROM accounts")
    start = f"{TODAY}T00:00:00+00:00"
    holder = f"{PERIOD} WHERE property_id = ? ORDER BY id DESC"
    ended = "SELECT effective_to FROM occupancy_periods WHERE account_id = 2 AND property_id = ?"
    return trial(
        given,
        became(holder, place, now=(start, None, last + 1)),
        became(ended, place, now=start),
        became("SELECT billing_name FROM accounts ORDER BY id DESC", now="Nell Hartnell"),
        *readings,
        told("account.number", "SELECT number FROM accounts WHERE id = 2"),
    )


CASES: Cases = {
    "forceMoveIn": force_move_in,
    "moveInCreateCustomer": move_in,
    "moveOut": move_out,
}
