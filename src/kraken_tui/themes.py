"""Themes: those that come with the app and a person's own, one TOML file each."""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from textual import constants
from textual.theme import Theme

PACKAGED = Path(__file__).parent / "theme_files"
IN_THE_SOURCES = Path(__file__).parents[2] / "themes"

USUAL = "kraken-dark"
"""What is worn where the theme that was asked for is not there."""

FOR_FEW_COLOURS = {
    "kraken-dark": "kraken-16",
    "kraken-light": "kraken-16-light",
    "kraken-sunlight": "kraken-16-light",
}
"""What stands in for a theme whose shades fall together where there are but 16 colours."""


class Wardrobe(NamedTuple):
    """The themes that there are, by name, and why a person's other files are none."""

    themes: dict[str, Theme]
    passed_over: tuple[str, ...] = ()
    """A sentence for each."""


def wardrobe(config_folder: Path) -> Wardrobe:
    """Read the themes of the app and a person's own, which may replace ours.

    A person's file that is no theme is passed over: a colour is no reason not to start.
    """
    found = {theme.name: theme for theme in map(_read, _files(PACKAGED, IN_THE_SOURCES))}
    passed_over: list[str] = []
    for path in _files(config_folder / "themes"):
        from kraken_tui.own_theme import NotATheme, read

        try:
            theme = read(path)
        except NotATheme as error:
            passed_over.append(f"The theme in {path} is passed over: it {error}")
        else:
            found[theme.name] = theme
    return Wardrobe(found, tuple(passed_over))


def _files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(folder.glob("*.toml"))


def for_terminal(theme: str) -> str:
    """Name the theme that shows on this terminal what another one shows on most."""
    return FOR_FEW_COLOURS.get(theme, theme) if _has_few_colours() else theme


def _has_few_colours() -> bool:
    """Tell whether there are 16 colours at most, or none, as Textual will find."""
    console = Console(color_system=constants.COLOR_SYSTEM, force_terminal=True)  # type: ignore[arg-type]
    return "NO_COLOR" in os.environ or console.color_system in {None, "standard"}


def _read(path: Path) -> Theme:
    values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return Theme(**values)
