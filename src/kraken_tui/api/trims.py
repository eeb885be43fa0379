"""Documents cut down by the objections of a tenant that does not tell its schema, kept on disk.

Without them every start would send each document once only to have it refused.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kraken_tui.api.schema_cache import hash_of
from kraken_tui.api.schema_file import replace_atomically

KEPT_FOR = timedelta(days=7)
"""After that everything is asked for again, for the tenant may have more by then."""


class Trims:
    """One tenant's, kept at `path`; made from `documents`, by name. Methods touch the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, documents: Mapping[str, str], now: datetime) -> dict[str, str | None]:
        """Return the documents cut down, by name; None is one of which nothing is left."""
        try:
            kept: Any = json.loads(self._path.read_bytes())
            is_old = now - datetime.fromisoformat(kept["since"]) > KEPT_FOR
            if is_old or kept["documents"] != hash_of(documents):
                return {}
            return {str(name): text and str(text) for name, text in kept["trimmed"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def write(
        self, trimmed: Mapping[str, str | None], documents: Mapping[str, str], now: datetime
    ) -> None:
        """Keep them, with the time of the first; where that cannot be, nothing else is lost."""
        since = self._since() if self.read(documents, now) else now.astimezone(UTC).isoformat()
        kept = {"since": since, "documents": hash_of(documents), "trimmed": trimmed}
        with suppress(OSError):
            replace_atomically(self._path, json.dumps(kept).encode())

    def drop(self) -> None:
        """Forget them."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _since(self) -> str:
        return str(json.loads(self._path.read_bytes())["since"])
