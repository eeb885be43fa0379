"""The table of all faults at the end of a test run: what was told, noted and done."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

_NAME = "fault"
_KINDS = ("query", "with a key", "without a key")

Cells = dict[str, dict[str, str]]


def note(
    item: Any, *, fault: str, kind: str, told: str, journal: Sequence[str], applied: int
) -> None:
    """Keep for the table what became of one combination."""
    written = f"{journal[0]:<8}  {applied}" if journal else ""
    item.user_properties.append((_NAME, [fault, kind, f"{told:<8}  {written}".rstrip()]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print it; the properties of a test come here from all processes of a run."""
    cells: Cells = {}
    for fault, kind, text in _noted(terminalreporter):
        cells.setdefault(fault, {})[kind] = text
    if cells:
        terminalreporter.section("faults: told, in the journal, made by the tenant", sep="-")
        for line in _lines(cells):
            terminalreporter.write_line(line)


def _noted(reporter: pytest.TerminalReporter) -> Iterator[list[str]]:
    for reports in reporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call":
                for name, value in report.user_properties:
                    if name == _NAME:
                        yield value


def _lines(cells: Cells) -> Iterator[str]:
    rows = [["", *_KINDS], *([fault, *_row(kinds)] for fault, kinds in cells.items())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(map(str.ljust, row, widths)).rstrip()


def _row(kinds: dict[str, str]) -> list[str]:
    return [kinds.get(kind, "") for kind in _KINDS]
