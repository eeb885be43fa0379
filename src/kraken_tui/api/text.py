"""Text from the server made fit to be drawn: data, never control codes."""

import re

# Whole escape sequences go, not just their first byte, or "[31m" would be left behind as words.
_SEQUENCE = (
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor moves
    "|(?:\x1b[\\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)"  # OSC, DCS...
    "|\x1b[ -/]*[0-~]"  # two-byte escapes
)
_BREAK = "\r\n|[\n\r\t\x0b\x0c\x85\u2028\u2029]"
_HIDDEN = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
_HIDDEN_BUT_LINES = _HIDDEN.replace("\x00-\x1f", "\x00-\x09\x0b-\x1f")
# A lone surrogate is legal in JSON and cannot be written to any terminal.
_SURROGATE = "[\ud800-\udfff]"
_SECRET = r"eyJ[\w-]{8,}\.[\w-]+\.?[\w-]*|\bsk_[A-Za-z]+_\w+"


def plain(text: object, *, lines: bool = False) -> str:
    """Return `text` without control characters, escape sequences and bidirectional overrides.

    Line breaks and tabs become a space, or, with `lines`, a line break each (a tab stays a space).
    None becomes the empty string; anything else that is no string is put into words first.
    """
    words = text if isinstance(text, str) else "" if text is None else str(text)
    if words.isprintable():
        return words  # As nearly every text; the patterns are compiled only for one that is not.
    words = re.sub(_SEQUENCE, "", words)
    words = re.sub(_SURROGATE, "\ufffd", words)
    if not lines:
        return re.sub(_HIDDEN, "", re.sub(_BREAK, " ", words))
    words = re.sub(_BREAK, lambda found: " " if found[0] == "\t" else "\n", words)
    return re.sub(_HIDDEN_BUT_LINES, "", words)


def without_secrets(text: str) -> str:
    """Return `text` with everything that looks like a token or an API key blotted out."""
    return re.sub(_SECRET, "(hidden)", text)


def shorten(text: str, *, limit: int = 300) -> str:
    """Return `text`, cut to at most `limit` characters with an ellipsis at the end if cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
