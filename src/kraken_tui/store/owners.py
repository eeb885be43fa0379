"""Which windows of the program are alive, told by locks that the system lets go of for the dead."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from kraken_tui.config.files import make_private_folder
from kraken_tui.config.locks import lock
from kraken_tui.store.errors import StoreError


class Owners:
    """One small locked file for each window, in a folder beside the database.

    The lock goes with its process, however that ends, so that what a window left half done is
    known to be nobody's work any more. A process id would be given again to another program.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._handle: int | None = None
        self._name = ""

    def own(self) -> str:
        """Return this window's name, and hold it until the process ends or `close`.

        Raise StoreError when the folder cannot be written.
        """
        while self._handle is None:
            name = uuid4().hex
            try:
                self._handle = _held(make_private_folder(self._folder) / f"{name}.lock")
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                raise StoreError(f"{self._folder} cannot be used: {reason}.") from error
            self._name = name
        return self._name

    def sweep(self) -> None:
        """Remove what windows that ended in a crash have left in the folder."""
        with suppress(OSError):
            for path in self._folder.glob("*.lock"):
                self.is_alive(path.stem)

    def is_alive(self, name: str) -> bool:
        """Tell whether the window of that name still runs."""
        if name == self._name:
            return True
        path = self._folder / f"{name}.lock"
        try:
            handle = os.open(path, os.O_RDWR)
        except OSError:
            return False
        with _closing(handle):
            try:
                lock(handle)
            except OSError:
                return True
            with suppress(OSError):
                path.unlink()
        return False

    def close(self) -> None:
        """Let go of this window's name."""
        if self._handle is not None:
            with suppress(OSError):
                (self._folder / f"{self._name}.lock").unlink()
            os.close(self._handle)
            self._handle, self._name = None, ""


@contextmanager
def _closing(handle: int) -> Iterator[None]:
    try:
        yield
    finally:
        os.close(handle)


def _held(path: Path) -> int | None:
    """Make a file and lock it; None if it was swept away before it was locked.

    Raise OSError where files cannot be made or locked.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        lock(handle)
        if path.exists() and os.path.samestat(path.stat(), os.fstat(handle)):
            return handle
    except BlockingIOError:
        pass
    except OSError:
        os.close(handle)
        raise
    os.close(handle)
    return None
