"""Fit text into terminal cells, where a character may take none, one or two."""

from rich.cells import cell_len, set_cell_size

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def clip(text: str, width: int) -> str:
    """Cut a text to at most ``width`` cells, marking what was cut with an ellipsis."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS if width > 1 else ELLIPSIS[:width]


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Cut and pad a text to exactly ``width`` cells, to the left or to the right."""
    text = clip(text, width)
    gap = " " * (width - cell_len(text))
    return gap + text if right else text + gap
