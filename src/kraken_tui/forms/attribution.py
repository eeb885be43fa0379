"""Which field an error speaks of, where it names none but its words fit one field alone."""

import re
from collections.abc import Iterator

from kraken_tui.api.errors import Problem
from kraken_tui.forms import names
from kraken_tui.forms.values import Group, Items, Leaf, Node, Path, below

_DEEPEST = 4
_WORD = r"[A-Za-z][A-Za-z0-9_-]*"
# Codes of the platform itself speak of the sign-in, the document or the load, never of a field.
_PLATFORM = r"KT-CT-1[0-9]{3}"
_POINTERS = frozenset({"id", "ids", "number", "numbers", "uuid", "slug", "code", "type"})
_EMPTY = "data input value name field request error is to from at on in for of by with active"
_SAYS_NOTHING = frozenset(_EMPTY.split())
# What is said of a field, rather than which field it is said of.
_SAID = """
a an and or the this that given provided received no not none neither nor both either
was be been has have does do exist cannot can could find found invalid missing incorrect
unknown valid negative zero positive insufficient enough indivisible duplicate set will
may already available required accepted accept use used unable
"""
_FILLING = _SAYS_NOTHING.union(_SAID.split())
# "Unable to create quote." speaks of what was tried, unless it says what it was given.
_ABOUT_THE_DEED = (
    r"(?i)(?:unable to|could not|couldn't|unhandled|error)\b(?!.*\b(?:find|given|provided)\b)"
    r"|.*\bnot (?:enabled|configured|supported)\b"
)
_ELSE = 2
"""How many words of a message may speak of something else than the field."""


def field_of(root: Group, problem: Problem) -> Path | None:
    """Return the path of the one field that fits the words of `problem`, None if not just one.

    A field fits if all words of its name are in the message; a name's last word may be missing
    if it is but "id", "number" or the like. The field with most of its words in there wins.
    """
    if problem.fields or re.fullmatch(_PLATFORM, problem.code or ""):
        return None
    if re.match(_ABOUT_THE_DEED, problem.message):
        return None
    said = _words(problem.message)
    fits = sorted(((_fit(path, said), path) for path in _fields(root, ())), key=_by_fit)
    if not fits or not fits[0][0] or (len(fits) > 1 and fits[1][0] == fits[0][0]):
        return None
    return fits[0][1]


def _by_fit(pair: tuple[int, Path]) -> int:
    return -pair[0]


def _fields(node: Node, path: Path) -> Iterator[Path]:
    for key, each in below(node):
        here = (*path, key)
        if isinstance(each, Leaf | Items):
            yield here
        if len(here) < _DEEPEST and (isinstance(each, Items) or _is_open(each)):
            yield from _fields(each, here)


def _is_open(node: Node) -> bool:
    """Tell whether what is inside an object is in play: in use, or to be filled in."""
    return isinstance(node, Group) and (node.is_set or node.expanded)


def _fit(path: Path, said: frozenset[str]) -> int:
    """Count the words of a field's name in the message, doubly; 0 if one is missing."""
    if isinstance(path[-1], int):
        return 0
    name = tuple(_one(word) for word in names.words(path[-1]))
    stem = name[:-1] if len(name) > 1 and name[-1] in _POINTERS else name
    if not set(stem) - _SAYS_NOTHING:
        return 0
    beside = len(said - _FILLING - set(name))
    if set(name) <= said:
        return 2 * len(name) if len(name) > 1 or beside <= _ELSE else 0
    if set(stem) <= said:
        return 2 * len(stem) if len(stem) > 1 or not beside else 0
    # "Invalid email." speaks of `billingEmail` if of anything.
    return 1 if stem[-1] in said - _FILLING and not beside else 0


def _words(message: str) -> frozenset[str]:
    found = (word for part in re.findall(_WORD, message) for word in names.words(part))
    return frozenset(_one(word) for word in found)


def _one(word: str) -> str:
    return names.singular(word) if len(word) > 3 else word
