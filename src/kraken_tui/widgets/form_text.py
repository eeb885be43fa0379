"""Typed text made visible: what draws nothing gets a stand-in, and comes back as it was."""

import re

_HIDDEN = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff]"
)
_HIDDEN_IN_LINES = _HIDDEN.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f")
_PICTURES = 0x2400
_DELETE = 0x2421
_PRIVATE = 0xF0000
_STAND_IN = "[\u2400-\u241f\u2421\U000f0000-\U000fffff]"


def visible(text: str, *, lines: bool = False) -> str:
    """Return `text` with a visible stand-in for each character that a terminal would obey.

    Control characters get their picture, as in ␀ and ␊; others a character of private use.
    With `lines`, tabs and line breaks stay what they are.
    """
    if text.isprintable():
        return text  # As nearly every text; the patterns are compiled only for one that is not.
    hidden = _HIDDEN_IN_LINES if lines else _HIDDEN
    return re.sub(hidden, lambda found: _stand_in(ord(found[0])), text)


def from_terminal(text: str) -> str:
    """Return a pasted text with line breaks as they were copied: many terminals make them \\r."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def typed(text: str) -> str:
    """Return what `visible` was given."""
    return re.sub(_STAND_IN, lambda found: _original(ord(found[0])), text)


def _stand_in(code: int) -> str:
    if code < 0x20:
        return chr(_PICTURES + code)
    return chr(_DELETE) if code == 0x7F else chr(_PRIVATE + code)


def _original(code: int) -> str:
    if code >= _PRIVATE:
        return chr(code - _PRIVATE)
    return "\x7f" if code == _DELETE else chr(code - _PICTURES)
