"""A water meter's readings in the real app, over HTTP from sandboxes with ever longer histories."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from bench.ratios import Sample, table
from bench.steps import Step, report, walk
from bench.tenant import DEMO_ACCOUNT, KRAKEN, home, sandbox, write_profile
from bench.terminal import NotReady, Terminal
from kraken_tui.sandbox import store
from kraken_tui.sandbox.generate import generate

SIZES = (100, 10_000, 100_000)
PATIENCE = 60.0
STEPS = (
    Step("one row down", "down", times=7, most=500),
    Step("page down", "pagedown", before=("home",), most=10_000, quiet=0.3),
    Step("jump to the end", "end", times=1, before=("home",), quiet=0.6),
    Step("back to the end", "end", before=("home",), quiet=0.3),
)

# A few litres every hour, back from now; the register starts again when it is full.
HISTORY = """
    WITH RECURSIVE visit (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM visit WHERE n + 1 < :count)
    INSERT INTO readings (meter_id, reading_date, value_cubic_metres, source, reason)
    SELECT 1, date(:today, '-' || ((:count - 1 - n) / 24) || ' days'),
        printf('%d.%03d', n * 7 / 1000 % 100000, n * 7 % 1000), 'AMR', 'ROUTINE'
    FROM visit
"""


def run(rounds: int) -> None:
    """Page through the readings of one meter, and print ratios to the shortest history."""
    with ExitStack() as stack:
        try:
            homes = {size: _home(stack, size) for size in SIZES}
            samples: dict[str, list[Sample]] = {f"{size:,}": [] for size in SIZES}
            for _ in range(rounds):
                for size in SIZES:
                    samples[f"{size:,}"].append(_measure(size, homes[size]))
        except NotReady as error:
            print(f"Skipped, cannot start: the readings over HTTP\n{error}")
            return
    print(f"Readings over HTTP, 120x40, median of {rounds} paired rounds; ratios to 100")
    print(table(list(report(STEPS, samples))))


def _home(stack: ExitStack, size: int) -> dict[str, str]:
    """Start a sandbox on a database in which the first meter was read so often."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kraken-bench-")))
    file = folder / "tenant.sqlite"
    today = datetime.now(UTC).date()
    connection = store.open(file)
    generate(connection, tenant="water", today=today)
    connection.execute("DELETE FROM readings WHERE meter_id = 1")
    connection.execute(HISTORY, {"count": size, "today": today.isoformat()})
    connection.close()
    port = stack.enter_context(sandbox("--db", str(file)))
    write_profile(folder, port=port, account=DEMO_ACCOUNT)
    return home(folder)


def _measure(size: int, env: dict[str, str]) -> Sample:
    with Terminal([*KRAKEN, "--screen", "meters"], env=env) as terminal:
        terminal.ready(_loaded(size), timeout=PATIENCE)
        terminal.settle(1.0)
        return walk(terminal, STEPS)


def _loaded(size: int) -> str:
    # The oldest three of a page only tell what was used, unless there are no older ones.
    return f"97 of {size:,} readings" if size > 100 else f"all {size:,} readings"
