"""Running the command line as a person would, with folders of one's own."""

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kraken_tui.cli import main
from kraken_tui.config.paths import Folders


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, the data it printed, the words it said."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """Give folders that the command line takes for the person's own."""
    for kind in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    return Folders.of_user()


@pytest.fixture
def run(folders: Folders, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Give a way to run one command line."""

    def run_line(*words: str) -> Ended:
        capsys.readouterr()
        code = main(words)
        said = capsys.readouterr()
        return Ended(int(code), said.out, said.err)

    yield run_line
    gc.enable()
