"""The second start of a day begins where the first one began."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kraken_tui.sandbox.app import create_service
from kraken_tui.sandbox.service import Service
from kraken_tui.sandbox.settings import Settings

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def start(
    folder: Path, *, clock: datetime = NOON, seed: int = 1, transactions: int | None = None
) -> Service:
    return create_service(
        tenant="water",
        accounts=3,
        transactions=transactions,
        seed=seed,
        cache_folder=folder,
        clock=lambda: clock,
    )


def dump(service: Service) -> list[str]:
    return list(service.state.store.iterdump())


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sqlite"))


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Service]:
    service = start(tmp_path)
    yield service
    service.close()


def test_a_second_start_has_the_same_rows(first: Service, tmp_path: Path) -> None:
    (file,) = kept(tmp_path)
    written = file.stat().st_mtime_ns
    second = start(tmp_path)
    assert dump(second) == dump(first)
    assert kept(tmp_path) == [file] and file.stat().st_mtime_ns == written
    second.close()


def test_what_changed_since_is_not_kept(first: Service, tmp_path: Path) -> None:
    before = dump(first)
    first.state.store.execute("UPDATE accounts SET billing_email = 'changed@example.com'")
    second = start(tmp_path)
    assert dump(second) == before
    second.close()


def test_what_is_read_back_can_be_changed(first: Service, tmp_path: Path) -> None:
    second = start(tmp_path)
    connection = second.state.store
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE accounts SET billing_email = 'changed@example.com'")
    connection.execute("COMMIT")
    assert second.state.value("SELECT billing_email FROM accounts") == "changed@example.com"
    second.close()


@pytest.mark.parametrize(("seed", "transactions"), [(2, None), (1, 7)])
def test_another_make_is_generated(
    first: Service, tmp_path: Path, seed: int, transactions: int | None
) -> None:
    other = start(tmp_path, seed=seed, transactions=transactions)
    assert dump(other) != dump(first)
    assert len(kept(tmp_path)) == 2
    other.close()


def test_another_day_takes_the_place_of_yesterday(first: Service, tmp_path: Path) -> None:
    yesterday = kept(tmp_path)
    today = start(tmp_path, clock=NOON + timedelta(days=1))
    assert dump(today) != dump(first)
    assert len(kept(tmp_path)) == 1 and kept(tmp_path) != yesterday
    today.close()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0 and then nothing", b"x" * 9_000])
def test_a_spoilt_file_is_made_anew(first: Service, tmp_path: Path, content: bytes) -> None:
    (file,) = kept(tmp_path)
    file.write_bytes(content)
    second = start(tmp_path)
    assert dump(second) == dump(first)
    assert file.read_bytes() != content
    second.close()


def test_a_database_of_its_own_is_not_copied(tmp_path: Path) -> None:
    service = create_service(tenant="water", db=tmp_path / "own.db", cache_folder=tmp_path)
    service.close()
    assert kept(tmp_path) == []
    assert sqlite3.connect(tmp_path / "own.db").execute("SELECT 1 FROM accounts").fetchone()


def test_the_settings_have_nothing_that_the_name_leaves_out() -> None:
    makes = {"tenant", "accounts", "transactions", "seed", "clock"}
    others = {"db", "cache_folder", "token_lifetime", "points_an_hour"}
    assert set(Settings.__dataclass_fields__) == makes | others
