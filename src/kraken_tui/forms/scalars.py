"""One parser per scalar: what was typed becomes what is sent, or a sentence saying what is wrong.

Every parser takes the text and a `Setting` and returns the value for the wire: Decimal, BigInt,
dates, times and UUIDs travel as strings. Scalars that nobody told us of travel as text, or as
JSON where the text is a JSON object or list.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from kraken_tui.forms import names
from kraken_tui.forms.characters import refuse_pictures, refuse_unsafe, shown
from kraken_tui.forms.json_text import read_json
from kraken_tui.forms.moments import read_date, read_datetime, read_time
from kraken_tui.forms.promises import read_email, read_iban
from kraken_tui.forms.spec import FieldSpec
from kraken_tui.forms.unreadable import Unreadable

_WHOLE = r"[+-]?[0-9]+"
_DECIMAL = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_FLOAT = _DECIMAL + r"(?:[eE][+-]?[0-9]{1,4})?"
_COMMA = r"[+-]?[0-9]+,[0-9]+"
_UUID = r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"
_MOST_DIGITS = 60
_LONGEST_IDENTIFIER = 255
_YES, _NO = ("true", "yes"), ("false", "no")


class Setting(NamedTuple):
    """What a parser may look at besides the text: the field's name and the time, aware."""

    name: str
    now: datetime


Parser = Callable[[str, Setting], object]


def parse(scalar: str, text: str, setting: Setting) -> object:
    """Return the wire value that `text` means as a `scalar`. Raise `Unreadable` with a sentence."""
    parser = PARSERS.get(scalar, _unknown)
    refuse_unsafe(text, breaks=parser in _LONG)
    return parser(text, setting)


def _string(text: str, setting: Setting) -> str:
    if names.is_email(setting.name):
        return read_email(text)
    if names.is_iban(setting.name):
        return read_iban(text)
    return _identifier(text) if names.is_identifier(setting.name) else text


def _identifier(text: str) -> str:
    # A blank around an identifier is never meant, and the server would only say "not found".
    word = text.strip()
    if not word:
        raise Unreadable("Blanks alone name nothing; write what names the object.")
    refuse_pictures(word)
    if len(word) > _LONGEST_IDENTIFIER:
        raise Unreadable(f"{len(word)} characters are too long for what names one object.")
    return word


def _non_empty(text: str, setting: Setting) -> str:
    if not text.strip():
        raise Unreadable("Blanks alone are not enough here; write some text.")
    return _string(text, setting)


def _id(text: str, _setting: Setting) -> str:
    return _identifier(text)


def _email(text: str, _setting: Setting) -> str:
    return read_email(text)


def _int(text: str, _setting: Setting) -> int:
    value = int(_whole(text))
    if not -(2**31) <= value < 2**31:
        raise Unreadable("That is too large; whole numbers here end at 2147483647 either way.")
    return value


def _big_int(text: str, _setting: Setting) -> str:
    return _tidy(_whole(text))


def _decimal(text: str, _setting: Setting) -> str:
    return _tidy(_number(text, _DECIMAL))


def _float(text: str, _setting: Setting) -> float:
    value = float(_number(text, _FLOAT))
    if not math.isfinite(value):
        raise Unreadable("That number is too large to be sent.")
    return value


def _boolean(text: str, _setting: Setting) -> bool:
    word = text.strip().lower()
    if word not in _YES + _NO:
        raise Unreadable(f"{shown(text)} is neither yes nor no; write true or false.")
    return word in _YES


def _date(text: str, setting: Setting) -> str:
    return read_date(text, now=setting.now).isoformat()


def _datetime(text: str, setting: Setting) -> str:
    return read_datetime(text, now=setting.now).isoformat()


def _time(text: str, _setting: Setting) -> str:
    return read_time(text).isoformat()


def _uuid(text: str, _setting: Setting) -> str:
    word = text.strip().lower().removeprefix("urn:uuid:").strip("{}")
    if re.fullmatch(_UUID, word) is None:
        raise Unreadable(
            f"{shown(text)} is no UUID; it looks like 7f8c1d2e-0a4b-4c3d-9e5f-6a7b8c9d0e1f."
        )
    plain = word.replace("-", "")
    return "-".join((plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:]))


def _json_string(text: str, _setting: Setting) -> str:
    read_json(text)
    return text.strip()


def _upload(_text: str, _setting: Setting) -> object:
    raise Unreadable("Files cannot be sent from a form; leave this empty.")


def _generic(text: str, _setting: Setting) -> object:
    try:
        return read_json(text)
    except Unreadable:
        if text.lstrip()[:1] in ("{", "[", '"'):
            raise
        return text


def _unknown(text: str, setting: Setting) -> object:
    return read_json(text) if text.lstrip()[:1] in ("{", "[") else _string(text, setting)


def _whole(text: str) -> str:
    word = text.strip()
    if re.fullmatch(_WHOLE, word) is None:
        if re.fullmatch(_DECIMAL, word) is not None:
            raise Unreadable(f"Only whole numbers are taken here, so not {shown(word)}.")
        raise Unreadable(f"{shown(text)} is no whole number; write digits alone, such as 42.")
    return _not_endless(word)


def _number(text: str, pattern: str) -> str:
    word = text.strip()
    if re.fullmatch(_COMMA, word) is not None:
        raise Unreadable(f"Write a point, not a comma: {word.replace(',', '.')[:24]}.")
    if re.fullmatch(pattern, word) is None:
        raise Unreadable(f"{shown(text)} is no number; write digits and a point, such as 12.50.")
    return _not_endless(word)


def _not_endless(word: str) -> str:
    if len(word) > _MOST_DIGITS:
        raise Unreadable(f"{len(word)} digits are more than any number here needs.")
    return word


def _tidy(word: str) -> str:
    sign, digits = ("-", word[1:]) if word.startswith("-") else ("", word.removeprefix("+"))
    whole, point, rest = digits.partition(".")
    whole = whole.lstrip("0") or "0"
    return f"{sign}{whole}{point if rest else ''}{rest}"


def takes_lines(spec: FieldSpec) -> bool:
    """Tell whether a field may hold a text of several lines: a note, a message, JSON."""
    short = names.is_email(spec.name) or names.is_iban(spec.name) or names.is_identifier(spec.name)
    long = spec.kind == "scalar" and PARSERS.get(spec.type.name, _unknown) in _LONG
    return long and not short and not spec.secret and not spec.bank_detail


def is_json(spec: FieldSpec) -> bool:
    """Tell whether a field holds JSON, or may."""
    return spec.kind == "scalar" and spec.type.name in ("JSONString", "GenericScalar")


PARSERS: Mapping[str, Parser] = {
    "String": _string,
    "NonEmptyString": _non_empty,
    "ID": _id,
    "NonEmptyID": _id,
    "Email": _email,
    "Int": _int,
    "BigInt": _big_int,
    "Float": _float,
    "Decimal": _decimal,
    "Boolean": _boolean,
    "Date": _date,
    "DateTime": _datetime,
    "Time": _time,
    "UUID": _uuid,
    "JSONString": _json_string,
    "GenericScalar": _generic,
    "Upload": _upload,
}
"""The parsers by scalar name; what is missing is taken as text or JSON."""

_LONG = frozenset({_string, _non_empty, _json_string, _generic, _unknown})
