"""Every scalar takes what it should and says in a sentence why it takes nothing else."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from kraken_tui.forms.moments import day_in, on_day
from kraken_tui.forms.scalars import PARSERS, Setting, parse
from kraken_tui.forms.texts import text_of
from kraken_tui.forms.unreadable import Unreadable

NOW = datetime(2025, 11, 21, 12, 30, tzinfo=UTC)
LONG = "x" * 10_000
NINES = "9" * 10_000
EMOJI = "👩‍👩‍👧"
UNSAFE = [f"a{each}b" for each in "\x00\x1b\x7f\x9b\u202e\u2066\ufeff\ud800"]
TYPED = ("Int", "Float", "Boolean", "Decimal", "BigInt", "Date", "DateTime", "Time", "UUID")


def read(scalar: str, text: str, name: str = "field", now: datetime = NOW) -> object:
    """Parse a text as a scalar."""
    return parse(scalar, text, Setting(name, now))


GOOD = [
    ("String", "Anna 👩‍👩‍👧 Åse", "Anna 👩‍👩‍👧 Åse"),
    ("String", " kept as it is ", " kept as it is "),
    ("String", "two\nlines", "two\nlines"),
    ("String", LONG, LONG),
    ("NonEmptyString", "x", "x"),
    ("ID", " 77 ", "77"),
    ("Int", "42", 42),
    ("Int", "-2147483648", -(2**31)),
    ("Int", "+7", 7),
    ("Float", "1e3", 1000.0),
    ("Float", ".5", 0.5),
    ("Boolean", "true", True),
    ("Boolean", "No", False),
    ("Decimal", "12.50", "12.50"),
    ("Decimal", "-.5", "-0.5"),
    ("Decimal", "007", "7"),
    ("BigInt", "9007199254740993", "9007199254740993"),
    ("Date", "2025-02-28", "2025-02-28"),
    ("Date", "2024-2-9", "2024-02-09"),
    ("Date", "today", "2025-11-21"),
    ("Date", "Yesterday", "2025-11-20"),
    ("Date", "tomorrow", "2025-11-22"),
    ("Date", "+3d", "2025-11-24"),
    ("Date", "-1w", "2025-11-14"),
    ("DateTime", "now", "2025-11-21T12:30:00+00:00"),
    ("DateTime", "today 14:00", "2025-11-21T14:00:00+00:00"),
    ("DateTime", "tomorrow", "2025-11-22T00:00:00+00:00"),
    ("DateTime", "+2h", "2025-11-21T14:30:00+00:00"),
    ("DateTime", "+3d 9:05", "2025-11-24T09:05:00+00:00"),
    ("DateTime", "2025-03-01T14:00:00Z", "2025-03-01T14:00:00+00:00"),
    ("DateTime", "2025-03-01 14:00+02:00", "2025-03-01T14:00:00+02:00"),
    ("DateTime", "2025-03-01T14:00:00.250-0530", "2025-03-01T14:00:00.250000-05:30"),
    ("Time", "14:05", "14:05:00"),
    ("Time", "0:00:59", "00:00:59"),
    ("UUID", "7F8C1D2E-0A4B-4C3D-9E5F-6A7B8C9D0E1F", "7f8c1d2e-0a4b-4c3d-9e5f-6a7b8c9d0e1f"),
    ("UUID", "7f8c1d2e0a4b4c3d9e5f6a7b8c9d0e1f", "7f8c1d2e-0a4b-4c3d-9e5f-6a7b8c9d0e1f"),
    ("JSONString", '{"a": [1, null]}', '{"a": [1, null]}'),
    ("GenericScalar", '{"a": 1}', {"a": 1}),
    ("GenericScalar", "5", 5),
    ("GenericScalar", "plain words", "plain words"),
    ("Unheard", "[1, 2]", [1, 2]),
    ("Unheard", "5", "5"),
]


@pytest.mark.parametrize(("scalar", "text", "value"), GOOD)
def test_good_text_becomes_its_wire_value(scalar: str, text: str, value: object) -> None:
    found = read(scalar, text)
    assert found == value
    assert type(found) is type(value)


BAD = [
    ("Int", "12a", "whole number"),
    ("Int", "1.5", "whole numbers"),
    ("Int", "2147483648", "too large"),
    ("Int", "\uff11\uff12", "whole number"),
    ("Int", NINES, "10000 digits"),
    ("BigInt", "1e5", "whole number"),
    ("BigInt", NINES, "10000 digits"),
    ("Decimal", "12,50", "12.50"),
    ("Decimal", "1,234.5", "no number"),
    ("Decimal", "NaN", "no number"),
    ("Decimal", "1e5", "no number"),
    ("Decimal", NINES, "10000 digits"),
    ("Float", "1e999", "too large"),
    ("Float", "Infinity", "no number"),
    ("Boolean", "maybe", "true or false"),
    ("Date", "2025-02-31", "no 31 February in 2025"),
    ("Date", "2025-13-01", "no month 13"),
    ("Date", "0000-01-01", "no year 0"),
    ("Date", "21/11/2025", "2025-11-21"),
    ("Date", "+9999999d", "calendar"),
    ("Date", "+2h", "no date"),
    ("DateTime", "2025-02-31 10:00", "no 31 February"),
    ("DateTime", "2025-02-28 25:00", "25:00"),
    ("DateTime", "2025-02-28 10:00+99:00", "no time zone"),
    ("DateTime", "today at two", "no time of day"),
    ("Time", "24:00", "24:00"),
    ("Time", "half past two", "no time of day"),
    ("UUID", "7f8c1d2e", "UUID"),
    ("JSONString", '{"a": }', "line 1, column 7"),
    ("JSONString", "[" * 10_000, "nested too deeply"),
    ("JSONString", "NaN", "no JSON"),
    ("JSONString", '"\\ud800"', "half a character"),
    ("GenericScalar", "{oops", "no JSON"),
    ("Unheard", "{oops", "no JSON"),
    ("NonEmptyString", "   ", "some text"),
    ("ID", "  ", "Blanks"),
    ("ID", LONG, "too long"),
    ("ID", EMOJI, "U+1F469"),
    ("Upload", "photo.jpg", "Files cannot be sent"),
    ("GenericScalar", "[1e999]", "too long a number"),
    ("Email", "anna", "name@example.com"),
]


@pytest.mark.parametrize(("scalar", "text", "says"), BAD)
def test_bad_text_is_refused_with_what_would_be_right(scalar: str, text: str, says: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(scalar, text)
    sentence = str(caught.value)
    assert says in sentence
    assert len(sentence) < 120
    assert sentence[0].isupper() or not sentence[0].isascii() or sentence[0].isdigit()
    assert sentence.endswith(".")


@pytest.mark.parametrize("scalar", [*PARSERS, "Unheard"])
@pytest.mark.parametrize("text", UNSAFE)
def test_no_scalar_takes_characters_that_draw_nothing(scalar: str, text: str) -> None:
    with pytest.raises(Unreadable, match=r"U\+[0-9A-F]{4}"):
        read(scalar, text)


@pytest.mark.parametrize("scalar", TYPED)
@pytest.mark.parametrize("text", [LONG, EMOJI, " ", "'", "null", "<html>", "—"])
def test_typed_scalars_refuse_what_is_no_value(scalar: str, text: str) -> None:
    with pytest.raises(Unreadable):
        read(scalar, text)


@pytest.mark.parametrize("text", ["", "@", "anna@", "anna@example", "a b@example.com", "a@b..com"])
def test_an_email_field_refuses_what_no_address_can_be(text: str) -> None:
    with pytest.raises(Unreadable, match="name@example"):
        read("String", text, name="billingEmail")


def test_an_email_loses_the_blanks_around_it() -> None:
    assert read("String", " anna@example.com ", name="emailAddress") == "anna@example.com"


def test_an_iban_is_checked_and_tidied() -> None:
    assert read("String", "de89 3704 0044 0532 0130 00", name="iban") == "DE89370400440532013000"
    with pytest.raises(Unreadable, match="check digits"):
        read("String", "DE89 3704 0044 0532 0130 01", name="iban")
    with pytest.raises(Unreadable, match="country"):
        read("String", "12345", name="iban")


def test_a_local_time_takes_the_zone_of_the_clock_and_its_summer_time() -> None:
    now = NOW.astimezone(ZoneInfo("Europe/Berlin"))
    assert read("DateTime", "2025-07-01 09:00", now=now) == "2025-07-01T09:00:00+02:00"
    assert read("DateTime", "2025-12-01 09:00", now=now) == "2025-12-01T09:00:00+01:00"


def test_today_is_the_clocks_today() -> None:
    late = datetime(2025, 11, 21, 23, 30, tzinfo=UTC).astimezone(timezone(timedelta(hours=2)))
    assert read("Date", "today", now=late) == "2025-11-22"


@pytest.mark.parametrize("value", ["5", "true", '{"a": 1}', '"q"', "{oops", "words", 5, 1.5, True])
def test_a_generic_value_comes_back_as_it_went_in(value: object) -> None:
    assert read("GenericScalar", text_of("GenericScalar", value)) == value


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("", "2026-02-27"),
        ("nonsense", "2026-02-27"),
        ("tomorrow", "2026-02-27"),
        ("2026-01-01 09:30+01:00", "2026-02-27 09:30+01:00"),
        ("tomorrow 9:30", "2026-02-27 9:30"),
        ("+2h", "2026-02-27 14:30"),
        ("today at noon", "2026-02-27"),
    ],
)
def test_another_day_keeps_the_time_of_day(text: str, picked: str) -> None:
    assert on_day(text, date(2026, 2, 27), now=NOW) == picked


def test_the_day_of_a_text_is_today_if_it_means_none() -> None:
    assert day_in("+3d 9:00", now=NOW) == date(2025, 11, 24)
    assert day_in("soon", now=NOW) == NOW.date()
