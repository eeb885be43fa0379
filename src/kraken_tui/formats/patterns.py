"""What is needed of a locale to write in it, asked of babel, which takes long to import."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from babel.core import Locale

Around = tuple[str, str]
"""What stands before the digits, and what behind."""

DEFAULT = "en_GB"
MONTHS = {
    "MMM": ("format", "abbreviated"),
    "MMMM": ("format", "wide"),
    "LLL": ("stand-alone", "abbreviated"),
    "LLLL": ("stand-alone", "wide"),
}
FIELDS: dict[str, Callable[[Any], str]] = {
    "d": lambda value: str(value.day),
    "dd": lambda value: f"{value.day:02}",
    "M": lambda value: str(value.month),
    "MM": lambda value: f"{value.month:02}",
    "L": lambda value: str(value.month),
    "LL": lambda value: f"{value.month:02}",
    "y": lambda value: str(value.year),
    "yy": lambda value: f"{value.year:02}"[-2:],
    "H": lambda value: str(value.hour),
    "HH": lambda value: f"{value.hour:02}",
    "h": lambda value: str((value.hour - 1) % 12 + 1),
    "hh": lambda value: f"{(value.hour - 1) % 12 + 1:02}",
    "m": lambda value: str(value.minute),
    "mm": lambda value: f"{value.minute:02}",
}
KNOWN = {*FIELDS, *MONTHS, "a"}
# Marks of direction are for letters; among digits and columns they move what stands beside them.
_TYPED = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_TYPED_BY_KEYBOARD = {**_TYPED, 0x2212: "-"}


class Patterns(NamedTuple):
    """Hold the marks, names and templates of a locale and a currency.

    Pairs of `Around` are for amounts from nought and for those below. Templates are for
    `write`.
    """

    decimal: str
    group: str
    symbol: str
    money: tuple[Around, Around]
    money_groups: tuple[int, int]
    number: tuple[Around, Around]
    number_groups: tuple[int, int]
    day: str
    time: str
    moment: str
    day_of_year: str
    month: str
    months: dict[str, list[str]]
    halves: list[str]
    """What the two halves of a day are called."""
    zone: str
    """The only time zone of the territory, empty if it has several."""

    def write(self, template: str, value: date) -> str:
        """Fill in a template, of times for moments only."""
        return template % _Fields(self, value)


class _Fields:
    """Give the text of each field that a template names, and of no other."""

    __slots__ = ("_patterns", "_value")

    def __init__(self, patterns: Patterns, value: date) -> None:
        self._patterns, self._value = patterns, value

    def __getitem__(self, name: str) -> str:
        if (write := FIELDS.get(name)) is not None:
            return write(self._value)
        if name == "a":
            return self._patterns.halves[self._value.hour >= 12]  # type: ignore[attr-defined]
        return self._patterns.months[name][self._value.month - 1]


def ask_babel(locale: str, currency: str) -> Patterns:
    """Return the patterns of a locale; of the default one if nobody knows it."""
    from babel import numbers

    known = _locale(locale)
    money, number = known.currency_formats["standard"], known.decimal_formats[None]
    symbol = _typed(numbers.get_currency_symbol(currency, known)) if currency else ""
    day = _template(known.date_formats["medium"], "%(y)s-%(MM)s-%(dd)s")
    time = _template(known.time_formats["short"], "%(HH)s:%(mm)s")
    templates = {
        "day": day,
        "time": time,
        "moment": _joined(str(known.datetime_formats["medium"]), day=day, time=time),
        "day_of_year": _template(known.datetime_skeletons.get("MMMd"), "%(dd)s %(MMM)s"),
        "month": _template(known.datetime_skeletons.get("yMMM"), "%(MMM)s %(y)s"),
    }
    return Patterns(
        decimal=numbers.get_decimal_symbol(known),
        group=numbers.get_group_symbol(known),
        symbol=symbol,
        money=_around(money, symbol=symbol, currency=currency),
        money_groups=money.grouping,
        number=_around(number),
        number_groups=number.grouping,
        months=_months(known, "".join(templates.values())),
        halves=_halves(known),
        zone=_zone(known),
        **templates,
    )


def _locale(name: str) -> Locale:
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return Locale.parse(DEFAULT)


def _around(pattern: Any, *, symbol: str = "", currency: str = "") -> tuple[Around, Around]:
    """Return what a number pattern writes before and behind digits, from nought and below."""

    def text(part: str) -> str:
        part = part.replace("¤¤", currency).replace("¤", symbol)
        return _typed(re.sub("'([^']*)'", lambda quoted: quoted[1] or "'", part))

    above, below = zip(map(text, pattern.prefix), map(text, pattern.suffix), strict=True)
    return above, below


def _template(pattern: Any, otherwise: str) -> str:
    """Return a template of a date pattern, or another one if it names what is not known here."""
    template = "" if pattern is None else _typed(pattern.format)
    named = set(re.findall(r"%\((\w+)\)s", template))
    return template if named and named <= KNOWN else otherwise


def _joined(pattern: str, *, day: str, time: str) -> str:
    plain = _typed(pattern.replace("'", "").replace("%", "%%"))
    return plain.replace("{0}", time).replace("{1}", day)


def _months(locale: Locale, templates: str) -> dict[str, list[str]]:
    """Return the names of the months in the forms that templates name."""
    return {
        name: [str(locale.months[context][width][month]) for month in range(1, 13)]
        for name, (context, width) in MONTHS.items()
        if f"({name})" in templates
    }


def _halves(locale: Locale) -> list[str]:
    from babel.dates import get_period_names

    names = get_period_names(width="abbreviated", context="format", locale=locale)
    return [str(names["am"]), str(names["pm"])]


def _zone(locale: Locale) -> str:
    from babel.core import get_global

    zones = get_global("territory_zones").get(locale.territory or "", ())
    return str(zones[0]) if len(zones) == 1 else ""


def _typed(text: str) -> str:
    return text.translate(_TYPED_BY_KEYBOARD)
