"""A process that has everything imported, and gives birth to a window whenever it is told to.

Each line that it reads is a job, or the id of a child to be killed; it answers each with one line.
"""

import asyncio
import gc
import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path

from textual.pilot import Pilot

import kraken_tui.api.client
import kraken_tui.drafting
import kraken_tui.screens.form_confirm
import kraken_tui.screens.form_keeping
import kraken_tui.sending
import kraken_tui.store.journal  # noqa: F401
from tests.kill.person import Job, work
from tests.resting import pause


def main() -> None:
    """Serve until the input ends, and leave no child behind."""
    Pilot.pause = pause  # type: ignore[assignment,method-assign]
    gc.freeze()
    children: set[int] = set()
    print("ready", flush=True)  # noqa: T201
    for line in sys.stdin:
        told = json.loads(line)
        if isinstance(told, int):
            answer = _kill(told)
            children.discard(told)
        else:
            answer = _bear(Job(*told))
            children.add(answer)
        print(json.dumps(answer), flush=True)  # noqa: T201
    for child in children:
        _kill(child)


def _bear(job: Job) -> int:
    child = os.fork()
    if child == 0:
        with Path(job.root, f"{job.name}.log").open("w") as log:
            for stream in (1, 2):
                os.dup2(log.fileno(), stream)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            try:
                asyncio.run(work(job))
            except BaseException:  # noqa: BLE001 -- the log says what it was.
                traceback.print_exc(file=log)
                log.flush()
            os._exit(1)
    return child


def _kill(child: int) -> float | None:
    """Kill a child; return when that was, or nothing if it had ended before."""
    ended, _ = os.waitpid(child, os.WNOHANG)
    if ended:
        return None
    now = time.monotonic()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return now


if __name__ == "__main__":
    main()
