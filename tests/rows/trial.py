"""What a case puts into a form, and what the tables must say once it was accepted."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from .world import World

Answer = Mapping[str, Any]


class Check(Protocol):
    """Something that only an accepted mutation makes true."""

    def before(self, world: World) -> None:
        """Fail where it is true already."""

    def after(self, world: World, answer: Answer) -> None:
        """Fail where it is not true."""


@dataclass(frozen=True)
class Trial:
    """One input. `needed` names the fields that the schema calls optional and the tenant does not;
    `without` the ones that a full input leaves out, because they exclude others."""

    variables: dict[str, Any]
    checks: tuple[Check, ...]
    needed: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()


class Case(Protocol):
    """Prepare the tenant and make the minimal or the full input of one mutation."""

    def __call__(self, world: World, /, *, full: bool) -> Trial:
        """Return what is to be sent, and what that does."""


Cases = dict[str, Case]


def trial(given: Mapping[str, Any], *checks: Check, needed: str = "", without: str = "") -> Trial:
    """Make a trial of a mutation whose one argument is `input`."""
    return whole({"input": dict(given)}, *checks, needed=needed, without=without)


def whole(
    variables: Mapping[str, Any], *checks: Check, needed: str = "", without: str = ""
) -> Trial:
    """Make a trial of any mutation from all its variables; fields are named with blanks between."""
    names = frozenset(needed.split()), frozenset(without.split())
    return Trial(dict(variables), checks, *names)


@dataclass(frozen=True)
class Became:
    """The first row of a query is `now`, and was not before; None is no row at all."""

    query: str
    values: tuple[object, ...]
    now: tuple[object, ...] | None

    def before(self, world: World) -> None:
        """Fail where the tables say so without the mutation."""
        assert self._read(world) != self.now, "The tables said so before."

    def after(self, world: World, _answer: Answer) -> None:
        """Compare the tables with what was sent."""
        assert self._read(world) == self.now

    def _read(self, world: World) -> tuple[Any, ...] | None:
        found = world.rows(self.query, *self.values)
        return tuple(found[0]) if found else None


def became(query: str, *values: object, now: object) -> Became:
    """Expect a row of one or several columns, or none, where there was another."""
    row = now if isinstance(now, tuple) or now is None else (now,)
    return Became(query, values, row)


@dataclass(frozen=True)
class Told:
    """What stands at a path of the answer is what the tables say."""

    path: tuple[str | int, ...]
    query: str
    values: tuple[object, ...]

    def before(self, _world: World) -> None:
        """Ask nothing: an answer may tell what was true already."""

    def after(self, world: World, answer: Answer) -> None:
        """Compare the answer with the tables."""
        said: Any = answer
        for step in self.path:
            said = said[step]
        stored = world.value(self.query, *self.values)
        assert stored is not None
        assert _alike(said, stored), (self.path, said, stored)


def _alike(said: object, stored: object) -> bool:
    if isinstance(said, bool):
        return said is bool(stored)
    return str(said) == str(stored)


def told(path: str, query: str, *values: object) -> Told:
    """Expect the value at a path (`payment.id`, `consents.0.code`) to be the stored one."""
    steps = (int(step) if step.isdigit() else step for step in path.split("."))
    return Told(tuple(steps), query, values)


@dataclass(frozen=True)
class Kept:
    """A column of the first row of a query holds a JSON object, all of it."""

    query: str
    whole: Mapping[str, Any]

    def before(self, world: World) -> None:
        """Fail where it was kept before."""
        found = world.rows(self.query)
        assert not found or json.loads(found[0][0] or "{}") != self.whole

    def after(self, world: World, _answer: Answer) -> None:
        """Compare what is kept with what was sent."""
        kept = json.loads(world.value(self.query))
        # What nobody sent may stand there as null, where the schema says so.
        assert {name: value for name, value in kept.items() if value is not None} == self.whole


@dataclass(frozen=True)
class Echoed:
    """A field of the answer is what the caller sent to know the answer by; nothing is stored."""

    name: str
    sent: str

    def before(self, _world: World) -> None:
        """Ask nothing."""

    def after(self, _world: World, answer: Answer) -> None:
        """Compare the answer with what was sent."""
        assert answer[self.name] == self.sent


@dataclass(frozen=True)
class Holds:
    """Whatever a function finds out; it fails with an assertion of its own."""

    look: Callable[[World, Answer], None]

    def before(self, _world: World) -> None:
        """Ask nothing."""

    def after(self, world: World, answer: Answer) -> None:
        """Look."""
        self.look(world, answer)
