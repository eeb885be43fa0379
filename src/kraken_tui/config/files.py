"""Writing files that only their owner may read."""

import os
import tempfile
from pathlib import Path


def make_private_folder(folder: Path) -> Path:
    """Make a folder that only its owner may enter, if it is not there yet, and return it."""
    if not folder.is_dir():
        make_private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def write_private(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Replace a file in one step, readable by its owner only.

    A reader sees the old content or the new, never half of it. With `durable` the content is on
    the disk on return; without, a power cut may lose it, which is quicker and right for a cache.
    Raise OSError when the folder cannot be made or written.
    """
    # A dotfile that is a link into someone's repository stays a link.
    target = Path(os.path.realpath(path))
    make_private_folder(target.parent)
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    if durable:
        _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Put the new name itself on the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
