"""The contracts that come with the program, for tenants that do not tell their schema.

Each is an SDL file in one folder, found by listing that: nothing here knows a tenant by its name.
Which of them fits best is found out by one query that no server can carry out.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from kraken_tui.api.errors import Problem

FOLDER = Path(__file__).parents[1] / "contracts"
DOCUMENTED = "operations.json"
"""What the documents say of each contract's mutations."""

NOBODY_HAS = "zzNoTenantHasThisField"
"""Makes sure that no server finds the question valid, so that nothing of it is ever carried out."""

_ASKED = 24
"""Enough to tell contracts apart. Servers stop counting objections at a hundred, of which a name
gives two at most, and look for names that are similar to each one they do not know."""

_UNKNOWN = r"Cannot query field\W+(\w+)"


class Contract:
    """One contract; its properties read the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.stem

    @cached_property
    def text(self) -> str:
        """Its SDL."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def queries(self) -> frozenset[str]:
        """What can be asked for."""
        return self._fields("Query")

    @cached_property
    def mutations(self) -> frozenset[str]:
        """What can be done."""
        return self._fields("Mutation")

    @property
    def names(self) -> frozenset[str]:
        """All by which it can be told from another."""
        return self.queries | self.mutations

    def _fields(self, root: str) -> frozenset[str]:
        # Building the schema would take seconds for what stands in one block of a known layout.
        _, _, rest = f"\n{self.text}".partition(f"\ntype {root} {{\n")
        return frozenset(re.findall(r"(?m)^  (\w+)", rest.partition("\n}")[0]))

    @cached_property
    def described(self) -> dict[str, str]:
        """What the documents say of its mutations, and which errors these may raise, by name."""
        table: Mapping[str, list[dict[str, Any]]] = {}
        path = self.path.with_name(DOCUMENTED)
        if path.exists():
            table = json.loads(path.read_text(encoding="utf-8"))
        # The first row of a name is the one of the endpoint that the app works with.
        return {row["name"]: _description(row) for row in reversed(table.get(self.name, []))}

    def prepare(self) -> None:
        """Read and work out everything, which takes longer than a key press may wait."""
        _ = self.names, self.hash

    @cached_property
    def hash(self) -> str:
        """A digest of all that is made of it."""
        told = json.dumps(self.described, sort_keys=True)
        return hashlib.sha256(f"{self.text}{told}".encode()).hexdigest()


class Fit(NamedTuple):
    """A contract, and how well it fits a tenant; `asked` is 0 where that is a guess."""

    contract: Contract
    agreed: int = 0
    asked: int = 0


def bundled(folder: Path = FOLDER) -> tuple[Contract, ...]:
    """List the contracts, by name."""
    return tuple(Contract(path) for path in sorted(folder.glob("*.graphql")))


def question(contracts: Sequence[Contract]) -> str:
    """Write the query whose refusal tells which contract fits a tenant best.

    Mutations are spoken of in a fragment that is part of no operation, so nothing could ever run
    them; a server checks all the same whether it knows them. (Types of inputs would tell as much,
    but a server can take seconds to look for others of a similar name.)
    """
    asked = telling(contracts)
    queries = [name for name in asked if any(name in each.queries for each in contracts)]
    mutations = [name for name in asked if name not in queries]
    document = f"query WhichContract {_block([NOBODY_HAS, *map(_whatever, queries)])}"
    if mutations:
        document += f"\nfragment Offered on Mutation {_block(map(_whatever, mutations))}"
    return document


def telling(contracts: Sequence[Contract]) -> tuple[str, ...]:
    """List the names by which contracts are told apart, as many of each as there is room for."""
    everywhere = frozenset.intersection(*(each.names for each in contracts))
    turns = zip_longest(*(_spread(each.names - everywhere) for each in contracts))
    found = dict.fromkeys(filter(None, chain.from_iterable(turns)))
    return tuple(islice(found, _ASKED))


def best_fit(contracts: Sequence[Contract], objections: Collection[Problem]) -> Fit:
    """Choose a contract by what a tenant said to the question.

    A tenant that hides what it objects to gets the contract that offers most: a form too many can
    only be refused, a form too few is missed.
    """
    most = max(contracts, key=lambda each: len(each.names))
    unknown = frozenset(
        name for objection in objections for name in re.findall(_UNKNOWN, objection.message)
    )
    asked = telling(contracts)
    if NOBODY_HAS not in unknown or not asked:
        return Fit(most)

    def agreed(contract: Contract) -> int:
        return sum((name in contract.names) != (name in unknown) for name in asked)

    best = max((most, *contracts), key=agreed)
    return Fit(best, agreed(best), len(asked))


def _whatever(field: str) -> str:
    return f"{field} {{ __typename }}"


def _block(lines: Iterable[str]) -> str:
    return "\n  ".join(["{", *lines]) + "\n}"


def _spread(names: Collection[str]) -> Iterator[str]:
    """Give names in an order that is always the same and favours no letter."""
    return iter(sorted(names, key=lambda name: hashlib.sha256(name.encode()).digest()))


def _description(row: Mapping[str, Any]) -> str:
    if not row["errors"]:
        return str(row["summary"])
    listing = "\n".join(f"- {code}: {message}" for code, message in row["errors"])
    return f"{row['summary']}\n\nThe possible errors that can be raised are:\n\n{listing}"
