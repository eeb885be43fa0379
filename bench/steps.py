"""Keys to press on a table, what each answer costs, and the report in ratios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bench.ratios import Sample, medians, ratios
from bench.terminal import Moment, Terminal


@dataclass(frozen=True, slots=True)
class Step:
    """Name a key to measure, pressed so often, after others each time or once; bytes at most.

    Quiet is for how many seconds nothing may be written before the answer counts as whole.
    """

    label: str
    key: str
    times: int = 3
    before: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    most: int | None = None
    quiet: float = 0.1


def walk(terminal: Terminal, steps: Sequence[Step]) -> Sample:
    """Press the keys; give seconds, CPU seconds (medians) and bytes (the most) of each step."""
    sample: dict[str, float] = {}
    for step in steps:
        for key in step.once:
            terminal.press(key, quiet=0.03)
        terminal.settle(step.quiet)
        answers = [_answer(terminal, step) for _ in range(step.times)]
        sample[f"{step.label} s"] = median(answer.seconds for answer in answers)
        sample[f"{step.label} cpu"] = median(answer.cpu for answer in answers)
        sample[f"{step.label} bytes"] = max(answer.written for answer in answers)
    return sample


def _answer(terminal: Terminal, step: Step) -> Moment:
    for key in step.before:
        terminal.press(key, quiet=step.quiet)
    return terminal.press(step.key, quiet=step.quiet)


def report(steps: Sequence[Step], samples: Mapping[str, Sequence[Sample]]) -> Iterator[list[str]]:
    """Write the rows of a table: each quantity, and its ratio to the first column's."""
    yield ["", *samples]
    middle = {name: medians(each) for name, each in samples.items()}
    controls = next(iter(samples.values()))
    relative = {name: ratios(each, controls) for name, each in samples.items()}
    for step in steps:
        for quantity, unit in (("s", "ms"), ("cpu", "CPU ms")):
            key = f"{step.label} {quantity}"
            pairs = [(middle[name][key] * 1000, relative[name][key]) for name in samples]
            cells = [f"{value:.1f} = {ratio:.2f}" for value, ratio in pairs]
            yield [f"{step.label}, {unit}", *cells]
        target = f" (at most {step.most:,})" if step.most else ""
        counts = [f"{middle[name][f'{step.label} bytes']:,.0f}" for name in samples]
        yield [f"{step.label}, bytes{target}", *counts]
