"""What a profile wants kept is kept, and nothing else goes with what it does not want."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile, Profiles
from kraken_tui.store.database import Database
from kraken_tui.store.drafts import Draft, Drafts, Topic
from kraken_tui.store.recents import Recent, Recents
from kraken_tui.store.seen import Seen, SeenStore, store_of
from kraken_tui.store.shelf import open_shelf, purge

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
ADA = Recent("A-1", "Ada", "12 Mill Lane", AT)
DRAFT = Draft(Topic("submitMeterReading", "meterId=1"), {"reading": "968"}, AT)
VAN = Profile("van", "https://api.example/", "https://auth.example/")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders.within(tmp_path)


def keep(folders: Folders, profile: Profile) -> None:
    shelf = open_shelf(folders, profile)
    assert shelf.store is not None
    shelf.store.write("overview", {}, Seen(1, AT, []))
    shelf.accounts.add(ADA)


def is_seen(folders: Folders, profile: Profile) -> bool:
    return store_of(folders, profile).read("overview", {}, now=AT) is not None


def recents(folders: Folders, profile: Profile) -> tuple[Recent, ...]:
    return Recents(Database(folders.database)).newest(profile=profile.name)


@pytest.mark.parametrize("by", ["opening", "purging"])
def test_what_was_typed_stays_when_nothing_read_is_kept_any_more(folders: Folders, by: str) -> None:
    keep(folders, VAN)
    drafts = Drafts(Database(folders.database))
    drafts.write(VAN.name, kept=[DRAFT], dropped=[])
    off = VAN._replace(cache="off")
    if by == "opening":
        open_shelf(folders, off)
    else:
        purge(folders, off, now=AT)
    assert not is_seen(folders, VAN)
    assert recents(folders, VAN) == ()
    assert drafts.all(VAN.name) == (DRAFT,)


@pytest.mark.parametrize("by", ["opening", "purging"])
def test_what_lay_open_goes_when_it_is_to_be_sealed(folders: Folders, by: str) -> None:
    keep(folders, VAN)
    sealed = VAN._replace(cache="encrypted", cache_key="prompt")
    if by == "opening":
        open_shelf(folders, sealed, "horse")
    else:
        purge(folders, sealed, now=AT)
    assert not is_seen(folders, VAN)
    assert recents(folders, VAN) == ()


def test_accounts_are_sealed_as_answers_are(folders: Folders) -> None:
    sealed = VAN._replace(cache="encrypted", cache_key="prompt")
    open_shelf(folders, sealed, "horse").accounts.add(ADA)
    again = open_shelf(folders, sealed, "horse").accounts
    again.add(ADA._replace(number="A-2"))
    again.add(ADA)
    assert [each.number for each in again.newest(now=AT)] == ["A-1", "A-2"]
    assert open_shelf(folders, sealed, "mouse").accounts.newest(now=AT) == []


def test_every_profile_is_purged_by_its_own_days(folders: Folders) -> None:
    home = VAN._replace(name="home", cache_days=60)
    Profiles().adding(VAN).adding(home).save(folders.profiles)
    keep(folders, VAN)
    keep(folders, home)
    SeenStore(folders.seen, profile="gone", days=1).write("v", {}, Seen(1, AT, []))
    purge(folders, home, now=AT + timedelta(days=30))
    assert [each.name for each in folders.seen.iterdir() if list(each.iterdir())] == ["home"]
    assert (recents(folders, VAN), recents(folders, home)) == ((), (ADA,))
