"""Amounts of money: whole numbers of the minor unit <-> text.

The API counts in pence, cents or yen, and never says of what; the currency is the tenant's.
"""

import re
from typing import NamedTuple

UNKNOWN = "\N{EN DASH}"

_DECIMALS = {
    **dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
_SYMBOLS = {
    "AUD": "A$",
    "CAD": "C$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "NZD": "NZ$",
    "USD": "$",
}
LONGEST = 30
"""An amount of more letters is no amount that anybody has."""
_SPACES = " \u00a0\u2009\u202f"
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"


class MoneyError(ValueError):
    """Text that is no amount of money; the message says how to write one."""


class Marks(NamedTuple):
    """How a country's people write amounts; those of the keyboard unless told otherwise."""

    decimal: str = "."
    group: str = ","
    sizes: tuple[int, int] = (3, 3)
    """How many digits the last group has, and how many those before it."""
    symbol: str = ""
    example: str = ""


def format_minor(amount: int | None, currency: str) -> str:
    """Return an amount in the minor unit as text: `£12.50`, `-€1,234.56`, `¥500`, `12.50 XYZ`.

    The minus sign is the one on the keyboard, so that a copied amount can be pasted anywhere.
    An amount that nobody knows is a dash.
    """
    if amount is None:
        return UNKNOWN
    decimals = decimals_of(currency)
    whole, part = divmod(abs(amount), 10**decimals)
    number = f"{whole:,}.{part:0{decimals}d}" if decimals else f"{whole:,}"
    symbol = _SYMBOLS.get(currency)
    text = f"{number} {currency}".rstrip() if symbol is None else f"{symbol}{number}"
    return f"-{text}" if amount < 0 else text


def parse_minor(text: str, currency: str, *, marks: Marks | None = None) -> int:
    """Return the amount, in the minor unit, that a person wrote.

    The currency may be written or left out, by symbol or code, and so may the marks between
    groups of digits. Raise MoneyError for anything else, also for more decimals than the currency
    has.
    """
    marks = marks or Marks(symbol=_SYMBOLS.get(currency, ""))
    bare = text.strip().replace("\N{MINUS SIGN}", "-")
    sign = -1 if bare.startswith("-") else 1
    bare = _without_currency(bare.removeprefix("-").strip(), currency, marks.symbol)
    if bare.startswith("-") and sign == 1:
        sign, bare = -1, bare.removeprefix("-")
    match = re.fullmatch(_number(marks), bare)
    decimals = decimals_of(currency)
    if match is None or len(match[2] or "") > decimals or len(bare) > LONGEST:
        example = marks.example or format_minor(123456, currency)
        raise MoneyError(f"Write an amount such as {example}.")
    return sign * int(re.sub("[^0-9]", "", match[1]) + (match[2] or "").ljust(decimals, "0"))


def decimals_of(currency: str) -> int:
    """Return how many decimals a currency is written with."""
    return _DECIMALS.get(currency, 2)


def _number(marks: Marks) -> str:
    """Return the expression for whole digits, in groups or in one, and for decimals."""
    alike = next((same for same in (_SPACES, _APOSTROPHES) if marks.group in same), marks.group)
    group = f"[{re.escape(alike)}]"
    last, other = marks.sizes
    whole = f"[0-9]{{1,{other}}}(?:{group}[0-9]{{{other}}})*{group}[0-9]{{{last}}}|[0-9]+"
    return f"({whole})(?:{re.escape(marks.decimal)}([0-9]+))?"


def _without_currency(text: str, currency: str, symbol: str) -> str:
    for sign in filter(None, (symbol, currency)):
        text = text.removeprefix(sign).removesuffix(sign)
    return text.strip()
