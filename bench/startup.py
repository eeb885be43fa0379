"""From the command line to an account on the screen, against an empty Textual app."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.ratios import Sample, against, medians, ratios, table
from bench.tenant import DEMO_ACCOUNT, KRAKEN, home, sandbox, write_profile
from bench.terminal import NotReady, Terminal

STABLE = 1.0
IDLE = 3.0
LOADED = "Overdue"
QUANTITIES = {
    "ready": ("ready", "s", 1),
    "cpu": ("CPU till ready", "s", 1),
    "written": ("bytes till stable", "", 1),
    "memory": ("resident when ready", "MB", 1024),
    "connected": ("resident when stable", "MB", 1024),
    "stable cpu": ("CPU till stable", "s", 1),
    "peak": ("resident at most", "MB", 1024),
    "idle bytes": ("bytes in 3 s idle", "", 1),
    "idle cpu": ("CPU in 3 s idle", "s", 1),
    "wakeups": ("wake-ups in 3 s idle", "", 1),
}


@dataclass(frozen=True, slots=True)
class Scenario:
    """Name a command, the text that tells that it is ready, and the ratios aimed at."""

    name: str
    command: Sequence[str]
    text: str
    targets: Mapping[str, float] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)


CONTROL = Scenario("empty app", (sys.executable, "-m", "bench.empty_app"), "Ready.")
DEMO_TARGETS = {"ready": 3.0}
CACHED_TARGETS = {"ready": 1.4, "cpu": 1.5, "written": 2.5, "memory": 1.4}


def run(rounds: int) -> None:
    """Measure all scenarios that can start, in turns, and print what came out."""
    with ExitStack() as stack:
        scenarios = [CONTROL, *_possible(stack)]
        samples: dict[str, list[Sample]] = {scenario.name: [] for scenario in scenarios}
        for _ in range(rounds):
            for scenario in scenarios:
                samples[scenario.name].append(measure(scenario))
    print(f"Start-up, 120x40, median of {rounds} paired rounds")
    print(table(_report(scenarios, samples)))


def measure(scenario: Scenario) -> Sample:
    """Start a program, wait until it is ready and then until it rests, and leave it alone."""
    with Terminal(scenario.command, env=scenario.env) as terminal:
        ready = terminal.ready(scenario.text)
        stable = terminal.settle(STABLE)
        resting = terminal.usage()
        idle_bytes = terminal.idle(IDLE)
        rested = terminal.usage()
    return {
        "ready": ready.seconds,
        "cpu": ready.cpu,
        "written": stable.written,
        "memory": ready.resident,
        "connected": resting.resident,
        "stable cpu": resting.cpu,
        "peak": rested.peak,
        "idle bytes": idle_bytes,
        "idle cpu": rested.cpu - resting.cpu,
        "wakeups": rested.wakeups - resting.wakeups,
    }


def _possible(stack: ExitStack) -> list[Scenario]:
    """Prepare the scenarios; say of each that cannot start why."""
    found = []
    for prepare in (_cached, _demo):
        try:
            found.append(prepare(stack))
        except NotReady as error:
            print(f"Skipped, cannot start: {prepare.__doc__}\n{error}\n")
    return found


def _folder(stack: ExitStack) -> Path:
    return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kraken-bench-")))


def _demo(stack: ExitStack) -> Scenario:
    """The app on its embedded sandbox, with an account's data on screen."""
    command = (*KRAKEN, "--demo")
    scenario = Scenario("--demo", command, LOADED, DEMO_TARGETS, home(_folder(stack)))
    _visit(scenario)
    return scenario


def _cached(stack: ExitStack) -> Scenario:
    """The app on a profile whose account was looked at before, with the tenant over HTTP."""
    folder, port = _folder(stack), stack.enter_context(sandbox())
    write_profile(folder, port=port, account=DEMO_ACCOUNT)
    scenario = Scenario("cached account", KRAKEN, LOADED, CACHED_TARGETS, home(folder))
    _visit(scenario)
    return scenario


def _visit(scenario: Scenario) -> None:
    with Terminal(scenario.command, env=scenario.env) as terminal:
        terminal.ready(scenario.text)
        terminal.settle(STABLE)


def _report(
    scenarios: Sequence[Scenario], samples: Mapping[str, Sequence[Sample]]
) -> list[list[str]]:
    controls = samples[CONTROL.name]
    middle = {name: medians(each) for name, each in samples.items()}
    relative = {name: ratios(each, controls) for name, each in samples.items()}
    rows = [["", *(scenario.name for scenario in scenarios)]]
    for key, (label, unit, scale) in QUANTITIES.items():
        row = [f"{label} {unit}".strip()]
        for scenario in scenarios:
            value = f"{middle[scenario.name][key] / scale:,.3g}"
            if middle[scenario.name][key] / scale >= 100:
                value = f"{middle[scenario.name][key] / scale:,.0f}"
            if scenario is not CONTROL and not key.startswith("idle"):
                value += f" = {against(relative[scenario.name][key], scenario.targets.get(key))}"
            row.append(value)
        rows.append(row)
    return rows
