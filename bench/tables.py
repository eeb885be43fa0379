"""The record table at 100, 10,000 and 1,000,000 rows, with Textual's own at 100 as a control."""

from __future__ import annotations

import sys

from bench.ratios import Sample, table
from bench.steps import Step, report, walk
from bench.terminal import Terminal

PAGES = 200
CASES = (("record", 100), ("record", 10_000), ("record", 1_000_000), ("textual", 100))
STEPS = (
    Step("opening", "o", before=("c",), quiet=0.25),
    Step("one row down", "down", times=7, most=500),
    Step("page down", "pagedown", before=("ctrl+home",), most=10_000),
    Step("jump to the end", "ctrl+end", before=("ctrl+home",)),
    Step("one row down, scrolling", "down", once=("ctrl+home", *["down"] * 40)),
)


def run(rounds: int) -> None:
    """Measure each size in turns and print ratios to the table of 100 rows."""
    samples: dict[str, list[Sample]] = {_name(*case): [] for case in CASES}
    for _ in range(rounds):
        for case in CASES:
            with _terminal(*case) as terminal:
                terminal.ready("Ready.")
                samples[_name(*case)].append(walk(terminal, STEPS))
    print(f"Tables, 120x40, median of {rounds} paired rounds; ratios to {_name(*CASES[0])} rows")
    print(table(list(report(STEPS, samples))))
    print()
    print(f"Memory over {PAGES} pages down, resident MB before and after")
    print(table([_memory(kind, 1_000_000) for kind in ("record", "paged")]))


def _terminal(kind: str, rows: int) -> Terminal:
    return Terminal([sys.executable, "-m", "bench.table_app", kind, str(rows)])


def _name(kind: str, rows: int) -> str:
    return f"{rows:,}" if kind == "record" else f"DataTable {rows:,}"


def _memory(kind: str, rows: int) -> list[str]:
    with _terminal(kind, rows) as terminal:
        terminal.ready("Ready.")
        terminal.press("o")
        terminal.press("pagedown")
        before = terminal.usage().resident
        for _ in range(PAGES):
            terminal.press("pagedown", quiet=0.03)
        after = terminal.usage().resident
    return [f"{kind}, {rows:,} rows", f"{before / 1024:.1f}", f"{after / 1024:.1f}"]
