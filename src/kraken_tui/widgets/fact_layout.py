"""Where facts stand: sections spread over columns, long values wrapped."""

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

from kraken_tui.widgets.facts import Fact, Section

LABEL_WIDTH = 19
MOST_LINES = 3
"""A longer value is cut, and read whole when it is opened."""

_GAP, _KEPT = "\x00", "\x01"
"""Stand for a blank that a line may end at, and for one that it may not: no text holds them."""


class FactLine(NamedTuple):
    """One line of a column: a section's title, a line of a fact, or nothing.

    ``part`` counts the lines of a fact from 0; the label stands on the first.
    """

    title: str = ""
    fact: Fact | None = None
    text: str = ""
    part: int = 0


def lay_out(sections: Sequence[Section], *, count: int, width: int) -> list[list[FactLine]]:
    """Spread whole sections, in their order, over so many columns of a width.

    The longest column is as short as it can be, so that as little as possible has to be scrolled.
    """
    blocks = [_block(section, max(1, width - LABEL_WIDTH)) for section in sections]
    heights = [len(block) for block in blocks]
    columns: list[list[FactLine]] = [[] for _ in range(count)]
    for block, column in zip(blocks, _spread(heights, count), strict=True):
        columns[column] += block
    return columns


def _spread(heights: Sequence[int], count: int) -> list[int]:
    """Give each block the number of its column."""
    if not heights:
        return []
    limit = max(*heights, -(-sum(heights) // count))
    while (spread := _fill(heights, limit))[-1] >= count:
        limit += 1
    return spread


def _fill(heights: Sequence[int], limit: int) -> list[int]:
    """Fill one column after another, none further than to a limit."""
    column = filled = 0
    spread = []
    for height in heights:
        if filled and filled + height > limit:
            column, filled = column + 1, 0
        filled += height
        spread.append(column)
    return spread


def _block(section: Section, width: int) -> list[FactLine]:
    facts = [line for fact in section.facts for line in _lines(fact, width)]
    return [FactLine(title=section.title), *facts, FactLine()]


def _lines(fact: Fact, width: int) -> list[FactLine]:
    """Wrap a value; of a very long one only what could be seen is looked at."""
    shown = fact.shown
    parts = _wrapped(shown[: width * (MOST_LINES + 1)], width) if len(shown) > width else [shown]
    if len(parts) > MOST_LINES:
        parts[MOST_LINES - 1 :] = [" ".join(parts[MOST_LINES - 1 :])]
    return [FactLine(fact=fact, text=text, part=part) for part, text in enumerate(parts or [""])]


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text after commas, if that takes no more lines than between any words."""
    lines = wrap(text, width)
    whole = text.replace(", ", f",{_GAP}").replace(" ", _KEPT).replace(_GAP, " ")
    clauses = [line.replace(_KEPT, " ") for line in wrap(whole, width, break_long_words=False)]
    fits = len(clauses) <= len(lines) and all(len(clause) <= width for clause in clauses)
    return clauses if fits else lines
