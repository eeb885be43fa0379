"""The record table at 100, 10,000 and 1,000,000 rows, with Textual's own at 100 as a control."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bench.ratios import Sample, medians, ratios, table
from bench.terminal import Moment, Terminal

SIZES = (100, 10_000, 1_000_000)
PAGES = 200
SETTLED = 0.2
CASES = (("record", 100), ("record", 10_000), ("record", 1_000_000), ("textual", 100))


@dataclass(frozen=True, slots=True)
class Step:
    """Name a key to measure, pressed so often, after others each time or once; bytes at most."""

    label: str
    key: str
    times: int = 5
    before: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    most: int | None = None


STEPS = (
    Step("opening", "o", before=("c",)),
    Step("one row down", "down", most=500),
    Step("page down", "pagedown", before=("ctrl+home",), most=10_000),
    Step("jump to the end", "ctrl+end", before=("ctrl+home",)),
    Step("one row down, scrolling", "down", once=("ctrl+home", *["down"] * 40)),
)


def run(rounds: int) -> None:
    """Measure each size in turns and print ratios to the table of 100 rows."""
    samples: dict[str, list[Sample]] = {_name(*case): [] for case in CASES}
    for _ in range(rounds):
        for case in CASES:
            samples[_name(*case)].append(measure(*case))
    print(f"Tables, 120x40, median of {rounds} paired rounds; ratios to {_name(*CASES[0])}")
    print(table(list(_report(samples))))
    print()
    print(f"Memory over {PAGES} pages down, resident MB before and after")
    print(table([_memory(kind, SIZES[-1]) for kind in ("record", "paged")]))


def measure(kind: str, rows: int) -> Sample:
    """Open a table and press the keys; seconds, CPU seconds and bytes of each answer."""
    sample: dict[str, float] = {}
    with _terminal(kind, rows) as terminal:
        terminal.ready("Ready.")
        for step in STEPS:
            for key in step.once:
                terminal.press(key, quiet=0.03)
            answers = [_answer(terminal, step) for _ in range(step.times)]
            sample[f"{step.label} s"] = median(answer.seconds for answer in answers)
            sample[f"{step.label} cpu"] = median(answer.cpu for answer in answers)
            sample[f"{step.label} bytes"] = max(answer.written for answer in answers)
    return sample


def _answer(terminal: Terminal, step: Step) -> Moment:
    for key in step.before:
        terminal.press(key, quiet=SETTLED)
    return terminal.press(step.key, quiet=SETTLED)


def _terminal(kind: str, rows: int) -> Terminal:
    return Terminal([sys.executable, "-m", "bench.table_app", kind, str(rows)])


def _name(kind: str, rows: int) -> str:
    return f"{rows:,}" if kind == "record" else f"DataTable {rows:,}"


def _report(samples: Mapping[str, Sequence[Sample]]) -> Iterator[list[str]]:
    yield ["", *samples]
    middle = {name: medians(each) for name, each in samples.items()}
    controls = next(iter(samples.values()))
    relative = {name: ratios(each, controls) for name, each in samples.items()}
    for step in STEPS:
        for quantity, unit in (("s", "ms"), ("cpu", "CPU ms")):
            key = f"{step.label} {quantity}"
            cells = [
                f"{middle[name][key] * 1000:.1f} = {relative[name][key]:.2f}" for name in samples
            ]
            yield [f"{step.label}, {unit}", *cells]
        target = f" (at most {step.most:,})" if step.most else ""
        counts = [f"{middle[name][f'{step.label} bytes']:,.0f}" for name in samples]
        yield [f"{step.label}, bytes{target}", *counts]


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
