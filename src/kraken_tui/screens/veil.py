"""Covers in every line that is drawn what nobody looking on should learn of a customer."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from kraken_tui.privacy import Known, Span

DOT = "\N{BULLET}"
DOTS = 6
"""As many stand for every text that is marked, so that they tell nothing of its length."""


class Veil(LineFilter):
    """Cover what is marked as private, and what else a session has learned of its customers.

    What it did to a line is remembered with the line, by a veil that knows as much.
    """

    def __init__(self, known: Known) -> None:
        super().__init__()
        self._known = known
        self._knows = (id(known), known.count)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Veil) and other._knows == self._knows

    def __hash__(self) -> int:
        return hash(self._knows)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments, of the same widths, with dots in place of what is private."""
        shown = list(map(_covered, segments))
        text = "".join(segment.text for segment in shown if not segment.control)
        if text.isspace() or not (spans := self._known.spans(text)):
            return shown
        return list(_without(shown, spans))


@lru_cache(1024)
def _is_marked(style: Style) -> bool:
    return bool(style.meta.get("private"))


def _covered(segment: Segment) -> Segment:
    """Put dots in the place of a text marked as private; one without a letter tells nothing."""
    text, style, control = segment
    if style is None or control or style._meta is None or not _is_marked(style):
        return segment
    if not any(map(str.isalnum, text)):
        return segment
    before = len(text) - len(text.lstrip())
    room = cell_len(text) - before
    return Segment(" " * before + (DOT * min(DOTS, room)).ljust(room), style)


def _without(segments: Sequence[Segment], spans: Sequence[Span]) -> Iterator[Segment]:
    hidden = {at for span in spans for at in range(*span)}
    place = 0
    for segment in segments:
        text, style, control = segment
        if control:
            yield segment
            continue
        at = range(place, place + len(text))
        place += len(text)
        if hidden.isdisjoint(at):
            yield segment
        else:
            shown = (
                DOT * cell_len(each) if index in hidden and not each.isspace() else each
                for index, each in zip(at, text, strict=True)
            )
            yield Segment("".join(shown), style)
