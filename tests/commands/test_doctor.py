"""The report on this machine and its tenants: true, with an exit code, without a secret."""

import json
import socket
import time
from functools import partial
from typing import Any

import pytest

from kraken_tui.api.asking import Wanted
from kraken_tui.api.probe import reach
from kraken_tui.commands.connecting import connector
from kraken_tui.commands.doctor.findings import Finding
from kraken_tui.commands.doctor.tenant import Reach, tenant
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile, Profiles

from .conftest import Ended, Run, Sandbox

KEY = "sk_demo_water"


def add(run: Run, endpoint: str, *more: str) -> None:
    assert run("profile", "add", "water", "--endpoint", endpoint, *more).code == 0


def told(report: Ended, section: str) -> dict[str, dict[str, Any]]:
    """Give the findings of one section of a report in JSON, by name."""
    found = json.loads(report.out)
    return {each["name"]: each for each in found if each["section"] == section}


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    """Keep the API key in the environment, and give the reference to it."""
    monkeypatch.setenv("KRAKEN_TEST_SECRET", KEY)
    return "env:KRAKEN_TEST_SECRET"


def test_all_is_well(run: Run, sandbox: Sandbox, key: str) -> None:
    add(run, sandbox.endpoint, "--secret", key)
    assert run("operations").code == 0
    report = run("doctor", "--json")
    assert report.code == 0
    profile = told(report, "Profile water")
    assert profile["Sign-in"]["value"] == "api-key, env:KRAKEN_TEST_SECRET: accepted"
    assert profile["Token"]["value"] == "lasts 60 minutes"
    assert profile["Clock"]["value"] == "agrees with the server's"
    assert profile["Schema"]["value"].startswith("90 mutations; the tenant's own schema, fetched")
    assert profile["Outages"]["value"].startswith("1 planned, the next of PaymentScheduleType.")
    reasons = " ".join(profile["Deprecated"]["details"])
    assert "WaterMeterType.readings: Deprecated: No longer supported." in reasons
    assert {each["verdict"] for each in profile.values()} == {"good", "note"}
    assert profile["Encryption"]["value"] == "none: plain http"
    assert KEY not in report.out + report.err


def test_what_the_tenant_lacks_is_listed_for_one_profile(
    run: Run, sandbox: Sandbox, key: str
) -> None:
    add(run, sandbox.endpoint, "--secret", key)
    assert run("operations").code == 0
    brief, whole = run("doctor").out, run("doctor", "--profile", "water").out
    details = told(run("doctor", "--json"), "Profile water")["Schema"]["details"]
    assert details
    assert all(line in whole and line not in brief for line in details)


def test_nothing_listens(run: Run, key: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    add(run, f"http://127.0.0.1:{port}/v1/graphql/", "--secret", key)
    report = run("doctor", "--json")
    assert report.code == 3
    profile = told(report, "Profile water")
    assert profile["Answers"]["value"] == "Nothing is listening at the endpoint's address."
    assert "Sign-in" not in profile


def test_a_wrong_key(run: Run, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRAKEN_TEST_SECRET", "sk_demo_other")
    add(run, sandbox.endpoint, "--secret", "env:KRAKEN_TEST_SECRET")
    report = run("doctor")
    assert report.code == 1
    assert "BAD   Sign-in" in report.out
    assert "sk_demo_other" not in report.out + report.err


def test_a_secret_that_is_not_there(
    run: Run, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KRAKEN_TEST_SECRET", raising=False)
    add(run, sandbox.endpoint, "--secret", "env:KRAKEN_TEST_SECRET")
    report = run("doctor", "--json")
    assert report.code == 2
    assert "KRAKEN_TEST_SECRET" in told(report, "Profile water")["Sign-in"]["value"]


def test_nobody_is_asked(run: Run, sandbox: Sandbox) -> None:
    add(run, sandbox.endpoint, "--secret", "prompt")
    report = run("doctor", "--json")
    assert report.code == 0
    assert "not tried" in told(report, "Profile water")["Sign-in"]["value"]


def test_a_broken_file_of_profiles(run: Run, folders: Folders) -> None:
    folders.profiles.parent.mkdir(parents=True)
    folders.profiles.write_text("default = ")
    report = run("doctor")
    assert report.code == 2
    assert "BAD   File" in report.out


def test_folders_that_others_can_read(run: Run, folders: Folders) -> None:
    folders.cache.mkdir(parents=True, mode=0o755)
    found = told(run("doctor", "--json"), "Folders")["Cache"]
    assert found["verdict"] == "note"
    assert f"chmod 700 {folders.cache}" in found["hint"]


async def test_a_clock_that_is_wrong(
    run: Run, folders: Folders, sandbox: Sandbox, key: str
) -> None:
    add(run, sandbox.endpoint, "--secret", key)
    profile = Profiles.load(folders.profiles).get()
    slow = partial(reach, profile.endpoint, clock=lambda: time.time() - 3600)
    began = time.monotonic()
    found = await _clock(profile, folders, slow)
    took = time.monotonic() - began
    assert found.verdict == "note"
    seconds, _, words = found.value.partition(" ")
    assert words == "s behind the server's"
    # Between the two clocks lies no more than what it all took.
    assert 3598 - took <= int(seconds) <= 3602


async def _clock(profile: Profile, folders: Folders, slow: Reach) -> Finding:
    async def nobody(_: Wanted) -> str:
        return ""

    report = tenant(profile, folders, reach=slow, connect=lambda: connector(profile)(nobody))
    return {each.name: each async for each in report}["Clock"]


def test_looking_makes_no_files(run: Run, folders: Folders) -> None:
    assert run("doctor").code == 0
    assert not folders.state.exists() and not folders.config.exists()
