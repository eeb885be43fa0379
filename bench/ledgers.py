"""The transactions of the real app, over HTTP from sandboxes of growing size."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.ratios import Sample, table
from bench.steps import Step, report, walk
from bench.tenant import DEMO_ACCOUNT, KRAKEN, home, sandbox, write_profile
from bench.terminal import NotReady, Terminal

SIZES = (100, 10_000, 1_000_000)
PATIENCE = 90.0
STEPS = (
    Step("one row down", "down", times=7, most=500),
    Step("page down", "pagedown", before=("home",), most=10_000, quiet=0.3),
    Step("jump to the end", "end", times=1, before=("home",), quiet=0.6),
    Step("back to the end", "end", before=("home",), quiet=0.3),
)


def run(rounds: int) -> None:
    """Page through the transactions of one account, and print ratios to the smallest sandbox."""
    with ExitStack() as stack:
        try:
            homes = {size: _home(stack, size) for size in SIZES}
            samples: dict[str, list[Sample]] = {f"{size:,}": [] for size in SIZES}
            for _ in range(rounds):
                for size in SIZES:
                    samples[f"{size:,}"].append(_measure(size, homes[size]))
        except NotReady as error:
            print(f"Skipped, cannot start: the ledgers over HTTP\n{error}")
            return
    print(f"Transactions over HTTP, 120x40, median of {rounds} paired rounds; ratios to 100")
    print(table(list(report(STEPS, samples))))


def _home(stack: ExitStack, size: int) -> dict[str, str]:
    """Start a sandbox, and look at the ledger once, so that the sandbox has made its rows up."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kraken-bench-")))
    port = stack.enter_context(sandbox("--transactions", str(size)))
    write_profile(folder, port=port, account=DEMO_ACCOUNT)
    with _terminal(home(folder)) as terminal:
        terminal.ready(_loaded(size), timeout=PATIENCE)
    return home(folder)


def _measure(size: int, env: dict[str, str]) -> Sample:
    with _terminal(env) as terminal:
        terminal.ready(_loaded(size), timeout=PATIENCE)
        terminal.settle(1.0)
        return walk(terminal, STEPS)


def _terminal(env: dict[str, str]) -> Terminal:
    return Terminal([*KRAKEN, "--screen", "ledgers"], env=env)


def _loaded(size: int) -> str:
    return f"100 of {size:,} transactions" if size > 100 else f"all {size:,} transactions"
