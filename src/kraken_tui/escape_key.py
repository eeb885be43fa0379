"""Escape and the key behind it are two keys, even where they come in one packet.

A terminal sends alt and a key as ESC and that key. Textual takes the two for alt whenever the
second is there within a tenth of a second: on a slow line, or below quick fingers, `esc` `3` would
type a pound sign. This program has no use for alt and a letter, so that reading is given up.
"""

from collections.abc import Callable, Iterable

from textual._xterm_parser import XTermParser
from textual.events import Key

ESC = "\x1b"

BEGIN_MORE = frozenset("[]OPNX^_")
"""What follows ESC in the sequences of other keys and in what a terminal tells of itself."""

MEAN_ALT = frozenset("\x7f\tbf")
"""What terminals send for alt+backspace, for shift+tab and, on a Mac, for alt with an arrow."""

Read = Callable[[XTermParser, str, bool], Iterable[Key]]


def read_apart() -> None:
    """Have every terminal's input read so from now on."""
    if XTermParser._sequence_to_key_events is not _apart:
        XTermParser._sequence_to_key_events = _apart  # type: ignore[method-assign, assignment]


_together: Read = XTermParser._sequence_to_key_events


def _apart(parser: XTermParser, sequence: str, alt: bool = False) -> Iterable[Key]:
    if len(sequence) == 2 and sequence[0] == ESC and sequence[1] not in BEGIN_MORE | MEAN_ALT:
        yield Key("escape", ESC)
        sequence = sequence[1]
    yield from _together(parser, sequence, alt)
