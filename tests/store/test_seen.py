"""What was last seen is there for the next start, and can be lost without harm."""

import os
import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.store.seen import KEPT_PER_PROFILE, Seen, SeenStore

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@pytest.fixture
def store(tmp_path: Path) -> SeenStore:
    return SeenStore(tmp_path / "seen")


def put(store: SeenStore, data: Any = 1, profile: str = "water", account: str = "A-1") -> None:
    store.write(profile=profile, account=account, view="overview", data=data, at=AT)


def look(store: SeenStore, profile: str = "water", account: str = "A-1") -> Seen | None:
    return store.read(profile=profile, account=account, view="overview")


def the_file(tmp_path: Path) -> Path:
    (file,) = tmp_path.rglob("*.json")
    return file


@given(data=JSON)
def test_any_answer_is_read_back(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    store = SeenStore(tmp_path_factory.mktemp("seen"))
    put(store, data)
    assert look(store) == Seen(data, AT)


def test_nothing_was_seen_at_first(store: SeenStore) -> None:
    assert look(store) is None


def test_a_moment_of_any_zone_is_kept(store: SeenStore) -> None:
    at = AT.astimezone(timezone(timedelta(hours=9)))
    store.write(profile="water", account="A-1", view="overview", data={}, at=at)
    seen = look(store)
    assert seen is not None
    assert seen.at == AT


def test_profiles_accounts_and_views_do_not_mix(store: SeenStore) -> None:
    put(store)
    assert look(store, profile="energy") is None
    assert look(store, account="A-2") is None
    assert store.read(profile="water", account="A-1", view="ledgers") is None


@pytest.mark.parametrize("name", ["..", "../../x", "/etc/passwd", "", ".", "a.b", "a%2Eb", "ä\0"])
def test_no_name_leads_out_of_the_folder(store: SeenStore, tmp_path: Path, name: str) -> None:
    put(store, data=name, profile=name, account=name)
    assert look(store, profile=name, account=name) == Seen(name, AT)
    assert the_file(tmp_path).parent.parent == tmp_path / "seen"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b'{"format": 1, "data": 1}',
        b'{"format": 1, "data": 1, "at": 3}',
        b'{"format": 1, "data": 1, "at": "yesterday"}',
        b'{"format": 1, "data": 1, "at": "2026-01-01T00:00:00"}',
        b'{"format": 2, "data": 1, "at": "2026-01-01T00:00:00+00:00"}',
        b"[" * 100_000,
    ],
)
def test_a_broken_file_is_as_none(store: SeenStore, tmp_path: Path, content: bytes) -> None:
    put(store)
    the_file(tmp_path).write_bytes(content)
    assert look(store) is None


def test_the_file_is_for_its_owner_only(store: SeenStore, tmp_path: Path) -> None:
    put(store)
    assert stat.S_IMODE(the_file(tmp_path).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "seen").stat().st_mode) == 0o700


def test_forgetting_a_profile_leaves_the_others(store: SeenStore) -> None:
    put(store, account="A-1")
    put(store, account="A-2")
    put(store, profile="energy")
    assert store.forget(profile="water") == 2
    assert look(store) is None
    assert look(store, profile="energy") == Seen(1, AT)
    assert store.forget(profile="unheard-of") == 0


def test_the_oldest_make_room(store: SeenStore, tmp_path: Path) -> None:
    put(store, account="first")
    os.utime(the_file(tmp_path), (1, 1))
    for number in range(KEPT_PER_PROFILE):
        put(store, account=f"A-{number}")
    assert look(store, account="first") is None
    assert look(store, account="A-0") == Seen(1, AT)
    assert len(list(tmp_path.rglob("*.json"))) == KEPT_PER_PROFILE
