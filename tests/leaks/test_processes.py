"""No process that the program starts is told a secret, in its words or in its environment."""

import json
from pathlib import Path

import pytest

from kraken_tui.config.paths import Folders
from tests.commands.conftest import Run, Sandbox
from tests.leaks.searching import found_below, found_in

KEY = "sk_demo_water"

DIARY = """
import json, os, sys
with open({diary!r}, "a") as diary:
    print(json.dumps([sys.orig_argv, dict(os.environ)]), file=diary)
"""
"""Python runs it at each start, before anything else."""


@pytest.mark.parametrize("way", ["env:HARMLESS_NAME", "command:cat {file}"])
def test_no_child_process_is_told_a_secret(
    run: Run,
    sandbox: Sandbox,
    folders: Folders,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    elsewhere.mkdir()
    diary, file = elsewhere / "diary", elsewhere / "kept"
    file.write_text(KEY)
    (elsewhere / "sitecustomize.py").write_text(DIARY.format(diary=str(diary)))
    monkeypatch.setenv("PYTHONPATH", str(elsewhere))
    monkeypatch.setenv("HARMLESS_NAME", KEY)
    added = ("profile", "add", "p", "--endpoint", sandbox.endpoint)
    assert run(*added, "--secret", way.format(file=file)).code == 0
    ended = run("operations")
    assert ended.code == 0
    told = [json.loads(line) for line in diary.read_text().splitlines()]
    assert any("kraken_tui.api.schema_build" in argv for argv, _ in told)
    assert found_in(diary.read_bytes(), {"key": KEY}) == []
    assert found_in((ended.out + ended.err).encode(), {"key": KEY}) == []
    assert found_below(tmp_path, {"key": KEY}) == {}
