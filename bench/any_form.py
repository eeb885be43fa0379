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
LIST = (*KRAKEN, "--screen", "operations")
QUANTITIES = {
    "form": f"--form s (target {TARGET:g})",
    "form cpu": "CPU s",
    "list": "list s",
    "picked": "form from it s",
    "picked cpu": "CPU s",
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
    print("From start to an opened form, schema cached: with --form, and from the list of")
    print("operations, to which the keys are sent in one piece when it is painted. It counts when")
    print(f"the fields are. An empty app starts before; 120x40, median of {rounds} paired rounds")
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
    """Start an empty app, then open a form in both ways."""
    with Terminal(CONTROL.command) as terminal:
        ready = terminal.ready(CONTROL.text)
    seen = shows_form(way.name, way.labels)
    with Terminal((*KRAKEN, "--form", way.name), env=way.tenant.env) as terminal:
        opened = terminal.until(seen)
    first = names.label(way.tenant.index().mutations[0].name)
    with Terminal(LIST, env=way.tenant.env) as terminal:
        listed = terminal.first(first[:12])
        terminal.send(*way.keys)
        picked = terminal.until(seen)
    return _sample(ready, ready, ready), _sample(opened, listed, picked)


def _sample(opened: Moment, listed: Moment, picked: Moment) -> Sample:
    return {
        "form": opened.seconds,
        "form cpu": opened.cpu,
        "list": listed.seconds,
        "picked": picked.seconds,
        "picked cpu": picked.cpu,
    }


def _row(way: Way, pairs: Sequence[tuple[Sample, Sample]]) -> list[str]:
    controls, forms = zip(*pairs, strict=True)
    middle, relative = medians(forms), ratios(forms, controls)
    cells = [f"{middle[key]:.2f} = {relative[key]:.2f}" for key in QUANTITIES]
    return [f"{way.tenant.name}, {way.which}", f"{len(way.labels)}", *cells, way.name]
