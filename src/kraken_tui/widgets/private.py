"""Marks what is drawn as private, for whoever covers it."""

from rich.style import Style

PRIVATE = Style(meta={"private": True})
"""Added to a style, it marks a text that nobody looking on may read, and changes no colour."""


def marked(style: Style, *, private: bool) -> Style:
    """Give a style with the mark, if something is private."""
    return style + PRIVATE if private else style
