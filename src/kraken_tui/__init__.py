"""kraken-tui: a terminal workstation for Kraken tenants."""

__version__ = "0.1.0"
