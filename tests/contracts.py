"""The schemas that the tests are held against: two contracts, and a third tenant where it lies."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from graphql import GraphQLSchema, build_schema, introspection_from_schema

ROOT = Path(__file__).parents[1]
CONTRACTS = ROOT / "src/kraken_tui/contracts"
THIRD = ROOT.parent / "shared/schemas/spain.graphql"

TENANTS = ["water", "energy", *(["third"] if THIRD.exists() else [])]


def definition(tenant: str) -> str:
    """Read the definition of the schema of `tenant`."""
    path = THIRD if tenant == "third" else CONTRACTS / f"{tenant}.graphql"
    return path.read_text(encoding="utf-8")


@cache
def schema(tenant: str) -> GraphQLSchema:
    """Build the schema of `tenant` from its definition."""
    return build_schema(definition(tenant), assume_valid=True)


def mutations(tenant: str) -> list[str]:
    """Name the mutations of `tenant` without building its schema, which takes long."""
    _, _, rest = definition(tenant).partition("\ntype Mutation {\n")
    block, _, _ = rest.partition("\n}")
    return re.findall(r"^  (\w+)", block, re.MULTILINE)


@cache
def introspection(tenant: str) -> dict[str, Any]:
    """Answer an introspection query as `tenant` would."""
    told = introspection_from_schema(
        schema(tenant), input_value_deprecation=True, one_of=True, specified_by_url=False
    )
    return {"data": dict(told)}
