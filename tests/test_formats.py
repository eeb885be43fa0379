"""Values are written as a locale's people write them, exactly as babel would."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal, localcontext
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.core import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.config.profiles import Profile
from kraken_tui.formats import UNKNOWN, Formats
from kraken_tui.money import MoneyError

PLACES = (
    ("en_GB", "GBP"),
    ("en_IE", "EUR"),
    ("es_ES", "EUR"),
    ("de_DE", "EUR"),
    ("fr_FR", "EUR"),
    ("ja_JP", "JPY"),
    ("en_US", "USD"),
    ("sv_SE", "SEK"),
    ("de_CH", "CHF"),
    ("ar_EG", "EGP"),
    ("pt_PT", "EUR"),
    ("en_IN", "INR"),
    ("fr_TN", "TND"),
)
ROME = ZoneInfo("Europe/Rome")
BRITISH = Formats("en_GB", "GBP", ZoneInfo("Europe/London"))
WRITERS = {place: Formats(*place, ROME) for place in PLACES}

places = st.sampled_from(PLACES)
amounts = st.integers(-(10**18), 10**18)
decimals = st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=6)
moments = st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1900 <= moment.year < 9999)


def typed(text: str) -> str:
    """Return what babel writes with the keyboard's minus, and without marks of direction."""
    return text.replace("\N{MINUS SIGN}", "-").replace("\u200f", "").replace("\u200e", "")


@given(place=places, minor=amounts)
def test_money_is_what_babel_writes(place: tuple[str, str], minor: int) -> None:
    locale, currency = place
    scale = {"JPY": 0, "TND": 3}.get(currency, 2)
    expected = format_currency(Decimal(minor).scaleb(-scale), currency, locale=locale)
    assert WRITERS[place].money(minor) == typed(expected)


@given(place=places, value=decimals | amounts.map(Decimal))
def test_numbers_are_what_babel_writes_unrounded(place: tuple[str, str], value: Decimal) -> None:
    expected = format_decimal(value, locale=place[0], decimal_quantization=False)
    assert WRITERS[place].number(value) == typed(expected)


@given(place=places, value=st.dates())
def test_days_are_what_babel_writes(place: tuple[str, str], value: date) -> None:
    assert WRITERS[place].day(value) == typed(format_date(value, "medium", locale=place[0]))


@given(place=places, value=moments)
def test_moments_are_what_babel_writes_in_the_zone(place: tuple[str, str], value: datetime) -> None:
    locale, writer = place[0], WRITERS[place]
    join = str(Locale.parse(locale).datetime_formats["medium"]).replace("'", "")
    time = format_time(value, "short", tzinfo=ROME, locale=locale)
    day = format_date(value.astimezone(ROME), "medium", locale=locale)
    assert writer.moment(value) == typed(join.format(time, day))
    assert writer.time(value) == typed(time)


@given(place=places, value=st.dates())
def test_months_and_days_of_a_year_are_what_babel_writes(
    place: tuple[str, str], value: date
) -> None:
    locale, writer = place[0], WRITERS[place]
    skeletons = Locale.parse(locale).datetime_skeletons
    for write, skeleton in ((writer.month, "yMMM"), (writer.day_of_year, "MMMd")):
        pattern = skeletons[skeleton].pattern
        at_noon = datetime.combine(value, datetime.min.time())
        assert write(value) == typed(format_datetime(at_noon, pattern, locale=locale))


@given(place=places, minor=amounts)
def test_money_that_was_written_is_read_back(place: tuple[str, str], minor: int) -> None:
    writer = WRITERS[place]
    text = writer.money(minor)
    assert writer.parse_money(text) == minor
    assert writer.parse_money(text.replace("\N{NO-BREAK SPACE}", " ")) == minor


@pytest.mark.parametrize(
    ("place", "text", "minor"),
    [
        (("es_ES", "EUR"), "12,5", 1250),
        (("es_ES", "EUR"), "1.234", 123400),
        (("en_IE", "EUR"), "1,234", 123400),
        (("fr_FR", "EUR"), "-1 234,50 EUR", -123450),
        (("de_CH", "CHF"), "1'234.50", 123450),
        (("ja_JP", "JPY"), "￥1,234", 1234),
    ],
)
def test_people_may_type_what_their_country_writes(
    place: tuple[str, str], text: str, minor: int
) -> None:
    assert WRITERS[place].parse_money(text) == minor


@pytest.mark.parametrize("text", ["12.50", "1,234.50", "1.23,50", "€", "", UNKNOWN])
def test_what_another_country_writes_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(MoneyError, match=r"1\.234,56"):
        WRITERS["es_ES", "EUR"].parse_money(text)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (BRITISH.money(-123450), "-£1,234.50"),
        (BRITISH.money(10**30), "£" + ",".join(["10", *["000"] * 9]) + ".00"),
        (BRITISH.day(date(2026, 3, 5)), "5 Mar 2026"),
        (BRITISH.day(date(1900, 1, 1)), "1 Jan 1900"),
        (BRITISH.day(date(9999, 12, 31)), "31 Dec 9999"),
        (BRITISH.moment(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)), "2 Jul 2026, 00:30"),
        (BRITISH.day(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)), "2 Jul 2026"),
        (BRITISH.moment(datetime(2026, 1, 1, 23, 30, tzinfo=UTC)), "1 Jan 2026, 23:30"),
        (BRITISH.time(datetime(2026, 1, 1, 9, 5, tzinfo=UTC)), "09:05"),
        (BRITISH.number(1234567), "1,234,567"),
        (BRITISH.number(0.1 + 0.2), "0.3"),
        (BRITISH.number(Decimal("142.50")), "142.5"),
        (BRITISH.number(Decimal("-0.000001")), "-0.000001"),
        (BRITISH.number(Decimal("1E+999999")), "1E+999999"),
        (BRITISH.quantity(Decimal("142.5"), "METERS_CUBED"), "142.5 m³"),
        (BRITISH.quantity(1200, "kwh"), "1,200 kWh"),
        (BRITISH.quantity(3, "bins [red]"), "3 bins [red]"),
        (BRITISH.quantity(3, None), "3"),
    ],
)
def test_british_people_read(written: str, text: str) -> None:
    assert written == text


