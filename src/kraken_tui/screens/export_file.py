"""Rows gathered on disk and then put in place, whole, as CSV or JSON."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from kraken_tui.screens.export_rows import Row, cell, flatten

CSV, JSON = ".csv", ".json"
# The mark at the start tells spreadsheets that letters beyond ASCII are UTF-8.
_ENCODINGS = {CSV: "utf-8-sig", JSON: "utf-8"}


class Gathered:
    """Hold rows on disk until all are there: a list may be longer than memory, or end halfway."""

    def __init__(self) -> None:
        # It has no name on the disk, and `close` closes it.
        self._file: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self._columns: dict[str, bool] = {}
        self.count = 0

    def add(self, records: Iterable[object]) -> None:
        """Add records; raise OSError when the disk is full."""
        for record in records:
            row = flatten(record)
            for name, value in row.items():
                self._columns[name] = self._columns.get(name, False) or value is not None
            self._file.write(json.dumps(row) + "\n")
            self.count += 1

    def write(self, path: Path, *, replace: bool) -> None:
        """Write all rows to a file that only its owner may read, in the format of its name.

        The file appears whole or not at all. Raise FileExistsError if there is one already that
        may not be replaced, OSError when it cannot be written.
        """
        target = Path(os.path.realpath(path))
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
        try:
            kind = kind_of(path)
            with os.fdopen(handle, "w", encoding=_ENCODINGS[kind], newline="") as file:
                (self._write_json if kind == JSON else self._write_csv)(file)
                file.flush()
                os.fsync(file.fileno())
            _put(Path(temporary), target, replace=replace)
        finally:
            Path(temporary).unlink(missing_ok=True)

    def close(self) -> None:
        """Forget the rows."""
        with suppress(OSError):
            self._file.close()

    @property
    def columns(self) -> list[str]:
        """The names of all fields; of a record that was sometimes missing, those within it."""
        outer = {name[:at] for name in self._columns for at in _dots(name)}
        return [name for name, filled in self._columns.items() if filled or name not in outer]

    def _rows(self) -> Iterator[Row]:
        self._file.seek(0)
        for line in self._file:
            yield json.loads(line)

    def _write_csv(self, file: IO[str]) -> None:
        columns = self.columns
        writer = csv.writer(file)
        writer.writerow([cell(name) for name in columns])
        for row in self._rows():
            writer.writerow([cell(row.get(name)) for name in columns])

    def _write_json(self, file: IO[str]) -> None:
        file.write("[")
        for number, row in enumerate(self._rows()):
            file.write(("," if number else "") + "\n" + json.dumps(row, ensure_ascii=False))
        file.write("\n]\n")


def kind_of(path: Path) -> str:
    """Return the format that a name asks for: CSV unless it ends like JSON."""
    return JSON if path.suffix.lower() == JSON else CSV


def _put(temporary: Path, target: Path, *, replace: bool) -> None:
    if replace:
        temporary.replace(target)
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems have no links; then somebody may be quicker by a hair.
        if target.exists():
            raise FileExistsError(target) from None
        temporary.replace(target)


def _dots(name: str) -> Iterator[int]:
    return (at for at, letter in enumerate(name) if letter == ".")
