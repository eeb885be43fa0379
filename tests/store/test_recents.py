"""The accounts opened last are kept in the database, newest first."""

import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from kraken_tui.store.database import Database
from kraken_tui.store.recents import KEPT_PER_PROFILE, Recent, Recents

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def recents(tmp_path: Path) -> Recents:
    return Recents(Database(tmp_path / "state" / "kraken-tui.db"))


def open_account(
    recents: Recents, number: str, minutes: float = 0, profile: str = "water", name: str = "Ada"
) -> None:
    recents.remember(
        profile=profile,
        number=number,
        name=name,
        address="1 High Street",
        at=NOON + timedelta(minutes=minutes),
    )


def numbers(recents: Recents, profile: str = "water") -> list[str]:
    return [recent.number for recent in recents.newest(profile=profile)]


def test_nothing_was_opened_at_first(recents: Recents) -> None:
    assert recents.newest(profile="water") == ()


def test_an_account_is_kept_whole(recents: Recents) -> None:
    open_account(recents, "A-1")
    assert recents.newest(profile="water") == (Recent("A-1", "Ada", "1 High Street", NOON),)


def test_the_newest_comes_first_whatever_its_zone(recents: Recents) -> None:
    open_account(recents, "A-1", minutes=2)
    open_account(recents, "A-2", minutes=0.00001)
    tokyo = (NOON + timedelta(minutes=1)).astimezone(timezone(timedelta(hours=9)))
    recents.remember(profile="water", number="A-3", name="", address="", at=tokyo)
    assert numbers(recents) == ["A-1", "A-3", "A-2"]


def test_opening_again_moves_up_and_renews(recents: Recents) -> None:
    open_account(recents, "A-1", minutes=1)
    open_account(recents, "A-2", minutes=2)
    open_account(recents, "A-1", minutes=3, name="Ada King")
    assert numbers(recents) == ["A-1", "A-2"]
    assert recents.newest(profile="water", limit=1)[0].name == "Ada King"


def test_the_oldest_make_room(recents: Recents) -> None:
    open_account(recents, "A-other", profile="energy")
    for minute in range(KEPT_PER_PROFILE + 2):
        open_account(recents, f"A-{minute}", minutes=minute)
    kept = numbers(recents)
    assert len(kept) == KEPT_PER_PROFILE
    assert (kept[0], kept[-1]) == (f"A-{KEPT_PER_PROFILE + 1}", "A-2")
    assert numbers(recents, "energy") == ["A-other"]


def test_forgetting_a_profile_leaves_the_others(recents: Recents) -> None:
    open_account(recents, "A-1")
    open_account(recents, "A-2", profile="energy")
    recents.forget(profile="water")
    assert numbers(recents) == []
    assert numbers(recents, "energy") == ["A-2"]


def test_they_outlive_the_program_and_are_for_their_owner_only(
    recents: Recents, tmp_path: Path
) -> None:
    open_account(recents, "A-1")
    path = tmp_path / "state" / "kraken-tui.db"
    assert numbers(Recents(Database(path))) == ["A-1"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("how", ["forget", "drop_old"])
def test_what_is_forgotten_can_be_read_from_no_file(
    recents: Recents, tmp_path: Path, how: str
) -> None:
    database = Database(tmp_path / "state" / "kraken-tui.db")
    open_account(recents, "A-1", name="Ada Lovelace")
    # A window that has looked will be the last to leave, and may not write.
    with database.reading() as looking:
        assert looking.execute("SELECT count(*) FROM recent").fetchone()[0] == 1
        looking.commit()
        if how == "forget":
            recents.forget(profile="water")
        else:
            recents.drop_old(profile="water", before=NOON + timedelta(days=1))
        left = [file for file in (tmp_path / "state").iterdir() if file.is_file()]
        assert [file.name for file in left if b"Lovelace" in file.read_bytes()] == []
    assert recents.newest(profile="water") == ()
