"""Guessing what a mistyped name was meant to be."""

from collections.abc import Iterable


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return `did you mean "x"?`-words for the nearest known name, or nothing if none is near."""
    import difflib

    near = difflib.get_close_matches(wrong, list(known), n=1)
    return f'did you mean "{near[0]}"?' if near else ""
