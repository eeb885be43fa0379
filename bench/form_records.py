"""Reading the record of each mutation from the cached schema."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from statistics import median
from time import perf_counter

from bench.form_homes import Tenant


def read_records(tenant: Tenant, rounds: int) -> Mapping[str, float]:
    """Read every record some times over; give the median seconds of each, by name."""
    assert "graphql" not in sys.modules
    index = tenant.index()
    names = [heading.name for heading in index.mutations]
    gc.disable()
    times: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(max(3, rounds)):
        for name in names:
            started = perf_counter()
            index.record(name)
            times[name].append(perf_counter() - started)
    gc.enable()
    return {name: median(each) for name, each in times.items()}
