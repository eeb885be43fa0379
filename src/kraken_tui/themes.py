"""Themes: those that come with the app and a person's own, one TOML file each."""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from textual import constants
from textual.theme import Theme

PACKAGED = Path(__file__).parent / "theme_files"
IN_THE_SOURCES = Path(__file__).parents[2] / "themes"

FOR_FEW_COLOURS = {
    "kraken-dark": "kraken-16",
    "kraken-light": "kraken-16-light",
    "kraken-sunlight": "kraken-16-light",
}
"""What stands in for a theme whose shades fall together where there are but 16 colours."""


def app_themes(config_folder: Path) -> Iterator[Theme]:
    """Give every theme that can be read, a person's own last so that it may replace ours.

    A file that is no theme is passed over: a colour is no reason not to start.
    """
    for folder in (PACKAGED, IN_THE_SOURCES, config_folder / "themes"):
        for path in sorted(folder.glob("*.toml")):
            if (theme := _read(path)) is not None:
                yield theme


def for_terminal(theme: str) -> str:
    """Name the theme that shows on this terminal what another one shows on most."""
    return FOR_FEW_COLOURS.get(theme, theme) if _has_few_colours() else theme


def _has_few_colours() -> bool:
    """Tell whether there are 16 colours at most, or none, as Textual will find."""
    console = Console(color_system=constants.COLOR_SYSTEM, force_terminal=True)  # type: ignore[arg-type]
    return "NO_COLOR" in os.environ or console.color_system in {None, "standard"}


def _read(path: Path) -> Theme | None:
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return Theme(**values)
    except (OSError, ValueError, TypeError):
        return None
