"""Folders follow the system's rules, and nothing is made before it is needed."""

import os
import sys
from pathlib import Path

import pytest

from kraken_tui.config.files import write_private
from kraken_tui.config.paths import Folders


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="XDG is for Linux")
def test_linux_follows_xdg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    assert Folders.of_user() == Folders(
        config=tmp_path / "CONFIG" / "kraken-tui",
        state=tmp_path / "STATE" / "kraken-tui",
        cache=tmp_path / "CACHE" / "kraken-tui",
    )
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_private(path, b"old")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_private(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
