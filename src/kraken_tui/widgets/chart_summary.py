"""A chart in a sentence, for who cannot see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from rich.cells import cell_len

from kraken_tui.formats import Formats, Number
from kraken_tui.widgets.chart_series import Place, Series, Write


def summary(series: Series, *, write: Write, formats: Formats, width: int) -> str:
    """Say the lowest, the highest and the last value of a series, and where if width allows."""
    known = series.known
    if not known:
        return "nothing known"
    low, high = (choose(known, key=lambda point: point[1]) for choose in (min, max))
    told = [("lowest", low), ("highest", high)]
    if not isinstance(known[-1][0], str):
        told.append(("last", known[-1]))
    if len(known) == 1:
        told = [("only", low)]
    whole = _sentence(told, write, lambda place: f" ({where(place, formats)})")
    return whole if cell_len(whole) <= width else _sentence(told, write, lambda _: "")


def where(place: Place, formats: Formats) -> str:
    """Write a place in full."""
    if isinstance(place, datetime):
        return formats.moment(place)
    return place if isinstance(place, str) else formats.day(place)


def _sentence(
    told: list[tuple[str, tuple[Place, Number]]], write: Write, where: Callable[[Place], str]
) -> str:
    return ", ".join(f"{word} {write(value)}{where(place)}" for word, (place, value) in told)
