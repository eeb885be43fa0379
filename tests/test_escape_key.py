"""Escape in one packet with the key behind it."""

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from kraken_tui.escape_key import read_apart


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("\x1b3", ["escape", "3"]),
        ("\x1b/", ["escape", "slash"]),
        ("\x1b\r", ["escape", "enter"]),
        ("\x1b\x0f", ["escape", "ctrl+o"]),
        ("\r\x1bd", ["enter", "escape", "d"]),
        ("\x1b\x1b3", ["escape", "escape", "3"]),
        ("\x1b\x1b[B", ["escape", "down"]),
        # What is one key stays one.
        ("\x1b[B", ["down"]),
        ("\x1b[1;3B", ["alt+down"]),
        ("\x1bOP", ["f1"]),
        ("\x1b\x7f", ["ctrl+w"]),
    ],
)
def test_escape_is_a_key_of_its_own(sent: str, keys: list[str]) -> None:
    read_apart()
    read = XTermParser().feed(sent)
    assert [event.key for event in read if isinstance(event, Key)] == keys
