"""The GraphQL documents of the domains, by name.

Each stands in a ``.graphql`` file beside the models it fills and names every field worth showing
in any tenant; what a tenant lacks is pruned before sending. What several documents ask for is a
fragment in ``fragments``, in a file of the fragment's name.
"""

import re
from functools import cache
from operator import itemgetter
from pathlib import Path

FOLDER = Path(__file__).parent
FRAGMENTS = FOLDER / "fragments"

_SPREAD = r"\.\.\.(\w+)"
"""A fragment asked for by name; in `... on Type` a blank follows the dots."""

_FRAGMENT = r"\nfragment (\w+) on"
"""A fragment that a document has itself, behind its query."""


@cache
def names() -> tuple[str, ...]:
    """Name every document, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.graphql")))


@cache
def text(name: str) -> str:
    """Read one document, such as ``"overview"``, followed by the fragments it asks for."""
    document = _read(FOLDER / f"{name}.graphql")
    return "\n".join((document, *_fragments(document).values()))


def all_texts() -> dict[str, str]:
    """Read every document, by name."""
    return {name: text(name) for name in names()}


def _fragments(document: str) -> dict[str, str]:
    """Give by name the fragments that a document asks for and does not have, and theirs in turn."""
    found = dict.fromkeys(re.findall(_FRAGMENT, document), "")
    wanted = re.findall(_SPREAD, document)
    while wanted:
        if (name := wanted.pop()) not in found:
            found[name] = _read(FRAGMENTS / f"{name}.graphql")
            wanted += re.findall(_SPREAD, found[name])
    return dict(filter(itemgetter(1), found.items()))


@cache
def _read(path: Path) -> str:
    return path.read_bytes().decode()
