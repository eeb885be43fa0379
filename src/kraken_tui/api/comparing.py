"""Comparing two schemas in a process of its own, so that no key press waits for it.

Run as `python -m kraken_tui.api.comparing` with two outlines on standard input, a line of JSON
each. It answers with a line for each change, an empty line, and a line for each definition.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import cast

from kraken_tui.api import child
from kraken_tui.api.compare import compare
from kraken_tui.api.definition import Row, rows
from kraken_tui.api.difference import Change
from kraken_tui.api.errors import SchemaUnreadable
from kraken_tui.api.outline import Outline

AT_ONCE = 100
"""So many changes are read in about a millisecond."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes from one schema to another, and what they are parts of."""

    changes: tuple[Change, ...]
    definitions: dict[tuple[str, str], bytes]
    """By area and owner of a change; read when they are asked for, for few ever are."""

    def rows(self, change: Change) -> list[Row]:
        """Give the definition that a change is a part of, both sides beside each other."""
        text = self.definitions.get((change.area, change.owner), b"[]")
        return [cast(Row, tuple(row)) for row in json.loads(text)]


def compare_here(before: bytes, after: bytes) -> list[Change]:
    """Compare two outlines, as they are kept, where nobody waits for a key.

    Raises:
        SchemaUnreadable: one of them is damaged.
    """
    try:
        return compare(json.loads(before), json.loads(after))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _incomparable() from error


async def compare_apart(before: bytes, after: bytes) -> Comparison:
    """Compare two outlines, as they are kept, in a child process.

    Raises:
        SchemaUnreadable: one of them is damaged.
    """
    # -P, or a file called json.py in the person's working folder would be run instead.
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "kraken_tui.api.comparing"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,  # A Ctrl+C in the terminal is not meant for it.
        env=child.environment(),
    )
    try:
        told, _ = await process.communicate(b"%s\n%s\n" % (before, after))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise _incomparable()
    return await _read(told)


async def _read(told: bytes) -> Comparison:
    """Read an answer a few lines at a time, so that the screen has its turn in between."""
    lines = told.splitlines()
    middle = lines.index(b"")
    changes = [_change(line) async for line in _slowly(lines[:middle])]
    definitions = [_definition(line) async for line in _slowly(lines[middle + 1 :])]
    return Comparison(tuple(changes), dict(definitions))


async def _slowly(lines: list[bytes]) -> AsyncIterator[bytes]:
    for index, line in enumerate(lines):
        if index % AT_ONCE == 0:
            await asyncio.sleep(0)
        yield line


def _incomparable() -> SchemaUnreadable:
    return SchemaUnreadable("The stored schemas could not be compared.", hint="Load them anew.")


def _change(line: bytes) -> Change:
    found = json.loads(line)
    return Change(**{**found, "mutations": tuple(found["mutations"])})


def _definition(line: bytes) -> tuple[tuple[str, str], bytes]:
    area, owner, text = line.split(b" ", 2)
    return (area.decode(), owner.decode()), text


def _lines(before: Outline, after: Outline) -> Iterator[str]:
    changes = compare(before, after)
    for change in changes:
        yield json.dumps(asdict(change))
    yield ""
    for area, owner in dict.fromkeys((each.area, each.owner) for each in changes):
        yield f"{area} {owner} {json.dumps(rows(before, after, area=area, owner=owner))}"


def main() -> int:
    """Compare what is on standard input."""
    if hasattr(os, "nice"):
        os.nice(5)  # The person at the keyboard goes first.
    before, after = (json.loads(line) for line in _two(sys.stdin.buffer))
    sys.stdout.writelines(f"{line}\n" for line in _lines(before, after))
    return 0


def _two(lines: Iterable[bytes]) -> Iterator[bytes]:
    for line, _ in zip(lines, range(2), strict=False):
        yield line


if __name__ == "__main__":
    sys.exit(main())
