"""Themes: those that come with the app and a person's own, one TOML file each."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from textual.theme import Theme

PACKAGED = Path(__file__).parent / "theme_files"
IN_THE_SOURCES = Path(__file__).parents[2] / "themes"


def app_themes(config_folder: Path) -> Iterator[Theme]:
    """Give every theme that can be read, a person's own last so that it may replace ours.

    A file that is no theme is passed over: a colour is no reason not to start.
    """
    for folder in (PACKAGED, IN_THE_SOURCES, config_folder / "themes"):
        for path in sorted(folder.glob("*.toml")):
            if (theme := _read(path)) is not None:
                yield theme


def _read(path: Path) -> Theme | None:
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return Theme(**values)
    except (OSError, ValueError, TypeError):
        return None
