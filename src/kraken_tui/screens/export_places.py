"""Where a file may be, what it may be called, and how to say so."""

from __future__ import annotations

import os
from pathlib import Path


def here() -> Path:
    """Return the current folder, or where its owner is at home if it is gone."""
    try:
        return Path.cwd()
    except OSError:  # It was removed since the program started.
        return Path.home()


def problem(path: Path) -> str:
    """Say why there can be no file at a path, or nothing."""
    try:
        if path.is_dir():
            return f"{brief(path)} is a folder; add a name."
        if not path.parent.is_dir():
            return f"There is no folder {brief(path.parent)}."
    except (OSError, ValueError) as error:
        return f"{brief(path)} cannot be written: {reason(error)}."
    return ""


def reason(error: OSError | ValueError) -> str:
    """Return what the system says, fit for the middle of a sentence."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return words[:1].lower() + words[1:].rstrip(".")


def brief(path: Path) -> str:
    """Write a path as its owner would."""
    home = os.path.expanduser("~")
    text = str(path)
    return f"~{text.removeprefix(home)}" if text == home or text.startswith(home + os.sep) else text


def file_name(name: str) -> str:
    """Return a name without what file systems have other uses for."""
    kept = [letter if letter.isalnum() or letter in "-_. " else "_" for letter in name]
    return "".join(kept).strip(". ")[:100] or "export"


def free_name(folder: Path, name: str) -> str:
    """Return a name that no file in the folder has: the name itself, or one with a number."""
    path = Path(name)
    number = 1
    while os.path.lexists(folder / path):
        number += 1
        path = Path(name).with_stem(f"{Path(name).stem}-{number}")
    return str(path)
