"""Text as people search it: without case and accents."""

import unicodedata


def fold(text: str | None) -> str:
    """Fold text: `Íñigo PÉREZ` is `inigo perez`."""
    decomposed = unicodedata.normalize("NFKD", text or "")
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()
