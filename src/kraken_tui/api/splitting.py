"""Ask for more than a tenant allows at once: in parts, and in smaller pages.

What a tenant turned out to allow is remembered for each document, so that it is refused once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from kraken_tui.api.errors import InvalidDocument, KrakenError, Problem, Refused, TooComplex

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer
    from kraken_tui.api.split import Shortened

Variables = Mapping[str, object]
Send = Callable[[str, Variables], Awaitable["Answer"]]

SIZES = ("first", "last")
SMALL = 25
"""A page of so many rows is parted rather than made smaller still."""
TRIES = 3
"""How often a list that changes between its parts is read."""


class _Learned(Exception):
    """What was asked for is now known to be asked for in another way."""


class Splitting:
    """Know how to ask one tenant for what it finds too complex."""

    def __init__(self) -> None:
        self._halves: dict[str, tuple[str, str]] = {}
        self._most: dict[str, int] = {}
        self._smaller: dict[str, Shortened] = {}

    async def query(self, send: Send, text: str, variables: Variables) -> "Answer":
        """Ask for a document whole, or in the parts that are known to be allowed.

        Raises:
            KrakenError: as `send` does; TooComplex only if nothing is left that could be parted.
        """
        whole, cuts = text, dict[tuple[str, ...], "Shortened"]()
        while smaller := self._smaller.get(text):
            text = smaller.text
            cuts[smaller.way] = smaller
        known = text in self._halves
        try:
            answer = await self._steadily(send, text, variables)
        except _Learned:
            return await self.query(send, whole, variables)
        except InvalidDocument:
            if not known:
                raise
            # What does not fit is told by its place, so by a refusal of the whole.
            self._halves.pop(text, None)
            return await self.query(send, whole, variables)
        notes = tuple(_note(cut) for cut in cuts.values() if cut.cuts(answer.data))
        return _answer(answer.data, (*answer.problems, *notes)) if notes else answer

    async def _steadily(self, send: Send, text: str, variables: Variables) -> "Answer":
        from kraken_tui.api.split import Changed

        for _ in range(TRIES):
            try:
                return await self._ask(send, text, variables, root=text)
            except Changed:
                continue
        raise KrakenError(
            "What was asked for changed while it was read in parts.", hint="Try again in a moment."
        )

    async def _ask(self, send: Send, text: str, variables: Variables, *, root: str) -> "Answer":
        asked = _capped(variables, self._most.get(root))
        if text not in self._halves:
            try:
                return await send(text, asked)
            except TooComplex as refusal:
                await self._learn(text, asked, root, refusal)
        first, second = self._halves[text]
        return await self._both(
            self._half(send, first, variables, root), self._half(send, second, variables, root)
        )

    async def _learn(self, text: str, asked: Variables, root: str, refusal: TooComplex) -> None:
        """Find another way to ask; raise `_Learned` if the whole document is to be asked anew."""
        from kraken_tui.api.split import shorten, split

        most = max((size for name in SIZES if isinstance(size := asked.get(name), int)), default=0)
        if most <= SMALL and (halves := await asyncio.to_thread(split, text)) is not None:
            self._halves[text] = halves
            return
        if most > 1:
            self._most[root] = most // 2
        elif (shorter := await asyncio.to_thread(shorten, root)) is not None:
            self._smaller[root] = shorter
        else:
            raise refusal
        raise _Learned

    async def _half(self, send: Send, text: str, variables: Variables, root: str) -> "Answer":
        """Ask for a half; what is refused of it is missing from the whole."""
        try:
            return await self._ask(send, text, variables, root=root)
        except Refused as refusal:
            if type(refusal) is not Refused or not refusal.problems:
                raise
            return _answer({}, refusal.problems)

    async def _both(self, first: Awaitable["Answer"], second: Awaitable["Answer"]) -> "Answer":
        from kraken_tui.api.envelope import refusal
        from kraken_tui.api.split import merge

        one, other = await _together(first, second)
        problems = tuple(dict.fromkeys((*one.problems, *other.problems)))
        if problems and not one.data and not other.data:
            raise refusal(problems)
        return _answer(merge(one.data, other.data), problems)


async def _together(
    first: Awaitable["Answer"], second: Awaitable["Answer"]
) -> tuple["Answer", "Answer"]:
    """Wait for both; if one fails, the other is dropped."""
    tasks = asyncio.ensure_future(first), asyncio.ensure_future(second)
    try:
        return await tasks[0], await tasks[1]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _answer(data: dict[str, Any], problems: tuple[Problem, ...]) -> "Answer":
    from kraken_tui.api.client import Answer

    return Answer(data=data, problems=problems)


def _note(cut: "Shortened") -> Problem:
    said = f"This tenant allows only small requests, so {cut.way[-1]} shows {cut.size}."
    return Problem(said, path=cut.way)


def _capped(variables: Variables, most: int | None) -> Variables:
    if most is None:
        return variables
    return {
        name: min(value, most) if name in SIZES and isinstance(value, int) else value
        for name, value in variables.items()
    }
