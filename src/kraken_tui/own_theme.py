"""A theme that a person wrote: read, and checked for all that would stop the app later."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from textual.color import Color, ColorParseError
from textual.css.errors import StylesheetError
from textual.css.stylesheet import Stylesheet
from textual.css.tokenizer import TokenError
from textual.theme import Theme

from kraken_tui.config.hints import did_you_mean

REQUIRED = ("name", "primary")
KNOWN = tuple(field.name for field in fields(Theme))
OF_KIND: dict[str, type | tuple[type, ...]] = {
    "name": str,
    "dark": bool,
    "ansi": bool,
    "luminosity_spread": (int, float),
    "text_alpha": (int, float),
    "variables": dict,
}
"""What a key holds; every other one holds a colour."""


class NotATheme(Exception):
    """A file cannot be worn; its text ends the sentence that begins with the file's name."""


def read(path: Path) -> Theme:
    """Read a theme; raise NotATheme."""
    for wrong in _mistakes(values := _values(path)):
        raise NotATheme(wrong)
    theme = Theme(**values)
    for wrong in _bad_variables(theme, values.get("variables", {})):
        raise NotATheme(wrong)
    return theme


def _values(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise NotATheme(f"cannot be read: {error.strerror or error}.") from None
    except ValueError as error:
        why = str(error)
        raise NotATheme(f"is not TOML: {why[:1].lower()}{why[1:]}.") from None


def _mistakes(values: Mapping[str, object]) -> Iterator[str]:
    for key in REQUIRED:
        if not values.get(key):
            yield f'lacks "{key}".'
    for key, value in values.items():
        if key not in KNOWN:
            hint = did_you_mean(key, KNOWN) or f"it may have {', '.join(KNOWN)}."
            yield f'has "{key}", which no theme has; {hint}'
        elif not isinstance(value, OF_KIND.get(key, str)):
            yield f"has {_quoted(key, value)}, which is something else."
        elif key not in OF_KIND and not _is_colour(str(value)):
            yield f"has {_quoted(key, value)}, which is no colour such as #5ab0f6."


def _is_colour(text: str) -> bool:
    try:
        Color.parse(text)
    except ColorParseError:
        return False
    return True


def _bad_variables(theme: Theme, given: Mapping[str, object]) -> Iterator[str]:
    """Use each variable as the styles will, for only they know what fits where."""
    usual = Theme(name=theme.name, primary=theme.primary).to_color_system().generate()
    for name, value in given.items():
        variables = {**usual, name: value if isinstance(value, str) else "?"}
        kind = "text-style" if "style" in name.split("-") else "color"
        styles = Stylesheet(variables=variables)
        styles.add_source(f"* {{ {kind}: ${name}; }}")
        try:
            styles.parse()
        except (StylesheetError, TokenError):
            yield f"has {_quoted(name, value)} among its variables, which fits nowhere."


def _quoted(key: str, value: object) -> str:
    told = str(value)
    return f'{key} = "{told if len(told) <= 30 else told[:29] + "…"}"'
