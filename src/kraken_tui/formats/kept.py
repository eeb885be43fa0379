"""Patterns kept on disk: babel takes 50 ms to tell them, a small file less than one."""

from __future__ import annotations

import json
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kraken_tui.config.files import write_private
from kraken_tui.formats.patterns import Patterns, ask_babel

VERSION = 1
"""Raised when patterns have other fields, or the same ones another meaning."""


def kept_patterns(locale: str, currency: str, folder: Path | None) -> Patterns:
    """Return the patterns of a locale and a currency, kept in a folder if there is one.

    What is kept counts as long as babel is the one that told it.
    """
    if folder is None:
        return ask_babel(locale, currency)
    stamp = [VERSION, locale, currency, *_babel()]
    path = folder / f"{_file_name(locale)}-{_file_name(currency)}.json"
    with suppress(OSError, ValueError, TypeError, LookupError):
        return _read(path, stamp)
    patterns = ask_babel(locale, currency)
    with suppress(OSError):
        content = json.dumps({"stamp": stamp, "patterns": patterns._asdict()})
        write_private(path, content.encode(), durable=False)
    return patterns


def _babel() -> list[Any]:
    """Tell babel's installation from any other, without importing it."""
    spec = find_spec("babel")
    if spec is None or spec.origin is None:
        return []
    found = Path(spec.origin).stat()
    return [spec.origin, found.st_mtime_ns, found.st_size]


def _file_name(text: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in text)[:40]


def _read(path: Path, stamp: list[Any]) -> Patterns:
    kept = json.loads(path.read_bytes())
    if kept["stamp"] != stamp:
        raise ValueError("It was written by another babel.")
    values = kept["patterns"]
    pairs = {name: _pair(values[name]) for name in ("money_groups", "number_groups")}
    around = {
        name: (_pair(values[name][0]), _pair(values[name][1])) for name in ("money", "number")
    }
    return Patterns(**{**values, **pairs, **around})


def _pair(values: list[Any]) -> tuple[Any, Any]:
    first, second = values
    return first, second
