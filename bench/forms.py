"""Forms: a record from the cache, from a key to the first painted fields, a letter typed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench.form_homes import FURTHER, Tenant, tenants
from bench.form_openings import Opening, Openings, first_openings, from_actions, slowest
from bench.form_records import read_records
from bench.form_typing import type_words
from bench.ratios import medians, ratios, table
from bench.startup import CONTROL
from bench.terminal import NotReady, Terminal

OPENING_HEAD = ["", "rows", "ms", "CPU ms", "control", "ratio", "CPU ratio", "bytes", ""]
RECORD, MIDDLE, LONGEST, TYPING = 5, 10, 30, 1.5
REFERENCE = 0.16
"""Seconds after which an empty app is ready on the machine that the targets were set for."""


def run(rounds: int) -> None:
    """Measure every form of every tenant."""
    further = os.environ.get(FURTHER)
    with ExitStack() as stack:
        found = list(tenants(stack, Path(further) if further else None))
        _records(found, rounds)
        _openings(found, rounds)
        _others(found[0], rounds)
        _typing(found[0], rounds)


def _records(found: Sequence[Tenant], rounds: int) -> None:
    print("Reading a mutation's record from the cached schema, without graphql-core, ms")
    rows = [["", "mutations", f"median (target {RECORD})", "worst", ""]]
    for tenant in found:
        times = read_records(tenant, rounds)
        worst = max(times, key=lambda name: times[name])
        middle = median(times.values())
        rows.append([tenant.name, f"{len(times)}", _ms(middle), _ms(times[worst]), worst])
    print(table(rows) + "\n")


def _openings(found: Sequence[Tenant], rounds: int) -> None:
    print("Opening a form, schema cached: from enter in the list of operations, sent to the real")
    print("app through a pseudo-terminal, to the bytes that paint its fields; ms of time, and of")
    print("the processor. Each opening has one of the control beside it, a bare Textual app that")
    print("shows a mounted screen with one text. The slowest are medians of more openings.")
    slowness = _empty_app(rounds) / REFERENCE
    print(f"The targets are for a machine on which an empty app is ready in {REFERENCE:g} s; this")
    print(f"one takes {slowness:.1f} times as long: divide by that.\n")
    for tenant in found:
        with ExitStack() as stack:
            try:
                print(table([OPENING_HEAD, *_of_tenant(tenant, stack, rounds)]) + "\n")
            except NotReady as error:
                print(f"Skipped: {tenant.name}\n{error}\n")


def _empty_app(rounds: int) -> float:
    """Tell the seconds after which an empty Textual app is ready."""
    times = []
    for _ in range(rounds):
        with Terminal(CONTROL.command) as terminal:
            times.append(terminal.ready(CONTROL.text).seconds)
    return median(times)


def _of_tenant(tenant: Tenant, stack: ExitStack, rounds: int) -> Iterator[list[str]]:
    openings = Openings(tenant, stack)
    openings.open(openings.names[0])  # The first is told of on its own.
    times = {name: openings.open(name) for name in openings.names}
    again = {name: openings.open_often(name, max(5, rounds)) for name in slowest(times)}
    times |= again
    yield _median_row(f"{tenant.name}, median of {len(times)} (target {MIDDLE})", times)
    worst = max(times.values(), key=lambda each: each.seconds)
    longest = max(times.values(), key=lambda each: each.rows)
    yield _row(f"{tenant.name}, slowest", worst)
    yield _row(f"{tenant.name}, longest (target {LONGEST})", longest)


def _median_row(label: str, times: Mapping[str, Opening]) -> list[str]:
    each = list(times.values())
    return [
        label,
        f"{median(one.rows for one in each):.0f}",
        _ms(median(one.seconds for one in each)),
        _ms(median(one.cpu for one in each)),
        _ms(median(one.control.seconds for one in each)),
        f"{median(one.seconds / one.control.seconds for one in each):.2f}",
        f"{median(one.cpu / one.control.cpu for one in each):.2f}",
        f"{median(one.written for one in each):.0f}",
        "",
    ]


def _row(label: str, one: Opening) -> list[str]:
    return [*_median_row(label, {one.name: one})[:-1], one.name]


def _others(tenant: Tenant, rounds: int) -> None:
    print("Other ways to a form, median ms and CPU ms")
    rows = [["", "ms", "CPU ms"]]
    for label, times in (
        ("the first form of a fresh app", first_openings(tenant, rounds)),
        ("enter in the list of actions", from_actions(max(5, rounds))),
    ):
        seconds, cpu = (median(each.seconds for each in times), median(each.cpu for each in times))
        rows.append([label, _ms(seconds), _ms(cpu)])
    print(table(rows) + "\n")


def _typing(tenant: Tenant, rounds: int) -> None:
    samples = type_words(tenant, rounds)
    control, field = samples.values()
    middle = {side: medians(each) for side, each in samples.items()}
    relative = ratios(field, control)
    print(f"Typing a letter, from the key to the last byte, median of {rounds} paired rounds")
    rows = [["", *samples, f"ratio (target {TYPING})"]]
    for key, label in (("seconds", "ms"), ("cpu", "CPU ms")):
        cells = [_ms(each[key]) for each in middle.values()]
        rows.append([label, *cells, f"{relative[key]:.2f}"])
    counts = [f"{each['bytes']:.0f}" for each in middle.values()]
    rows.append(["bytes", *counts, f"{relative['bytes']:.2f}"])
    print(table(rows))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f}" if seconds < 0.01 else f"{seconds * 1000:.1f}"
