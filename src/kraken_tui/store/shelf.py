"""Where a profile's answers and the accounts opened last are kept: openly, sealed or nowhere."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol
from urllib.parse import unquote

from kraken_tui.config.errors import ConfigError
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import CACHE_DAYS, Profile, Profiles
from kraken_tui.store.database import Database
from kraken_tui.store.forgetting import forget_reading
from kraken_tui.store.recents import KEPT_PER_PROFILE, Recent, Recents
from kraken_tui.store.seen import Plain, Seen, SeenStore, drop_old, folder_of, store_of

_RECENTS = "recents"
_ENDINGS = {"plain": Plain.ending, "encrypted": ".sealed"}


class Accounts(Protocol):
    """The accounts that were opened last."""

    def newest(self, *, now: datetime) -> Sequence[Recent]: ...
    def add(self, recent: Recent) -> None: ...


class Shelf(NamedTuple):
    """What a profile's memory lies on; without a store no answer is kept."""

    store: SeenStore | None
    accounts: Accounts


def open_shelf(folders: Folders, profile: Profile, passphrase: str = "") -> Shelf:
    """Open what a profile's memory lies on, and remove what the profile no longer wants there.

    Waits on the disk, and a tenth of a second for an encrypted one. Raise StoreError for what
    cannot be used.
    """
    match profile.cache:
        case "off":
            forget_reading(folders, profile=profile.name)
            return nowhere()
        case "encrypted":
            from kraken_tui.store.sealing import Sealed

            sealed = Sealed(folder_of(folders.seen, profile.name), passphrase)
            store = store_of(folders, profile, sealed)
            _drop_plain(folders, profile)
            return Shelf(store, _InStore(store))
        case _:
            store = store_of(folders, profile)
            recents = Recents(Database(folders.database))
            return Shelf(store, _InDatabase(recents, profile.name))


def nowhere() -> Shelf:
    """Return what keeps nothing beyond this run."""
    return Shelf(None, _Passing())


def purge(folders: Folders, profile: Profile, *, now: datetime) -> None:
    """Remove what is too old for its profile, or no longer wanted by it, of every profile.

    Raise StoreError or OSError for what cannot be removed.
    """
    known = {**_profiles(folders), profile.name: profile}
    folder = folders.seen
    for each in folder.iterdir() if folder.is_dir() else ():
        found = known.get(unquote(each.name))
        days, ending = CACHE_DAYS, ""
        if found is not None:
            days, ending = found.cache_days, _ENDINGS.get(found.cache, "")
        drop_old(each, ending=ending, days=days, now=now)
    for found in known.values():
        if found.cache == "off":
            forget_reading(folders, profile=found.name)
        elif found.cache == "encrypted":
            _drop_plain(folders, found)
        elif folders.database.exists():
            before = now - timedelta(days=found.cache_days)
            Recents(Database(folders.database)).drop_old(profile=found.name, before=before)


def _profiles(folders: Folders) -> dict[str, Profile]:
    with suppress(ConfigError):
        return dict(Profiles.load(folders.profiles).mapping)
    return {}


def _drop_plain(folders: Folders, profile: Profile) -> None:
    """Remove what was kept openly before the profile wanted it sealed."""
    with suppress(OSError):
        for file in folder_of(folders.seen, profile.name).glob(f"*{Plain.ending}"):
            file.unlink(missing_ok=True)
    if folders.database.exists():
        Recents(Database(folders.database)).forget(profile=profile.name)


class _InDatabase:
    """Keep the accounts opened last beside what must not be lost."""

    def __init__(self, recents: Recents, profile: str) -> None:
        self._recents, self._profile = recents, profile

    def newest(self, *, now: datetime) -> Sequence[Recent]:
        """Return them, newest first; raise StoreError."""
        return self._recents.newest(profile=self._profile)

    def add(self, recent: Recent) -> None:
        """Put one first; raise StoreError."""
        self._recents.remember(
            profile=self._profile,
            number=recent.number,
            name=recent.name,
            address=recent.address,
            at=recent.opened_at,
        )


class _InStore:
    """Keep the accounts opened last as one more answer, so that they are sealed as answers are."""

    def __init__(self, store: SeenStore) -> None:
        self._store = store

    def newest(self, *, now: datetime) -> Sequence[Recent]:
        """Return them, newest first."""
        seen = self._store.read(_RECENTS, {}, now=now)
        try:
            return [
                Recent(str(number), str(name), str(address), datetime.fromisoformat(opened))
                for number, name, address, opened in (seen.data if seen else ())
            ]
        except (ValueError, TypeError):
            return ()

    def add(self, recent: Recent) -> None:
        """Put one first; raise OSError."""
        known = self.newest(now=recent.opened_at)
        kept = [recent, *(each for each in known if each.number != recent.number)]
        data = [[*each[:3], each.opened_at.isoformat()] for each in kept[:KEPT_PER_PROFILE]]
        self._store.write(_RECENTS, {}, Seen(data, recent.opened_at))


class _Passing:
    """Know the accounts opened last for as long as the program runs."""

    def __init__(self) -> None:
        self._known: dict[str, Recent] = {}

    def newest(self, *, now: datetime) -> Sequence[Recent]:
        """Return them, newest first."""
        return tuple(reversed(self._known.values()))

    def add(self, recent: Recent) -> None:
        """Put one first."""
        self._known.pop(recent.number, None)
        self._known[recent.number] = recent
