"""Believable tenants for the sandbox, the same for the same seed."""

from kraken_tui.sandbox.generate.tenant import generate, generate_in_steps

__all__ = ["generate", "generate_in_steps"]
