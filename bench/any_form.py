"""From the command line to the form of a mutation, schema cached, against an empty Textual app."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.form_homes import FURTHER, Tenant, tenants
from bench.form_openings import labels_of, shows_form
from bench.ratios import Sample, medians, ratios, table
from bench.startup import CONTROL
from bench.tenant import KRAKEN
from bench.terminal import Moment, NotReady, Terminal
from kraken_tui.forms import names

TARGET = 1.4
COMMAND = (*KRAKEN, "--screen", "operations")
QUANTITIES = {
    "list": "list s",
    "form": f"form s (target {TARGET:g})",
    "list cpu": "list CPU s",
    "form cpu": "form CPU s",
}


@dataclass(frozen=True, slots=True)
class Way:
    """Name a mutation, the labels of its form, and the keys that lead there from the list."""

    tenant: Tenant
    which: str
    name: str
    labels: Sequence[str]
    keys: Sequence[str]


def run(rounds: int) -> None:
    """Open the first, the last and the longest form of each tenant, in a fresh app each time."""
    further = os.environ.get(FURTHER)
    print("From start to an opened form, schema cached: the keys are sent in one piece when the")
    print("list of operations is painted, and it counts when the fields are. An empty app starts")
    print(f"before each; 120x40, median of {rounds} paired rounds")
    with ExitStack() as stack:
        try:
            found = tenants(stack, Path(further) if further else None)
            ways = [way for tenant in found for way in _ways(tenant)]
            rows = [_row(way, [_pair(way) for _ in range(rounds)]) for way in ways]
        except NotReady as error:
            print(f"Skipped, cannot start: any form\n{error}")
            return
    print(table([["", "rows", *QUANTITIES.values(), ""], *rows]))


def _ways(tenant: Tenant) -> Iterator[Way]:
    every = [heading.name for heading in tenant.index().mutations]
    labels = {name: labels_of(tenant, name) for name in every}
    longest = max(every, key=lambda name: len(labels[name]))
    for which, name, keys in (
        ("first", every[0], ["enter"]),
        ("last", every[-1], ["end", "enter"]),
        ("longest", longest, [*["down"] * every.index(longest), "enter"]),
    ):
        yield Way(tenant, which, name, labels[name], keys)


def _pair(way: Way) -> tuple[Sample, Sample]:
    """Start an empty app, then open a form."""
    with Terminal(CONTROL.command) as terminal:
        ready = terminal.ready(CONTROL.text)
    first = names.label(way.tenant.index().mutations[0].name)
    with Terminal(COMMAND, env=way.tenant.env) as terminal:
        listed = terminal.first(first[:12])
        terminal.send(*way.keys)
        opened = terminal.until(shows_form(way.name, way.labels))
    return _sample(ready, ready), _sample(listed, opened)


def _sample(listed: Moment, opened: Moment) -> Sample:
    return {
        "list": listed.seconds,
        "form": opened.seconds,
        "list cpu": listed.cpu,
        "form cpu": opened.cpu,
    }


def _row(way: Way, pairs: Sequence[tuple[Sample, Sample]]) -> list[str]:
    controls, forms = zip(*pairs, strict=True)
    middle, relative = medians(forms), ratios(forms, controls)
    cells = [f"{middle[key]:.2f} = {relative[key]:.2f}" for key in QUANTITIES]
    return [f"{way.tenant.name}, {way.which}", f"{len(way.labels)}", *cells, way.name]
