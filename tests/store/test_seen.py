"""What was last answered is there for the next time, and can be lost without harm."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.store import seen
from kraken_tui.store.keepable import keepable
from kraken_tui.store.sealing import Sealed
from kraken_tui.store.seen import Seen, SeenStore, drop_old, folder_of, forget_seen

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
DAYS = 14
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def plain(folder: Path, profile: str = "water") -> SeenStore:
    return SeenStore(folder, profile=profile, days=DAYS)


def sealed(folder: Path, passphrase: str = "right") -> SeenStore:
    wrapping = Sealed(folder_of(folder, "water"), passphrase)
    return SeenStore(folder, profile="water", days=DAYS, wrapping=wrapping)


@pytest.fixture(params=[plain, sealed])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> SeenStore:
    made: SeenStore = request.param(tmp_path)
    return made


def put(store: SeenStore, data: Any = 1, account: str = "A-1", at: datetime = AT) -> None:
    store.write("overview", {"accountNumber": account}, Seen(data, at, []))


def look(store: SeenStore, account: str = "A-1", now: datetime = AT) -> Seen | None:
    return store.read("overview", {"accountNumber": account}, now=now)


def answers(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file() and file.name != seen.SALT)


@given(data=JSON)
def test_any_answer_is_read_back(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    store = plain(tmp_path_factory.mktemp("seen"))
    put(store, data)
    assert look(store) == Seen(data, AT, [])


def test_accounts_views_and_questions_do_not_mix(store: SeenStore, tmp_path: Path) -> None:
    assert look(store) is None
    put(store)
    assert look(store) == Seen(1, AT, [])
    assert look(store, account="A-2") is None
    assert store.read("ledgers", {"accountNumber": "A-1"}, now=AT) is None
    assert store.read("overview", {"accountNumber": "A-1", "first": 9}, now=AT) is None
    assert look(plain(tmp_path, "energy")) is None


def test_what_time_it_is_makes_no_other_question(store: SeenStore) -> None:
    store.write("payments", {"accountNumber": "A-1", "now": "10:42"}, Seen(1, AT, []))
    assert store.read("payments", {"now": "11:03", "accountNumber": "A-1"}, now=AT)


def test_a_moment_of_any_zone_is_kept(store: SeenStore) -> None:
    put(store, at=AT.astimezone(timezone(timedelta(hours=9))))
    assert look(store) == Seen(1, AT, [])


@pytest.mark.parametrize("name", ["..", "../../x", "/etc/passwd", "", ".", "a.b", "a%2Eb", "ä\0"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    store = plain(tmp_path / "seen", name)
    put(store, data=name, account=name)
    assert look(store, account=name) == Seen(name, AT, [])
    assert next(answers(tmp_path)).parent.parent == tmp_path / "seen"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"\xff",
        b'{"format": 2, "data": 1}',
        b'{"format": 2, "data": 1, "problems": [], "at": "yesterday"}',
        b'{"format": 2, "data": 1, "problems": [], "at": "2026-01-01T00:00:00"}',
        b'{"format": 1, "data": 1, "problems": [], "at": "2026-03-01T00:00:00+00:00"}',
        b"[" * 100_000,
        b"kraken-tui 1\n",
        b"kraken-tui 1\n" + b"x" * 40,
    ],
)
def test_a_broken_file_is_as_none(store: SeenStore, tmp_path: Path, content: bytes) -> None:
    put(store)
    next(answers(tmp_path)).write_bytes(content)
    assert look(store) is None


def test_files_are_for_their_owner_only(store: SeenStore, tmp_path: Path) -> None:
    put(store)
    assert {stat.S_IMODE(file.stat().st_mode) for file in answers(tmp_path)} == {0o600}
    assert stat.S_IMODE((tmp_path / "water").stat().st_mode) == 0o700


def test_sealed_files_tell_nothing_and_open_with_one_passphrase(tmp_path: Path) -> None:
    store = sealed(tmp_path)
    put(store, data={"holder": "Ada Lovelace"})
    (file,) = answers(tmp_path)
    told = file.read_bytes() + str(file).encode()
    assert b"Ada" not in told
    assert b"A-1" not in told
    assert b"overview" not in told
    assert look(sealed(tmp_path)) == Seen({"holder": "Ada Lovelace"}, AT, [])
    assert look(sealed(tmp_path, "wrong")) is None
    assert look(plain(tmp_path)) is None


def test_a_sealed_file_in_place_of_another_is_as_none(tmp_path: Path) -> None:
    store = sealed(tmp_path)
    put(store, data="of another account", account="A-2")
    (other,) = answers(tmp_path)
    put(store)
    own = next(file for file in answers(tmp_path) if file != other)
    own.write_bytes(other.read_bytes())
    assert look(store) is None


def test_what_is_too_old_is_not_there_and_goes(store: SeenStore, tmp_path: Path) -> None:
    put(store)
    later = AT + timedelta(days=DAYS)
    assert look(store, now=later)
    assert look(store, now=later + timedelta(seconds=1)) is None
    drop_old(tmp_path / "water", ending="", days=DAYS, now=later)
    assert look(store)
    drop_old(tmp_path / "water", ending="", days=DAYS, now=later + timedelta(seconds=1))
    assert not list(answers(tmp_path))


def test_a_clock_that_went_back_makes_nothing_old(store: SeenStore, tmp_path: Path) -> None:
    put(store)
    earlier = AT - timedelta(hours=1)
    drop_old(tmp_path / "water", ending="", days=DAYS, now=earlier)
    assert look(store, now=earlier) == Seen(1, AT, [])


def test_what_is_kept_in_another_way_goes_too(tmp_path: Path) -> None:
    put(plain(tmp_path))
    put(sealed(tmp_path), data=2)
    drop_old(tmp_path / "water", ending=".sealed", days=DAYS, now=AT)
    assert look(plain(tmp_path)) is None
    assert look(sealed(tmp_path)) == Seen(2, AT, [])


def test_forgetting_a_profile_leaves_the_others(store: SeenStore, tmp_path: Path) -> None:
    put(store, account="A-1")
    put(store, account="A-2")
    put(plain(tmp_path, "energy"))
    assert forget_seen(tmp_path, profile="water") == 2
    assert not list((tmp_path / "water").iterdir())
    assert look(plain(tmp_path, "energy")) == Seen(1, AT, [])
    assert forget_seen(tmp_path, profile="unheard-of") == 0


def test_the_oldest_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "KEPT_PER_PROFILE", 10)
    monkeypatch.setattr(seen, "_ROOM", 4)
    store = plain(tmp_path)
    for number in range(11):
        put(store, account=f"A-{number}", at=AT + timedelta(minutes=number))
    assert len(os.listdir(tmp_path / "water")) == 6
    assert look(store, account="A-4") is None
    assert look(store, account="A-5")


def test_what_signs_a_link_and_whole_bank_accounts_are_not_kept() -> None:
    answer = {
        "files": [{"fetchUrl": "https://files.example/a.pdf?X-Signature=abc#x"}],
        "iban": "DE02120300000000202051",
        "referralUrl": "https://share.example/?code=ADA",
        "details": [
            {"namespace": "a", "value": "hidden", "isSensitive": True},
            {"namespace": "b", "value": "open", "isSensitive": False},
        ],
        "accessToken": "abc",
        "number": 3,
    }
    assert keepable(answer) == {
        "files": [{"fetchUrl": "https://files.example/a.pdf"}],
        "iban": "\N{BULLET}" * 18 + "2051",
        "referralUrl": "https://share.example/?code=ADA",
        "details": [
            {"namespace": "a", "value": None, "isSensitive": True},
            {"namespace": "b", "value": "open", "isSensitive": False},
        ],
        "accessToken": None,
        "number": 3,
    }
