"""The demo's profiles open their accounts on the embedded sandbox, and nobody's files are used."""

from pathlib import Path

import pytest

from kraken_tui.commands.arguments import SCREENS, TENANTS, build_app_parser, build_parser, parse
from kraken_tui.commands.connecting import connector
from kraken_tui.commands.demo import demo_key, demo_profile
from kraken_tui.commands.exits import Exit
from kraken_tui.commands.login import login
from kraken_tui.commands.start import adjusted
from kraken_tui.config.profiles import Profiles
from kraken_tui.sandbox.embedded import Embedded
from kraken_tui.screens.catalogue import SCREENS as APP_SCREENS


@pytest.mark.parametrize("tenant", TENANTS)
def test_the_account_of_the_demo_opens(
    tenant: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = demo_profile(tenant)
    embedded = Embedded(tenant=tenant, cache_folder=tmp_path)
    try:
        connect = connector(profile, transport=embedded.transport, secret=lambda: demo_key(tenant))
        assert login(connect, profile, account=profile.account) is Exit.DONE
    finally:
        embedded.close()
    assert str(profile.account) in capsys.readouterr().err


@pytest.mark.parametrize("tenant", TENANTS)
def test_the_profile_of_the_demo_would_pass_as_a_written_one(tenant: str, tmp_path: Path) -> None:
    path = tmp_path / "profiles.toml"
    Profiles().adding(demo_profile(tenant)).save(path)
    assert Profiles.load(path).get() == demo_profile(tenant)


def test_the_screens_that_can_be_named_are_those_of_the_app() -> None:
    assert set(SCREENS) == set(APP_SCREENS)


def test_read_only_is_never_lifted() -> None:
    profile = adjusted(demo_profile("water"), read_only=True, theme=None)
    assert profile.read_only
    assert adjusted(profile, read_only=False, theme="x").read_only
    assert adjusted(profile, read_only=False, theme="x").theme == "x"


@pytest.mark.parametrize(
    "line",
    [
        [],
        ["--profile", "x", "--account", "A-1", "--screen", "ledgers", "--read-only"],
        ["--demo"],
        ["--demo", "energy", "--theme", "x"],
    ],
)
def test_the_quick_parser_reads_as_the_whole_one_does(line: list[str]) -> None:
    assert build_app_parser().parse_args(line) == build_parser().parse_args(line)


@pytest.mark.parametrize("line", [["--profile", "x", "login"], ["login", "--profile", "x"]])
def test_the_profile_may_stand_before_the_command_or_after(line: list[str]) -> None:
    found = parse(line)
    assert (found.command, found.profile) == ("login", "x")
