"""Believable tenants for the sandbox, the same for the same seed."""

from kraken_tui.sandbox.generate.tenant import generate

__all__ = ["generate"]
