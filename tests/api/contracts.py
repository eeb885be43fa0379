"""The schemas that the tests are held against: two contracts, and a third tenant where it lies."""

from functools import cache
from pathlib import Path
from typing import Any

from graphql import GraphQLSchema, build_schema, introspection_from_schema

ROOT = Path(__file__).parents[2]
CONTRACTS = ROOT / "src/kraken_tui/sandbox/data"
THIRD = ROOT.parent / "shared/schemas/spain.graphql"

TENANTS = ["water", "energy", *(["third"] if THIRD.exists() else [])]


@cache
def schema(tenant: str) -> GraphQLSchema:
    """Build the schema of `tenant` from its definition."""
    path = THIRD if tenant == "third" else CONTRACTS / f"{tenant}.graphql"
    return build_schema(path.read_text(encoding="utf-8"), assume_valid=True)


@cache
def introspection(tenant: str) -> dict[str, Any]:
    """Answer an introspection query as `tenant` would."""
    told = introspection_from_schema(
        schema(tenant), input_value_deprecation=True, one_of=True, specified_by_url=False
    )
    return {"data": dict(told)}
