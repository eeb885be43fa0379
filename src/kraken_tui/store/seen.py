"""What was last seen of an account, for drawing before the network answers."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from kraken_tui.config.files import write_private

KEPT_PER_PROFILE = 200
_FORMAT = 1


class Seen(NamedTuple):
    """Data as it came from the tenant, and when it came."""

    data: Any
    at: datetime


class SeenStore:
    """One small file per profile, account and view, in a folder that may be lost at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, *, profile: str, account: str, view: str) -> Seen | None:
        """Return what was last seen, or None if nothing was or the file is broken."""
        try:
            content = json.loads(self._path(profile, account, view).read_bytes())
            if content["format"] != _FORMAT:
                return None
            at = datetime.fromisoformat(content["at"])
            return Seen(content["data"], at) if at.tzinfo else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def write(self, *, profile: str, account: str, view: str, data: Any, at: datetime) -> None:
        """Keep JSON data as last seen at that moment; the oldest files of a profile make room.

        Raise OSError when the folder cannot be written.
        """
        content = {"format": _FORMAT, "at": at.astimezone(UTC).isoformat(), "data": data}
        encoded = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        path = self._path(profile, account, view)
        write_private(path, encoded, durable=False)
        _drop_oldest(path.parent)

    def forget(self, *, profile: str) -> int:
        """Remove everything seen with a profile; return how many views that were.

        Raise OSError when a file cannot be removed.
        """
        files = _files(self._folder / _file_name(profile))
        for file in files:
            file.unlink(missing_ok=True)
        return len(files)

    def _path(self, profile: str, account: str, view: str) -> Path:
        return self._folder / _file_name(profile) / f"{_file_name(account)}.{_file_name(view)}.json"


def _file_name(text: str) -> str:
    """Return text as part of a file name: no separators, no dots, different for different text."""
    return quote(text, safe="").replace(".", "%2E") or "%"


def _files(folder: Path) -> list[Path]:
    return list(folder.glob("*.json")) if folder.is_dir() else []


def _drop_oldest(folder: Path) -> None:
    files = _files(folder)
    if len(files) <= KEPT_PER_PROFILE:
        return
    by_age = sorted(files, key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in by_age[KEPT_PER_PROFILE:]:
        file.unlink(missing_ok=True)
