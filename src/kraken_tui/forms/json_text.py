"""JSON as text: read it, say where it breaks off, lay it out."""

import json
import re

from kraken_tui.forms.unreadable import Unreadable

_TOKEN = r'(?s)"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+'
_OPEN, _CLOSE = ("{", "["), ("}", "]")


class NoJson(Unreadable):
    """A text breaks off being JSON; `line` and `column`, both from 1, say where."""

    def __init__(self, error: json.JSONDecodeError) -> None:
        self.line, self.column = error.lineno, error.colno
        what = error.msg[:1].lower() + error.msg[1:]
        super().__init__(
            f'This is no JSON: line {self.line}, column {self.column}, {what}. Try {{"key": 1}}.'
        )


def read_json(text: str) -> object:
    """Return what the JSON in `text` says. Raise `Unreadable`, saying where it breaks off."""
    try:
        value: object = json.loads(text, parse_constant=_no_constant)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except json.JSONDecodeError as error:
        raise NoJson(error) from None
    except UnicodeEncodeError:
        raise Unreadable("This JSON holds half a character (a lone surrogate).") from None
    except (RecursionError, ValueError):
        raise Unreadable("This JSON is nested too deeply or holds too long a number.") from None
    return value


def _no_constant(word: str) -> object:
    raise json.JSONDecodeError(f"{word} is no JSON", word, 0)


def laid_out(text: str) -> str:
    """Return JSON with one entry a line; no value in it is touched. Raise `Unreadable`.

    Token by token, because reading and writing it anew would round numbers and lose what is named
    twice.
    """
    read_json(text)
    tokens = re.findall(_TOKEN, text)
    parts: list[str] = []
    depth = 0
    for before, token in zip(["", *tokens], tokens, strict=False):
        depth -= token in _CLOSE
        empty = token in _CLOSE and before in _OPEN
        if (before in (*_OPEN, ",") or token in _CLOSE) and not empty:
            parts.append("\n" + "  " * depth)
        parts.append(" " if before == ":" else "")
        parts.append(token)
        depth += token in _OPEN
    return "".join(parts)
