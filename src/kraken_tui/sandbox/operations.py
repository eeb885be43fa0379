"""The documented mutations of each tenant, as typed rows."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

CONTRACTS = Path(__file__).parents[1] / "contracts"
"""What the documents say of each tenant, as plain files that the rest of the program reads too."""

_TABLE = CONTRACTS / "operations.json"


class UnknownTenant(LookupError):
    """The table describes no tenant of that name."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a mutation: its name and its type in GraphQL notation (`[ConsentInput]!`)."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class PossibleError:
    """An error that a mutation may raise: its code (`KT-CT-4123`) and message."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Deprecation:
    """Since when a mutation is deprecated, the first day it may vanish, and the way out.

    `instead` names the mutation to use, `reason` is a sentence where there is no such mutation.
    """

    since: date
    removal: date
    instead: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Operation:
    """A documented mutation at one endpoint of one tenant.

    `operation` is the name that the document gives itself. The document spreads fragments
    (`...PropertyTypeFragment`) that it does not define.
    """

    name: str
    operation: str
    summary: str
    endpoint: Literal["api", "auth"]
    args: tuple[Argument, ...]
    returns: str
    deprecated: Deprecation | None
    errors: tuple[PossibleError, ...]
    document: str


@cache
def load(tenant: str) -> Mapping[str, tuple[Operation, ...]]:
    """Read the mutations of `tenant` by name, in the documents' order.

    A name has two rows, the `api` one first, where both endpoints document it.

    Raises UnknownTenant for a tenant that the table does not describe.
    """
    table: dict[str, list[dict[str, Any]]] = json.loads(_TABLE.read_text(encoding="utf-8"))
    if tenant not in table:
        raise UnknownTenant(f"No mutations are documented for a tenant called {tenant!r}.")
    return MappingProxyType(_by_name([_operation(row) for row in table[tenant]]))


def _by_name(operations: Sequence[Operation]) -> dict[str, tuple[Operation, ...]]:
    named: dict[str, tuple[Operation, ...]] = {}
    for operation in operations:
        named[operation.name] = (*named.get(operation.name, ()), operation)
    return named


def _operation(row: dict[str, Any]) -> Operation:
    parsed = {
        "args": tuple(Argument(*pair) for pair in row["args"]),
        "errors": tuple(PossibleError(*pair) for pair in row["errors"]),
        "deprecated": _deprecation(row["deprecated"]),
    }
    return Operation(**{**row, **parsed})


def _deprecation(row: dict[str, Any] | None) -> Deprecation | None:
    if row is None:
        return None
    return Deprecation(
        since=date.fromisoformat(row["since"]),
        removal=date.fromisoformat(row["removal"]),
        instead=row["instead"],
        reason=row["reason"],
    )
