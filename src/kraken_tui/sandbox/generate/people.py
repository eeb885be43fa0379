"""People, their addresses and the companies they act for."""

import unicodedata
from collections.abc import Mapping
from datetime import date

from kraken_tui.sandbox.generate.identifiers import reference
from kraken_tui.sandbox.generate.market import Person, World
from kraken_tui.sandbox.generate.rows import Value

_MAIL_DOMAINS = ("example.com", "example.org", "example.net")


def add_person(
    world: World, *, since: date, is_vulnerable: bool = False, has_email: bool = True
) -> Person:
    """Add a user with a name, contact details and preferences.

    Who has told no e-mail address gets a placeholder, which swallows whatever is sent to it.
    """
    rng, market, words = world.rng, world.market, world.market.words
    given, family = rng.choice(words.given_names), rng.choice(words.family_names)
    index = world.batch.peek("users")
    email = f"{_plain(given)}.{_plain(family)}{index}@{_MAIL_DOMAINS[index % 3]}"
    email = email if has_email else f"blackhole+{index}@kraken.example"
    row: dict[str, Value] = {
        "number": reference("U", index, world.seed + 11),
        "email": email,
        "given_name": given,
        "family_name": family,
        "title": rng.choice(words.titles),
        "mobile": market.mobile(index),
        "landline": market.landline(index) if index % 3 == 0 else "",
        "date_of_birth": f"{rng.randrange(1938, 2005)}-{rng.randrange(1, 13):02d}-"
        f"{rng.randrange(1, 29):02d}",
        "is_in_hardship": is_vulnerable,
        "has_set_password": index % 4 == 0,
        "created_at": f"{since}T09:30:00+00:00",
    }
    row.update(market.personal_numbers(rng, family))
    user_id = world.batch.add("users", row)
    _add_preferences(world, user_id)
    return Person(user_id, given, str(row["family_name"]), email)


def add_address(world: World) -> tuple[int, list[str], str]:
    """Add a fresh address; return its id, its lines and its postcode."""
    rng, words, market = world.rng, world.market.words, world.market
    town, county, area = rng.choice(words.towns)
    house, district = rng.choice(words.house_names), rng.choice(words.districts)
    street = market.format_street(rng.choice(words.streets), rng.randrange(1, 180))
    postcode = market.format_postcode(area, rng)
    address_id = world.batch.add(
        "addresses",
        {
            "street_address": f"{house}, {street}" if house else street,
            "dependent_locality": district or None,
            "locality": town,
            "administrative_area": county,
            "postal_code": postcode,
            "country": market.country,
            "delivery_point_identifier": f"{rng.randrange(10**7, 10**8)}",
        },
    )
    return address_id, [line for line in (house, street, district, town, county) if line], postcode


def lines_as_columns(prefix: str, lines: list[str]) -> Mapping[str, str]:
    """Spread address lines over the five columns that hold them."""
    padded = (lines + [""] * 5)[:5]
    return {f"{prefix}line{number}": line for number, line in enumerate(padded, start=1)}


def _add_preferences(world: World, user_id: int) -> None:
    rng = world.rng
    world.batch.put(
        "user_comms_preferences",
        {
            "user_id": user_id,
            "email_format": "TEXT" if rng.random() < 0.1 else "HTML",
            "preferred_hold_music": "NO_SONG_PREFERRED",
            "is_opted_in_meter_reading_confirmations": rng.random() < 0.7,
            "is_opted_in_to_client_messages": rng.random() < 0.5,
            "is_opted_in_to_offer_messages": rng.random() < 0.3,
            "is_opted_in_to_sms_messages": rng.random() < 0.6,
            "is_opted_in_to_update_messages": rng.random() < 0.8,
        },
    )


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "".join(letter for letter in folded.lower() if letter.isalpha())
