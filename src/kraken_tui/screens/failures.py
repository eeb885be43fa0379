"""What went wrong, in a sentence that ends with the key that helps."""

from collections.abc import Sequence

from kraken_tui.api.errors import AccountNotFound, KrakenError


def with_key(error: KrakenError) -> str:
    """Say what went wrong and which key helps."""
    if isinstance(error, AccountNotFound):
        return f"{error.sentence} Press ctrl+o to find another."
    if "again" in error.hint:
        return f"{error.sentence} {error.hint.rstrip('.')}: press r."
    return " ".join(filter(None, (error.sentence, error.hint, "Press r to try again.")))


def incomplete(reasons: Sequence[str]) -> str:
    """Say that something is missing from what was answered, and why; empty without a reason."""
    return " ".join(("Not everything could be read.", *reasons)) if reasons else ""
