"""Tenants whose schema has less than the sandbox's."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kraken_tui.sandbox import app, schema


@contextmanager
def lacking(fields: str) -> Iterator[None]:
    """Let a tenant that starts now have no field whose name matches a pattern; '' is no pattern."""
    if not fields:
        yield
        return
    whole = schema.sdl

    def shorter(tenant: str) -> str:
        return re.sub(rf"(?m)^  ({fields})(\(.*\))?: .*\n", "", whole(tenant))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "sdl", shorter)
        # Tenants of a process share a schema, and this one is nobody else's.
        patch.setattr(app, "_schemas", {})
        yield
