"""How a profile's people write money, numbers, days and times."""

from kraken_tui.formats.writing import UNKNOWN, Formats, Number

__all__ = ["UNKNOWN", "Formats", "Number"]
