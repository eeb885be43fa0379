"""This machine: versions, the terminal, the folders and who may read them."""

import os
import platform
import shutil
import stat
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kraken_tui import __version__
from kraken_tui.commands.doctor.findings import Finding, bad, note
from kraken_tui.config.guard import is_open, problems, remedy
from kraken_tui.config.paths import Folders

LIBRARIES = ("textual", "gql", "graphql-core", "httpx", "keyring")
SMALLEST = (80, 24)
ROOM = 50 * 2**20
"""Bytes: a schema is a few megabytes, and everything is written beside the old before it is
replaced."""


def machine(folders: Folders) -> Iterator[Finding]:
    """Look at what every profile needs."""
    yield from _versions()
    yield from _terminal()
    yield from _folders(folders)


def _versions() -> Iterator[Finding]:
    yield Finding("Versions", "kraken-tui", __version__)
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    yield Finding("Versions", "Python", f"{platform.python_version()} on {system}")
    for name in LIBRARIES:
        try:
            yield Finding("Versions", name, version(name))
        except PackageNotFoundError:
            # Only the keyring may be missing, and only who keeps secrets there misses it.
            yield Finding("Versions", name, "not installed, and only wanted for keyring: secrets")


def _terminal() -> Iterator[Finding]:
    section = "Terminal"
    kind = " ".join(filter(None, (os.environ.get("TERM", ""), os.environ.get("COLORTERM", ""))))
    yield Finding(section, "Kind", kind or "not told (TERM is empty)")
    yield Finding(section, "Colours", _colours())
    yield from _size(section)
    encoding = sys.stdout.encoding or "unknown"
    if encoding.lower().replace("-", "") == "utf8":
        yield Finding(section, "Characters", encoding)
    else:
        hint = "Set LANG to a locale that ends in UTF-8, or lines and charts look broken."
        yield note(section, "Characters", encoding, hint=hint)
    within = [name for name, key in (("tmux", "TMUX"), ("screen", "STY")) if key in os.environ]
    remote = ["SSH"] if "SSH_CONNECTION" in os.environ else []
    yield Finding(section, "Within", ", ".join(within + remote) or "nothing else")


def _colours() -> str:
    from rich.console import Console

    system = Console(force_terminal=True).color_system
    many = {"truecolor": "16 million", "256": "256", "standard": "16"}.get(system or "", "none")
    return f"{many}, switched off by NO_COLOR" if os.environ.get("NO_COLOR") else many


def _size(section: str) -> Iterator[Finding]:
    if not sys.stdout.isatty():
        yield note(section, "Size", "not a terminal just now")
        return
    size = shutil.get_terminal_size()
    told = f"{size.columns} x {size.lines}"
    if size.columns < SMALLEST[0] or size.lines < SMALLEST[1]:
        hint = f"Make it at least {SMALLEST[0]} x {SMALLEST[1]}."
        yield note(section, "Size", told, hint=hint)
    else:
        yield Finding(section, "Size", told)


def _folders(folders: Folders) -> Iterator[Finding]:
    for problem in problems(folders):
        yield bad("Folders", "Refused", problem, hint="", cause="wrong")
    for name, folder in zip(("Config", "State", "Cache"), folders[:3], strict=True):
        yield _folder(name, folder)
    if folders.profiles.exists():
        yield _private("Profiles file", folders.profiles, refused=True)


def _folder(name: str, folder: Path) -> Finding:
    section = "Folders"
    if not folder.exists():
        return Finding(section, name, f"{folder} (made when it is first needed)")
    if not os.access(folder, os.W_OK | os.X_OK):
        hint = "Give yourself the right to write there."
        return bad(section, name, f"{folder} cannot be written", hint=hint, cause="wrong")
    free = shutil.disk_usage(folder).free
    if free < ROOM:
        hint = "Make room: drafts and schemas are kept there."
        return note(section, name, f"{folder} has {free // 2**20} MB left", hint=hint)
    return _private(name, folder)


def _private(name: str, path: Path, *, refused: bool = False) -> Finding:
    told = f"{path} ({stat.S_IMODE(path.stat().st_mode):04o})"
    if refused and is_open(path):
        hint = f"It is refused as it is: run `chmod 600 {path}`."
        return bad("Folders", name, told, hint=hint, cause="wrong")
    if is_open(path):
        hint = f"Others may look in there: `chmod {remedy(path)} {path}` keeps them out."
        return note("Folders", name, told, hint=hint)
    return Finding("Folders", name, told)
