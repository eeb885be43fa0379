"""A generated tenant kept on disk: the same make on the same day need not be made again."""

import hashlib
import sqlite3
from contextlib import suppress
from functools import cache
from pathlib import Path

from . import store
from .files import write_atomically
from .settings import Settings

_HERE = Path(__file__).parent
_MOST_BYTES = 8_000_000
"""A larger tenant was asked for once, to try something; it would only fill the disk."""


def read(settings: Settings) -> sqlite3.Connection | None:
    """Open a copy, in memory, of what was generated from these settings today; None without."""
    file = _file(settings)
    if file is None:
        return None
    try:
        connection = store.open(content=file.read_bytes())
    except (OSError, sqlite3.DatabaseError):
        return None
    return None if store.is_empty(connection) else connection


def keep(connection: sqlite3.Connection, settings: Settings) -> None:
    """Keep what was just generated, in place of what was kept on other days."""
    file = _file(settings)
    if file is None:
        return
    content = connection.serialize()
    if len(content) <= _MOST_BYTES:
        write_atomically(file, content)
        _forget_other_days(file)


def _file(settings: Settings) -> Path | None:
    if settings.cache_folder is None or str(settings.db) != ":memory:":
        return None
    make = (settings.accounts, settings.transactions, settings.seed, _generator())
    key = hashlib.sha256(repr(make).encode()).hexdigest()[:16]
    today = settings.clock().date().isoformat()
    return settings.cache_folder / f"{settings.tenant}-{today}-{key}.sqlite"


@cache
def _generator() -> str:
    """Name the exact make of the generator by what its files look like from outside."""
    files = sorted([*_HERE.glob("generate/*.*"), _HERE / "schema.sql"])
    states = ((file.name, file.stat()) for file in files)
    return repr([(name, state.st_size, state.st_mtime_ns) for name, state in states])


def _forget_other_days(file: Path) -> None:
    tenant, today = file.stem.split("-", 1)[0], file.stem.rsplit("-", 1)[0]
    for other in file.parent.glob(f"{tenant}-*.sqlite"):
        if not other.name.startswith(today):
            with suppress(OSError):
                other.unlink(missing_ok=True)
