"""The house holds: imports run one way, and nothing heavy is loaded before it is needed."""

import json
import subprocess
import sys
from pathlib import Path
from pkgutil import walk_packages

import pytest

import kraken_tui
from tests import tenant_names

ROOT = Path(__file__).parent.parent
EVERY_MODULE = sorted(
    module.name for module in walk_packages(kraken_tui.__path__, prefix="kraken_tui.")
)
HEADLESS = (
    "changes",
    "link",
    "overheard",
    "plans",
    "outbox",
    "privacy",
    "profile_book",
    "sending",
    "session",
    "standing",
    "trial",
    "drafting",
    "fitting",
    "memory",
    "formats",
    "domain",
    "forms",
    "store",
    "api",
    "config",
    "money",
)
WITHOUT_NETWORK = (
    "app",
    "changes",
    "cli",
    "commands",
    "config",
    "domain",
    "drafting",
    "escape_key",
    "fitting",
    "memory",
    "formats",
    "forms",
    "garbage",
    "hangup",
    "keys_in_order",
    "link",
    "money",
    "outbox",
    "overheard",
    "own_theme",
    "plans",
    "places_app",
    "privacy",
    "profile_book",
    "screens",
    "sending",
    "session",
    "setup_app",
    "standing",
    "store",
    "themes",
    "widgets",
    "trial",
    "workplace",
)
MAY_CHOOSE_A_SANDBOX = ("commands/arguments.py", "commands/demo.py")
NETWORK = {"graphql", "gql", "httpx", "httpcore", "anyio"}


def belonging_to(*parts: str) -> list[str]:
    """Return every module of these parts of the house; each part must be there."""
    found = [name for name in EVERY_MODULE if name.split(".")[1] in parts]
    assert {name.split(".")[1] for name in found} == set(parts)
    return found


def loaded_by(code: str) -> set[str]:
    """Run code in a new Python; return the names of the top-level modules it has loaded."""
    report = "import json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    names: list[str] = json.loads(done.stdout.splitlines()[-1])
    return {name.split(".")[0] for name in names}


def importing(modules: list[str]) -> str:
    return "\n".join(f"import {name}" for name in modules)


def test_imports_run_one_way() -> None:
    lint = "from importlinter import cli; cli.lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", lint, "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("part", HEADLESS)
def test_what_needs_no_screen_loads_no_screen(part: str) -> None:
    assert not loaded_by(importing(belonging_to(part))) & {"textual", "rich"}


def test_the_sandbox_needs_no_screen() -> None:
    # Rich may come along: httpx draws on it for a command line of its own.
    assert "textual" not in loaded_by(importing(belonging_to("sandbox")))


def test_the_app_is_ready_to_draw_before_the_network_is_loaded() -> None:
    assert not loaded_by(importing(belonging_to(*WITHOUT_NETWORK))) & NETWORK


def test_every_part_of_the_house_is_held_to_something() -> None:
    parts = {name.split(".")[1] for name in EVERY_MODULE} - {"__main__"}
    assert parts == {*HEADLESS, *WITHOUT_NETWORK, "sandbox"}


@pytest.mark.parametrize("line", [["--version"], ["profile", "list"]])
def test_a_small_command_loads_little(line: list[str], tmp_path: Path) -> None:
    home = f"import os; os.environ['XDG_CONFIG_HOME'] = {str(tmp_path)!r}"
    run = f"{home}\nfrom kraken_tui.cli import main\nassert main({line!r}) == 0"
    assert not loaded_by(run) & (NETWORK | {"textual", "rich", "sqlite3", "asyncio"})


def test_nothing_outside_the_sandbox_names_a_tenant() -> None:
    source = ROOT / "src/kraken_tui"
    found = {
        str(path.relative_to(source)): places
        for path in tenant_names.modules(source)
        if (places := list(tenant_names.named_in(path.read_text(encoding="utf-8"))))
    }
    # What may be typed to choose one of the sandbox's tenants, and what account that one opens.
    choosing = {found.pop(path, None) is not None for path in MAY_CHOOSE_A_SANDBOX}
    assert found == {}
    assert choosing == {True}


@pytest.mark.parametrize(
    ("line", "is_named"),
    [
        ('if tenant == "water": pass', True),
        ('if profile.name.startswith("energy-"): pass', True),
        ('KEYS = {"sk_demo_energy": 1}', True),
        ("if session.is_water: pass", True),
        ('if "octopus" in endpoint: pass', True),
        ('if code == "KT-ES-4508": pass', True),
        ('if market == "ESP_GAS": pass', True),
        ('"""A water meter, such as an energy tenant has none."""', False),
        ('Fact("Water meter", serial)', False),
        ('read.child(node, "freshWaterSupplyPoint")', False),
        ('if code == "KT-CT-1199": pass', False),
    ],
)
def test_a_tenant_is_told_from_a_word(line: str, is_named: bool) -> None:
    assert bool(list(tenant_names.named_in(line))) == is_named
