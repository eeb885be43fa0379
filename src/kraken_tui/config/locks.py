"""Locks on files, which the system lets go of when their process ends, however that ends."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from kraken_tui.config.files import make_private_folder


def lock(handle: int, *, wait: bool = False) -> None:
    """Lock an open file for this process.

    Raise OSError while another one holds it, unless there is time to `wait` for that.
    """
    if os.name == "nt":
        import msvcrt

        how = msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK  # type: ignore[attr-defined,unused-ignore]
        msvcrt.locking(handle, how, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Wait until no other process of ours is at work on a file, and keep them from it.

    The lock is on a hidden file beside it, because the file itself is replaced when it is written.
    Where the folder has no room for that, or the file system no locks, nobody is waited for: what
    is in the way is told by who writes the file then.
    """
    with ExitStack() as stack:
        with suppress(OSError):
            make_private_folder(path.parent)
            beside = path.with_name(f".{path.name}.lock")
            handle = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
            stack.callback(os.close, handle)
            lock(handle, wait=True)
        yield
