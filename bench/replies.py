"""What a terminal answers when a program asks it about itself."""

from __future__ import annotations

import re
from collections.abc import Callable

ST = "\x1b\\"

_REPLIES: list[tuple[re.Pattern[bytes], Callable[[re.Match[bytes]], str]]] = [
    # Modes: synchronised output is known, anything else is not.
    (
        re.compile(rb"\x1b\[\?(\d+)\$p"),
        lambda found: f"\x1b[?{found[1].decode()};{2 if found[1] == b'2026' else 0}$y",
    ),
    (re.compile(rb"\x1b\[\?u"), lambda _: "\x1b[?0u"),
    (re.compile(rb"\x1b\[0?c"), lambda _: "\x1b[?62;22c"),
    (re.compile(rb"\x1b\[>0?c"), lambda _: "\x1b[>1;10;0c"),
    (re.compile(rb"\x1b\[>0?q"), lambda _: f"\x1bP>|bench{ST}"),
    (re.compile(rb"\x1b\[6n"), lambda _: "\x1b[1;1R"),
    (re.compile(rb"\x1b\[14t"), lambda _: "\x1b[4;640;960t"),
    (re.compile(rb"\x1b\[16t"), lambda _: "\x1b[6;16;8t"),
    (re.compile(rb"\x1b\[18t"), lambda _: "\x1b[8;40;120t"),
    (re.compile(rb"\x1b\]10;\?"), lambda _: f"\x1b]10;rgb:e0e0/e0e0/e0e0{ST}"),
    (re.compile(rb"\x1b\]11;\?"), lambda _: f"\x1b]11;rgb:1212/1212/1212{ST}"),
    (re.compile(rb"\x1bP\+q[0-9a-fA-F;]*"), lambda _: f"\x1bP0+r{ST}"),
]


def replies(output: bytes) -> bytes:
    """Give the answers to all questions in a piece of output."""
    if b"\x1b" not in output:
        return b""
    return "".join(
        reply(found) for pattern, reply in _REPLIES for found in pattern.finditer(output)
    ).encode()