def test_what_nobody_knows_is_a_dash() -> None:
    nothing = BRITISH.money(None), BRITISH.number(None), BRITISH.quantity(None, "kWh")
    never = BRITISH.day(None), BRITISH.moment(None), BRITISH.time(None), BRITISH.month(None)
    assert {*nothing, *never, BRITISH.number(float("nan")), BRITISH.day_of_year(None)} == {UNKNOWN}


@pytest.mark.parametrize("hours", [-14, 14])
@pytest.mark.parametrize("end", [(1, 1, 1), (9999, 12, 31, 23, 59)])
def test_the_ends_of_the_calendar_are_days_too(hours: int, end: tuple[int, ...]) -> None:
    value = datetime(*end, tzinfo=timezone(timedelta(hours=hours)))  # type: ignore[misc,arg-type]
    assert str(end[0]) in BRITISH.moment(value)
    assert str(end[0]) in Formats("en_AU", "AUD").moment(value)


def test_precision_set_for_other_sums_changes_nothing() -> None:
    with localcontext(prec=3):
        assert BRITISH.number(Decimal("1234567.891")) == "1,234,567.891"


PROFILE = Profile(name="x", endpoint="", auth_endpoint="")
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_the_zone_is_the_profiles_then_the_territorys(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Formats.of(PROFILE).time(NOON) == "13:00"
    madrid = Profile(name="x", endpoint="", auth_endpoint="", timezone="Europe/Madrid")
    assert Formats.of(madrid).time(NOON) == "14:00"


@pytest.mark.skipif(os.name != "posix", reason="TZ sets the machine's zone on POSIX")
def test_where_a_territory_has_several_zones_the_machines_own_counts() -> None:
    code = (
        "from datetime import UTC, datetime; from kraken_tui.formats import Formats;"
        "print(Formats('es_ES', 'EUR').time(datetime(2026, 7, 1, 12, tzinfo=UTC)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TZ": "Asia/Kolkata"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "17:30"


def test_an_unheard_of_locale_or_zone_still_writes() -> None:
    formats = Formats("xx_YY", "GBP")
    assert formats.money(150) == "£1.50"
    strange = Profile(name="x", endpoint="", auth_endpoint="", timezone="Nowhere/Land")
    assert Formats.of(strange).moment(NOON).startswith("1 Jul 2026")


@pytest.mark.parametrize("place", PLACES)
def test_kept_patterns_are_those_that_babel_told(place: tuple[str, str], tmp_path: Path) -> None:
    fresh = Formats(*place, ROME, tmp_path)
    kept = Formats(*place, ROME, tmp_path)
    assert kept.patterns == fresh.patterns == WRITERS[place].patterns
    assert len(list(tmp_path.iterdir())) == 1


def test_what_is_kept_is_read_without_babel(tmp_path: Path) -> None:
    Formats("en_GB", "GBP", folder=tmp_path).get_ready()
    code = (
        "import sys; from pathlib import Path; from datetime import date;"
        "from kraken_tui.formats import Formats;"
        f"formats = Formats('en_GB', 'GBP', folder=Path({str(tmp_path)!r}));"
        "print(formats.money(-123456), formats.day(date(2026, 3, 5)), formats.number(1.5));"
        "print({'babel', 'zoneinfo'} & {name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.splitlines() == ["-£1,234.56 5 Mar 2026 1.5", "set()"]


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"stamp": 1}', "\0"])
def test_damaged_patterns_are_asked_for_anew(damage: str, tmp_path: Path) -> None:
    good = Formats("de_DE", "EUR", folder=tmp_path).patterns
    file = next(tmp_path.iterdir())
    file.write_text(damage)
    assert Formats("de_DE", "EUR", folder=tmp_path).patterns == good
    assert json.loads(file.read_bytes())["stamp"]


@pytest.mark.parametrize("key", ["stamp", "patterns"])
def test_patterns_of_another_babel_or_another_make_do_not_count(key: str, tmp_path: Path) -> None:
    good = Formats("de_DE", "EUR", folder=tmp_path).patterns
    file = next(tmp_path.iterdir())
    kept = json.loads(file.read_bytes())
    kept["patterns"]["decimal"] = "!"
    if key == "stamp":
        kept["stamp"][-1] += 1
    else:
        del kept["patterns"]["zone"]
    file.write_text(json.dumps(kept))
    assert Formats("de_DE", "EUR", folder=tmp_path).patterns == good


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert Formats("en_GB", "GBP", folder=tmp_path / "file" / "deep").money(1) == "£0.01"
