"""The table of all faults at the end of a test run: what was told, noted and done."""

from collections.abc import Iterator
from typing import Any

import pytest

_NAME = "fault"
_KINDS = ("query", "with a key", "its key again", "without a key")
_TITLE = "faults: what was told; of changes what the journal says, and how often they were made"

Noted = tuple[int, str, str, str]
"""The fault's place and name, what was sent, and what became of it."""


def note(item: Any, fault: tuple[int, str], kind: str, *became: object) -> None:
    """Keep for the table what `became` of one combination."""
    text = "  ".join(f"{part:<8}" for part in map(str, became))
    item.user_properties.append((_NAME, (*fault, kind, text.rstrip())))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print it; the properties of a test come here from all processes of a run."""
    noted = sorted(_noted(terminalreporter))
    cells = {(fault, kind): text for _, fault, kind, text in noted}
    if cells:
        faults = dict.fromkeys(fault for _, fault, _, _ in noted)
        rows = [[fault, *(cells.get((fault, kind), "") for kind in _KINDS)] for fault in faults]
        terminalreporter.section(_TITLE, sep="-")
        for line in _aligned([["", *_KINDS], *rows]):
            terminalreporter.write_line(line)


def _noted(reporter: pytest.TerminalReporter) -> Iterator[Noted]:
    for reports in reporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call":
                for name, value in report.user_properties:
                    if name == _NAME:
                        yield tuple(value)


def _aligned(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(map(str.ljust, row, widths)).rstrip()
