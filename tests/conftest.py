"""What holds for every test."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings
from textual.pilot import Pilot

from tests.faults.table import pytest_terminal_summary  # noqa: F401
from tests.resting import pause

# A build that fails by the luck of the draw teaches nobody anything; locally, luck finds bugs.
settings.register_profile(
    "usual", max_examples=40, derandomize=bool(os.environ.get("CI")), deadline=None
)
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile("thorough" if os.environ.get("THOROUGH") else "usual")

# Schemas are large and stay: walking them over and over took a third of the time of a run.
gc.set_threshold(200_000, 20, 100)

# No test outlives a power failure, and waiting for the disk is most of what writing a file takes.
os.fsync = lambda _: None  # type: ignore[assignment]

# Textual pauses until the processor rests, which is 20 ms a key at least, and a second at most.
Pilot.pause = pause  # type: ignore[assignment,method-assign]


def pytest_sessionfinish() -> None:
    """Leave what is still there to the end of the process: pytest walks all of it five times."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def sandbox_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep what is derived from the contracts for all tests of a run, in all of its processes."""
    base = tmp_path_factory.getbasetemp()
    # A process of many has a folder of its own within that of the run.
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sandbox-cache"
    folder.mkdir(exist_ok=True)
    return folder
