"""Amounts of money: whole numbers of the minor unit <-> text.

The API counts in pence, cents or yen, and never says of what; the currency is the tenant's.
"""

import re

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
_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?")


class MoneyError(ValueError):
    """Text that is no amount of money; the message says how to write one."""


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


def parse_minor(text: str, currency: str) -> int:
    """Return the amount, in the minor unit, that a person wrote.

    The currency may be written or left out, by symbol or code, and so may the commas. Raise
    MoneyError for anything else, also for more decimals than the currency has.
    """
    bare = text.strip().replace("\N{MINUS SIGN}", "-")
    sign = -1 if bare.startswith("-") else 1
    bare = _without_currency(bare.removeprefix("-").strip(), currency)
    if bare.startswith("-") and sign == 1:
        sign, bare = -1, bare.removeprefix("-")
    match = _NUMBER.fullmatch(bare)
    decimals = decimals_of(currency)
    if match is None or len(match[2] or "") > decimals or len(bare) > 30:
        raise MoneyError(f"Write an amount such as {format_minor(123456, currency)}.")
    return sign * int(match[1].replace(",", "") + (match[2] or "").ljust(decimals, "0"))


def decimals_of(currency: str) -> int:
    """Return how many decimals a currency is written with."""
    return _DECIMALS.get(currency, 2)


def _without_currency(text: str, currency: str) -> str:
    for sign in filter(None, (_SYMBOLS.get(currency), currency)):
        text = text.removeprefix(sign).removesuffix(sign)
    return text.strip()
