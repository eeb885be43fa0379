"""What a tenant last answered, for drawing before it answers again and where there is no link."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from kraken_tui.config.files import write_private
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile

KEPT_PER_PROFILE = 2_000
_ROOM = 100
"""So many more files go at once when there are too many, so that ages are seldom looked up."""
_FORMAT = 2
SALT = ".salt"
"""The one file that is no answer: what a passphrase is made into a key with."""
_HALF_WRITTEN = 3600.0
"""Seconds after which a file that was begun is one that nobody finishes."""
_PASSING = frozenset({"now", "until", "startAt", "endAt"})
"""Variables that only tell what time it is: without them a question is the same on another day."""


class Seen(NamedTuple):
    """An answer as it came from the tenant, what was missing from it, and when it came."""

    data: Any
    at: datetime
    problems: Any = ()


class Wrapping(Protocol):
    """How contents and names of files are written: plainly, or so that nobody else can read them.

    ``name`` makes a file's name of a question. ``open`` returns None for what it cannot read.
    """

    ending: str

    def name(self, question: bytes) -> str: ...
    def wrap(self, name: str, content: bytes) -> bytes: ...
    def open(self, name: str, content: bytes) -> bytes | None: ...


class Plain:
    """Write contents as they are; a name tells nothing to who cannot guess the question."""

    ending = ".seen"

    def name(self, question: bytes) -> str:
        """Make a file's name of a question."""
        try:
            # What hashlib takes this from, without all else that it loads before a first frame.
            from _blake2 import blake2b
        except ImportError:
            from hashlib import blake2b

        return blake2b(question, digest_size=20).hexdigest()

    def wrap(self, name: str, content: bytes) -> bytes:
        """Return the content."""
        return content

    def open(self, name: str, content: bytes) -> bytes | None:
        """Return the content."""
        return content


class SeenStore:
    """One small file per question, in a folder per profile that may be lost at any time.

    A question is the name of a view with its variables, asked of a ``tenant``: a profile may be
    pointed at another one. What is older than ``days`` is as not
    there; a moment in the future is what a clock that was wrong has left, and not old.
    """

    def __init__(
        self,
        folder: Path,
        *,
        profile: str,
        days: int,
        tenant: str = "",
        wrapping: Wrapping | None = None,
    ) -> None:
        self.folder = folder_of(folder, profile)
        self._tenant = tenant
        self._longest = timedelta(days=days)
        self._wrapping: Wrapping = wrapping or Plain()

    def read(self, view: str, variables: Mapping[str, object], *, now: datetime) -> Seen | None:
        """Return what was last answered, or None if nothing was, or nothing that can be used."""
        path = self._path(view, variables)
        try:
            opened = self._wrapping.open(path.stem, path.read_bytes())
            if opened is None:
                return None
            content = json.loads(opened)
            if content["format"] != _FORMAT:
                return None
            at = datetime.fromisoformat(content["at"])
            if not at.tzinfo or now - at > self._longest:
                return None
            return Seen(content["data"], at, content["problems"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def write(self, view: str, variables: Mapping[str, object], seen: Seen) -> None:
        """Keep an answer; the oldest files make room.

        Raise OSError when the folder cannot be written.
        """
        at = seen.at.astimezone(UTC)
        content = {
            "format": _FORMAT,
            "at": at.isoformat(),
            "data": seen.data,
            "problems": seen.problems,
        }
        encoded = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        path = self._path(view, variables)
        write_private(path, self._wrapping.wrap(path.stem, encoded), durable=False)
        # So that its age is known without opening it.
        os.utime(path, (at.timestamp(), at.timestamp()))
        self._make_room()

    def _path(self, view: str, variables: Mapping[str, object]) -> Path:
        asked = {name: value for name, value in variables.items() if name not in _PASSING}
        question = json.dumps([self._tenant, view, asked], sort_keys=True, default=str).encode()
        return self.folder / f"{self._wrapping.name(question)}{self._wrapping.ending}"

    def _make_room(self) -> None:
        if len(os.listdir(self.folder)) <= KEPT_PER_PROFILE:
            return
        by_age = sorted(_files(self.folder), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in by_age[KEPT_PER_PROFILE - _ROOM :]:
            file.unlink(missing_ok=True)


def store_of(folders: Folders, profile: Profile, wrapping: Wrapping | None = None) -> SeenStore:
    """Give the store of a profile's answers."""
    return SeenStore(
        folders.seen,
        profile=profile.name,
        days=profile.cache_days,
        tenant=profile.endpoint,
        wrapping=wrapping,
    )


def drop_old(folder: Path, *, ending: str, days: int, now: datetime) -> None:
    """Remove from a profile's folder what is too old, and answers with another ending than given.

    An empty ending lets every answer be that is not too old.
    """
    for file in _files(folder):
        with suppress(OSError):
            age = now.timestamp() - file.stat().st_mtime
            if file.name.startswith("."):
                is_over = file.name != SALT and age > _HALF_WRITTEN
            else:
                is_foreign = bool(ending) and file.suffix != ending
                is_over = is_foreign or age > timedelta(days=days).total_seconds()
            if is_over:
                file.unlink()


def folder_of(folder: Path, profile: str) -> Path:
    """Name the folder of a profile, whatever that is called, within the one of all profiles."""
    from urllib.parse import quote

    return folder / (quote(profile, safe="").replace(".", "%2E") or "%")


def forget_seen(folder: Path, *, profile: str) -> int:
    """Remove everything seen with a profile; return how many answers that were.

    Raise OSError when a file cannot be removed.
    """
    files = _files(folder_of(folder, profile))
    for file in files:
        file.unlink(missing_ok=True)
    return sum(not file.name.startswith(".") for file in files)


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if file.is_file()] if folder.is_dir() else []
