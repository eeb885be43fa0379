"""Characters that no value may hold, however they got into it."""

import re

from kraken_tui.forms.unreadable import Unreadable

# Tab, line feed and carriage return are text; everything else that draws nothing is not.
_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
_DIRECTION = "[\u202a-\u202e\u2066-\u2069]"
_UNSEEN = "[\u200b\u2060\ufeff\u2028\u2029]"
_HALF = "[\ud800-\udfff]"
_BREAK = "[\t\n\r]"
_PICTURE = "[\U0001f300-\U0001faff\ufe0f]"
_NAMES = {"\x00": "a NUL character", "\x1b": "an escape character", "\x7f": "a delete character"}


def refuse_unsafe(text: str, *, breaks: bool = True) -> None:
    """Raise `Unreadable` if `text` holds a character that has no place in a value.

    Tabs and line breaks pass if `breaks` is true.
    """
    if text.isprintable():
        return  # As nearly every text; the patterns are compiled only for one that is not.
    _refuse(_CONTROL, text, "a control character")
    _refuse(_DIRECTION, text, "a character that turns the direction of writing")
    _refuse(_UNSEEN, text, "an invisible character")
    _refuse(_HALF, text, "half a character")
    if not breaks:
        _refuse(_BREAK, text, "a tab or line break")


def refuse_pictures(text: str) -> None:
    """Raise `Unreadable` if `text` holds an emoji: names of objects have none."""
    if not text.isascii():
        _refuse(_PICTURE, text, "an emoji")


def _refuse(pattern: str, text: str, what: str) -> None:
    found = re.search(pattern, text)
    if found is None:
        return
    what = _NAMES.get(found[0], what)
    place = found.start() + 1
    raise Unreadable(f"There is {what} (U+{ord(found[0]):04X}) at place {place}; remove it.")


def shown(text: str, *, limit: int = 24) -> str:
    """Return `text` in quotes, short enough for a sentence."""
    return f"“{text if len(text) <= limit else text[: limit - 1] + '…'}”"
