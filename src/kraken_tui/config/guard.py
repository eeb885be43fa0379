"""Refusing to work with files that other people of this machine may read or change."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from kraken_tui.config.errors import ConfigError
from kraken_tui.config.paths import Folders

ANY = 0o077
WRITE = 0o022


def require_private(folders: Folders) -> None:
    """Raise ConfigError, with what to run, where others may do what only their owner may."""
    for problem in problems(folders):
        raise ConfigError(problem)


def problems(folders: Folders) -> Iterator[str]:
    """Tell what is refused.

    What customers are called and owe is kept in the state folder and in the cache of what was seen,
    so nobody else may look in there; schemas are no secret. Who may write in the config folder can
    put another profiles file in place of the person's; that others see which files it holds does
    no harm, as these have modes of their own.
    """
    for folder, bits in ((folders.config, WRITE), (folders.state, ANY), (folders.seen, ANY)):
        if is_open(folder, bits):
            what = "may write in" if bits == WRITE else "may look into"
            yield f"Other people {what} {folder}; run `chmod {remedy(folder)} {folder}` first."


def is_open(path: Path, bits: int = ANY) -> bool:
    """Tell whether others have any of these rights; never where rights are not modes."""
    if os.name != "posix":
        return False
    try:
        return bool(stat.S_IMODE(path.stat().st_mode) & bits)
    except OSError:
        return False


def remedy(path: Path) -> str:
    """Name the mode that leaves a file or a folder to its owner alone."""
    return "700" if path.is_dir() else "600"
