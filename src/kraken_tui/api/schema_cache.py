"""The schemas fetched so far, kept on disk as records that open in less than a millisecond."""

import hashlib
import json
import weakref
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from os import fstat
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, cast

from kraken_tui import __version__
from kraken_tui.api.errors import SchemaUnreadable
from kraken_tui.api.records import MutationHeading, MutationRecord
from kraken_tui.api.schema_file import OUTLINE, Index, is_whole, read_index

_DOCUMENT = "document:{}"


class SchemaIndex:
    """A schema as it was when fetched: its mutations, and the app's documents fitted to it."""

    def __init__(self, file: BinaryIO, index: Index) -> None:
        self._file = file
        self._index = index
        self.hash: str = index.about["hash"]
        self.fetched_at = datetime.fromtimestamp(fstat(file.fileno()).st_mtime, UTC)
        self.documents: frozenset[str] = frozenset(index.about["documents"])
        """The names of the documents that were fitted."""
        self._one_at_a_time = Lock()
        self.close = weakref.finalize(self, file.close)
        """Closes the file; happens by itself when the index is no longer used."""

    @cached_property
    def mutations(self) -> list[MutationHeading]:
        """Every mutation, in the schema's order."""
        return [
            MutationHeading(name, summary, deprecated, frozenset(fields))
            for name, summary, deprecated, fields in self._index.about["mutations"]
        ]

    def record(self, name: str) -> MutationRecord:
        """Read the record of one mutation.

        Raises:
            KeyError: the schema has no mutation of that name.
            SchemaUnreadable: the file was damaged since it was opened.
        """
        if not name.isidentifier():  # Other records have names that no mutation can have.
            raise KeyError(name)
        return cast(MutationRecord, self._read(name))

    def document(self, name: str) -> str | None:
        """Return one of the app's documents fitted to the schema.

        None if nothing of it is left, or if it is not one of `documents`.
        """
        text = self._fitted(name).get("text")
        return None if text is None else str(text)

    def fell_away(self, name: str) -> list[str]:
        """List what a document has to do without; see `kraken_tui.api.adapt`."""
        return list(self._fitted(name).get("fell_away", ()))

    def fields(self, name: str) -> frozenset[str]:
        """List what a document asks for, each as `Type.field`."""
        return frozenset(self._fitted(name).get("fields", ()))

    def deprecated(self, name: str) -> dict[str, str]:
        """List what a document asks for and the tenant means to give up, with its reasons."""
        return dict(self._fitted(name).get("deprecated", ()))

    def outline(self) -> bytes:
        """Read the whole schema in short: JSON on one line; see `kraken_tui.api.outline`.

        Raises:
            SchemaUnreadable: the file was damaged since it was opened.
        """
        return self._read_text(OUTLINE)

    def is_whole(self) -> bool:
        """Tell whether nothing was damaged since it was written; reads all of the file."""
        try:
            with self._one_at_a_time:
                return is_whole(self._file, self._index)
        except OSError:
            return False

    def made_for(self, documents: Mapping[str, str]) -> bool:
        """Tell whether exactly these documents were fitted to the schema."""
        return bool(self._index.about["documents_hash"] == hash_of(documents))

    def _fitted(self, name: str) -> dict[str, Any]:
        return self._read(_DOCUMENT.format(name)) if name in self.documents else {}

    def _read(self, name: str) -> dict[str, Any]:
        try:
            return cast(dict[str, Any], json.loads(self._read_text(name)))
        except ValueError as error:
            raise _damaged() from error

    def _read_text(self, name: str) -> bytes:
        at, length = self._index.places[name]
        try:
            with self._one_at_a_time:
                self._file.seek(self._index.start + at)
                return self._file.read(length)
        except OSError as error:
            raise _damaged() from error


def _damaged() -> SchemaUnreadable:
    return SchemaUnreadable("The stored schema is damaged.", hint="Load the schema anew.")


class SchemaCache:
    """The schemas of all endpoints used so far, one file each in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, endpoint: str) -> Path:
        """Return where the schema of `endpoint` is kept."""
        return self.folder / f"{hashlib.sha256(endpoint.encode()).hexdigest()[:32]}.schema"

    def open(
        self, endpoint: str, *, documents: Mapping[str, str] | None = None
    ) -> SchemaIndex | None:
        """Open what is kept for `endpoint`; None if it is nothing, damaged, or another version's.

        With `documents`, what was made for other documents counts as nothing too.
        """
        try:
            file = self.path(endpoint).open("rb")
        except OSError:
            return None
        found = _index_of(file)
        if found is None:
            file.close()
            return None
        return found if documents is None or found.made_for(documents) else None


def _index_of(file: BinaryIO) -> SchemaIndex | None:
    try:
        index = read_index(file)
        if index is None or index.about["version"] != __version__:
            return None
        return SchemaIndex(file, index)
    except (OSError, KeyError, TypeError, ValueError):
        return None


def hash_of(documents: Mapping[str, str]) -> str:
    """Return a digest of documents by name, the same in every order."""
    return hashlib.sha256(json.dumps(sorted(documents.items())).encode()).hexdigest()
