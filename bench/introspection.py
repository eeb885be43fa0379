"""Keys pressed while a large schema arrives over a slow line and is worked into the cache."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from bench.form_homes import FURTHER, answer_of_file, answer_of_sandbox
from bench.grown_schema import grown
from bench.ratios import against, table
from bench.slow_tenant import SlowTenant
from bench.tenant import DEMO_ACCOUNT, KRAKEN, home, sandbox, write_profile
from bench.terminal import NotReady, Terminal
from kraken_tui.api.schema_cache import SchemaCache

SIZE = 4_000_000
TARGET = 1.2
QUIET, ARRIVING, WORKING = "quiet", "arriving", "worked in"
ROW, LETTER = "one row down", "a letter into the filter"
ROWS, WORD = 8, "water"
AFTER = 2
"""So many quiet turns follow once the schema is kept."""
PATIENCE = 120.0
LOADED = "transactions loaded"

Presses = Mapping[tuple[str, str], Sequence[float]]
"""Seconds from a key to the last byte of its answer, by key and by what went on meanwhile."""


def run(rounds: int) -> None:
    """Press keys in turns, the schema on its way and held back, in a fresh app each round."""
    with ExitStack() as stack:
        try:
            port = stack.enter_context(sandbox("--transactions", "300"))
            answer = grown(_answer(port), SIZE)
            found: dict[tuple[str, str], list[float]] = defaultdict(list)
            for _ in range(rounds):
                for place, seconds in _round(port, answer):
                    found[place].append(seconds)
        except NotReady as error:
            print(f"Skipped, cannot start: keys while the schema arrives\n{error}")
            return
    print(f"Keys while a schema of {len(answer) / 1e6:.1f} MB arrives at 1 Mbit/s and is worked")
    print("into the cache in a child process, from the key to the last byte, ms. Quiet is in")
    print("turns with the arrival, in the same app: the line is open and nothing comes.")
    print(f"Transactions over HTTP, 120x40, all keys of {rounds} rounds")
    print(table(list(_report(found))))


def _answer(port: int) -> bytes:
    further = os.environ.get(FURTHER)
    return answer_of_file(Path(further)) if further else answer_of_sandbox(port)


def _round(port: int, answer: bytes) -> Iterator[tuple[tuple[str, str], float]]:
    """Give key, what went on, and the seconds of each press from start to kept schema."""
    tenant = SlowTenant(port, answer)
    with TemporaryDirectory(prefix="kraken-bench-") as name, tenant.running():
        folder = Path(name)
        write_profile(folder, port=tenant.port, account=DEMO_ACCOUNT)
        with Terminal([*KRAKEN, "--screen", "ledgers"], env=home(folder)) as terminal:
            terminal.ready(LOADED)
            if not tenant.asked.wait(30):
                raise NotReady("the app does not ask for the schema")
            terminal.settle(1.0)
            yield from _turns(terminal, tenant, _kept(folder, tenant.port))


def _kept(folder: Path, port: int) -> Path:
    schemas = SchemaCache(folder / "cache" / "kraken-tui" / "schemas")
    return schemas.path(f"http://127.0.0.1:{port}/v1/graphql/")


def _turns(
    terminal: Terminal, tenant: SlowTenant, kept: Path
) -> Iterator[tuple[tuple[str, str], float]]:
    deadline = time.perf_counter() + PATIENCE + 2 * len(tenant.answer) / 125_000
    _warm_up(terminal)
    while not kept.exists():
        if time.perf_counter() > deadline:
            raise NotReady("the schema is never kept")
        if not tenant.arrived.is_set():
            tenant.flowing.clear()
            yield from _turn(terminal, tenant, kept)
        tenant.flowing.set()
        yield from _turn(terminal, tenant, kept)
    for _ in range(AFTER):
        yield from _turn(terminal, tenant, kept)


def _warm_up(terminal: Terminal) -> None:
    """Press everything once: the first keys meet styles that nobody has asked for yet."""
    for key in ("down", "/", *WORD, "escape"):
        terminal.press(key, quiet=0.3)


def _turn(
    terminal: Terminal, tenant: SlowTenant, kept: Path
) -> Iterator[tuple[tuple[str, str], float]]:
    """Move through the table, and type a word into the filter."""
    terminal.press("home", quiet=0.2)
    for key in ["down"] * ROWS:
        yield _press(terminal, key, ROW, tenant, kept)
    terminal.press("/", quiet=0.2)
    for key in WORD:
        yield _press(terminal, key, LETTER, tenant, kept)
    terminal.press("escape", quiet=0.3)


def _press(
    terminal: Terminal, key: str, label: str, tenant: SlowTenant, kept: Path
) -> tuple[tuple[str, str], float]:
    before = _what_goes_on(tenant, kept)
    seconds = terminal.press(key, quiet=0.08).seconds
    # The body is taken whole, and given to the child, while some key is waited for.
    is_worked_in = WORKING in (before, _what_goes_on(tenant, kept))
    return (label, WORKING if is_worked_in else before), seconds


def _what_goes_on(tenant: SlowTenant, kept: Path) -> str:
    if tenant.arrived.is_set():
        return QUIET if kept.exists() else WORKING
    return ARRIVING if tenant.flowing.is_set() else QUIET


def _report(found: Presses) -> Iterator[list[str]]:
    yield ["", QUIET, ARRIVING, WORKING]
    for label in (ROW, LETTER):
        columns = [found.get((label, meanwhile), ()) for meanwhile in (QUIET, ARRIVING, WORKING)]
        yield [f"{label}, presses", *(f"{len(each)}" for each in columns)]
        for name, of, target in _FIGURES:
            quiet, *others = [of(each) if len(each) > 1 else float("nan") for each in columns]
            cells = [f"{each * 1000:.1f} = {against(each / quiet, target)}" for each in others]
            yield [f"{label}, {name}", f"{quiet * 1000:.1f}", *cells]


_FIGURES = (
    ("median", median, TARGET),
    ("95th percentile", lambda each: quantiles(each, n=20)[-1], TARGET),
    ("slowest", max, None),
)
