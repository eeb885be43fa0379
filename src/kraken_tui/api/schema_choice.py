"""What stands in for the schema of a tenant that does not tell its own, kept on disk."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kraken_tui.api.schema_file import replace_atomically
from kraken_tui.api.schema_origin import Origin


class Choice:
    """One tenant's stand-in, kept at `path`; all methods touch the disk.

    It is as good as none once the profile names another schema `file`, or that has changed.
    """

    def __init__(self, path: Path, file: Path | None) -> None:
        self._path = path
        self._file = file

    def read(self) -> tuple[str, Origin] | None:
        """Return the key that the schema is kept under, and where it comes from."""
        try:
            kept: Any = json.loads(self._path.read_bytes())
            if kept["file"] != self._stamp() or kept["kind"] not in ("file", "bundled"):
                return None
            agreed, asked = kept["fit"]
            origin = Origin(
                kind=kept["kind"],
                at=datetime.fromisoformat(kept["at"]).astimezone(UTC),
                name=str(kept["name"]),
                why=str(kept["why"]),
                fit=(int(agreed), int(asked)),
            )
            return str(kept["key"]), origin
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, key: str, origin: Origin) -> None:
        """Keep a choice; where that cannot be, the tenant is asked again at the next start."""
        kept = {
            "key": key,
            "kind": origin.kind,
            "at": origin.at.astimezone(UTC).isoformat(),
            "name": origin.name,
            "why": origin.why,
            "fit": origin.fit,
            "file": self._stamp(),
        }
        with suppress(OSError):
            replace_atomically(self._path, json.dumps(kept).encode())

    def drop(self) -> None:
        """Forget it, for the tenant tells its own."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _stamp(self) -> str:
        if self._file is None:
            return ""
        try:
            told = self._file.stat()
        except OSError:
            return str(self._file)
        return f"{self._file} {told.st_mtime_ns} {told.st_size}"
