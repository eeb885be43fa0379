"""Run the benchmarks: `python -m bench [PART ...] [--rounds N]`; without a part, all of them."""

from __future__ import annotations

import argparse
import signal
import sys

from bench import any_form, forms, introspection, ledgers, readings, startup, tables

PARTS = {
    "startup": startup.run,
    "table": tables.run,
    "ledgers": ledgers.run,
    "readings": readings.run,
    "forms": forms.run,
    "any_form": any_form.run,
    "introspection": introspection.run,
}


def main() -> None:
    """Measure the parts named on the command line, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    named = f"one of {', '.join(PARTS)}"
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="part", help=named)
    parser.add_argument("--rounds", type=int, default=5, help="paired rounds of each measurement")
    options = parser.parse_args()
    # Stopped from outside, end the programs that are being measured too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    for part in options.parts or PARTS:
        PARTS[part](options.rounds)
        print()


if __name__ == "__main__":
    main()
