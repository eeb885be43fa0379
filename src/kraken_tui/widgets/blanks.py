"""Fewer segments for the same picture: each brings its colours along, over a slow line too."""

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style


def join_blanks(segments: Iterable[Segment]) -> list[Segment]:
    """Let blanks take the style of their neighbour, where they look the same in it."""
    joined: list[Segment] = []
    for segment in segments:
        style = _style_of_both(joined[-1], segment) if joined else None
        if style is None:
            joined.append(segment)
        else:
            joined[-1] = Segment(joined[-1].text + segment.text, style)
    return joined


def _style_of_both(left: Segment, right: Segment) -> Style | None:
    """Give the style that two segments can share, None where one would look different."""
    before, after = left.style or Style.null(), right.style or Style.null()
    if before == after:
        return before
    if before.bgcolor != after.bgcolor or _shows_on_blanks(before) or _shows_on_blanks(after):
        return None
    if right.text.isspace():
        return before
    return after if left.text.isspace() else None


def _shows_on_blanks(style: Style) -> bool:
    return bool(style.reverse or style.underline or style.underline2 or style.strike)
