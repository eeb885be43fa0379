"""Profiles are added, listed, shown, chosen and removed on the command line."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profiles
from kraken_tui.store.database import Database
from kraken_tui.store.outbox import Kept, OutboxStore
from kraken_tui.store.recents import Recents
from kraken_tui.store.seen import Seen, SeenStore

from .conftest import Run

API = "https://api.st.test-kraken.tech/v1/graphql/"
LOCAL = "http://127.0.0.1:8765/v1/graphql/"
AT = datetime(2026, 3, 1, tzinfo=UTC)


def test_what_is_added_is_in_the_file(run: Run, folders: Folders) -> None:
    ended = run(
        *("profile", "add", "water", "--endpoint", API, "--account", "A-1", "--read-only"),
        *("--method", "password", "--email", "a@b.example", "--secret", "env:PASSWORD"),
        *("--currency", "EUR", "--authorization-scheme", "JWT", "--theme", "kraken-light"),
    )
    assert (ended.code, ended.out) == (0, "")
    profile = Profiles.load(folders.profiles).get()
    assert profile.name == "water"
    assert profile.endpoint == API
    assert profile.auth_endpoint == "https://auth.st.test-kraken.tech/graphql/"
    assert (profile.environment, profile.account, profile.read_only) == ("test", "A-1", True)
    assert (profile.currency, profile.authorization_scheme) == ("EUR", "JWT")
    assert profile.theme == "kraken-light"
    assert (profile.auth.method, profile.auth.email) == ("password", "a@b.example")
    assert profile.auth.secret == "env:PASSWORD"


def test_a_certificate_file_is_kept_for_every_working_folder(
    run: Run, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("profile", "add", "x", "--endpoint", API, "--ca-file", "ca.pem").code == 0
    assert Profiles.load(folders.profiles).get().ca_file == str(tmp_path / "ca.pem")
    assert f'ca_file = "{tmp_path / "ca.pem"}"' in run("profile", "show").out
    ended = run("login")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        f"There is no certificate file {tmp_path / 'ca.pem'}, which the profile names; "
        "correct it in the profile.\n"
    )


def test_a_local_endpoint_is_a_sandbox_with_its_own_sign_in(run: Run, folders: Folders) -> None:
    assert run("profile", "add", "x", "--endpoint", LOCAL).code == 0
    profile = Profiles.load(folders.profiles).get()
    assert profile.environment == "sandbox"
    assert profile.auth_endpoint == "http://127.0.0.1:8765/auth/graphql/"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("a b", "--endpoint", API), "name cannot be used"),
        (("x", "--endpoint", "http://api.x.example/"), "--endpoint must start with https://"),
        (("x", "--endpoint", "https://x.example/"), "--auth-endpoint is missing"),
        (("x", "--endpoint", "https://[::1"), "--endpoint is not an address"),
        (("x", "--endpoint", API, "--environment", "live"), "--environment must be one of"),
        (("x", "--endpoint", API, "--method", "password"), "--email is missing"),
        (("x", "--endpoint", API, "--currency", "pounds"), "--currency must be"),
        (("x",), "--endpoint"),
        (("x", "--endpoint", API, "--secert", "prompt"), "--secert"),
    ],
)
def test_a_wrong_option_is_one_sentence_and_nothing_is_added(
    run: Run, folders: Folders, words: tuple[str, ...], part: str
) -> None:
    ended = run("profile", "add", *words)
    assert (ended.code, ended.out) == (2, "")
    assert part in ended.err
    assert ended.err.count("\n") == 1
    assert not folders.profiles.exists()


def test_a_secret_on_the_command_line_is_refused_and_not_repeated(run: Run) -> None:
    ended = run("profile", "add", "x", "--endpoint", API, "--secret", "hunter2")
    assert ended.code == 2
    assert "env:NAME" in ended.err
    assert "hunter2" not in ended.err


def test_a_name_is_not_taken_twice(run: Run, folders: Folders) -> None:
    run("profile", "add", "x", "--endpoint", API)
    assert run("profile", "add", "x", "--endpoint", LOCAL).code == 2
    assert Profiles.load(folders.profiles).get("x").endpoint == API


def test_the_list_marks_the_default(run: Run) -> None:
    run("profile", "add", "one", "--endpoint", API)
    run("profile", "add", "two", "--endpoint", LOCAL)
    assert run("profile", "use", "two").code == 0
    lines = run("profile", "list").out.splitlines()
    assert [line.split()[:2] for line in lines] == [["one", "test"], ["*", "two"]]
    rows = json.loads(run("profile", "list", "--json").out)
    assert [(row["name"], row["default"]) for row in rows] == [("one", False), ("two", True)]


def test_an_empty_list_is_no_data_and_a_hint(run: Run) -> None:
    ended = run("profile", "list")
    assert (ended.code, ended.out) == (0, "")
    assert "profile add" in ended.err
    assert json.loads(run("profile", "list", "--json").out) == []


def test_showing_a_profile_hides_the_words_of_its_command(run: Run) -> None:
    run("profile", "add", "x", "--endpoint", API, "--secret", "command:print-secret hunter2")
    for words in (("show",), ("show", "x"), ("list", "--json")):
        ended = run("profile", *words)
        assert ended.code == 0
        assert "command:print-secret ..." in ended.out
        assert "hunter2" not in ended.out


def keep_something(folders: Folders, profile: str) -> None:
    SeenStore(folders.seen, profile=profile, days=1).write("v", {}, Seen(1, AT))
    recents = Recents(Database(folders.database))
    recents.remember(profile=profile, number="A-1", name="Ada", address="", at=AT)


def is_something_kept(folders: Folders, profile: str) -> bool:
    seen = SeenStore(folders.seen, profile=profile, days=1).read("v", {}, now=AT)
    return seen is not None or bool(Recents(Database(folders.database)).newest(profile=profile))


@pytest.mark.parametrize("words", [("profile", "remove", "one"), ("logout", "--profile", "one")])
def test_removing_and_logging_out_forget_only_what_the_profile_saw(
    run: Run, folders: Folders, words: tuple[str, ...]
) -> None:
    run("profile", "add", "one", "--endpoint", API)
    run("profile", "add", "two", "--endpoint", LOCAL)
    keep_something(folders, "one")
    keep_something(folders, "two")
    assert run(*words).code == 0
    assert not is_something_kept(folders, "one")
    assert is_something_kept(folders, "two")


def test_what_waits_in_the_outbox_is_never_forgotten_unasked(run: Run, folders: Folders) -> None:
    run("profile", "add", "one", "--endpoint", API)
    outbox = OutboxStore(Database(folders.database))
    outbox.keep(
        Kept("one", API, "A-1", "", "submit", "", (), {}, "2026-03-01", None, "wish"), at=AT
    )
    ended = run("profile", "remove", "one")
    assert ended.code == 2
    assert "1 change waits" in ended.err
    ended = run("logout", "--profile", "one")
    assert ended.code == 0
    assert "1 change waits" in ended.err
    assert len(outbox.rows("one")) == 1


def test_a_removed_profile_is_gone_and_the_only_other_one_is_used(
    run: Run, folders: Folders
) -> None:
    run("profile", "add", "one", "--endpoint", API)
    run("profile", "add", "two", "--endpoint", LOCAL)
    assert run("profile", "remove", "one").code == 0
    assert list(Profiles.load(folders.profiles).mapping) == ["two"]
    assert Profiles.load(folders.profiles).get().name == "two"


@pytest.mark.parametrize("action", ["show", "remove", "use"])
def test_an_unknown_profile_is_named_with_the_known_ones(run: Run, action: str) -> None:
    run("profile", "add", "water", "--endpoint", API)
    ended = run("profile", action, "watr")
    assert ended.code == 2
    assert 'did you mean "water"?' in ended.err


def test_editing_changes_what_is_given_and_what_follows_from_it(run: Run, folders: Folders) -> None:
    run("profile", "add", "x", "--endpoint", API, "--account", "A-1", "--currency", "EUR")
    assert run("profile", "edit", "x", "--account", "", "--read-only").code == 0
    profile = Profiles.load(folders.profiles).get("x")
    assert (profile.account, profile.currency, profile.read_only) == (None, "EUR", True)
    assert run("profile", "edit", "x", "--endpoint", LOCAL, "--no-read-only").code == 0
    profile = Profiles.load(folders.profiles).get("x")
    assert (profile.environment, profile.read_only) == ("sandbox", False)
    assert profile.auth_endpoint == "http://127.0.0.1:8765/auth/graphql/"
    assert folders.profiles.stat().st_mode & 0o777 == 0o600


def test_a_wrong_change_is_one_sentence_and_nothing_changes(run: Run, folders: Folders) -> None:
    run("profile", "add", "x", "--endpoint", API)
    before = folders.profiles.read_bytes()
    ended = run("profile", "edit", "x", "--method", "password")
    assert ended.code == 2
    assert "--email is missing" in ended.err
    assert run("profile", "edit", "y", "--account", "A-1").code == 2
    assert folders.profiles.read_bytes() == before
