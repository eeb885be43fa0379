"""Every mutation of money: there, and closed to those who have not signed in."""

import json
from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    get_nullable_type,
)

from kraken_tui.sandbox import operations
from kraken_tui.sandbox.mutations.money import HANDLERS
from kraken_tui.sandbox.schema import load_schema

from .till import NOW, Till

PUBLIC: Final = {
    "shareGoodsQuote": "KT-CT-8203",
    "scheduleQuoteFollowUp": "KT-CT-4619",
}
"""What may be asked without signing in, and how it answers senseless input."""
SCALARS: Final[dict[str, Any]] = {
    "Boolean": False,
    "Date": "2026-11-20",
    "DateTime": "2026-11-20T12:00:00Z",
    "Int": 0,
    "JSONString": "{}",
}


def senseless(kind: Any) -> Any:
    """Make the least input that the type admits."""
    inner = get_nullable_type(kind)
    if isinstance(inner, GraphQLList):
        return []
    if isinstance(inner, GraphQLEnumType):
        return next(iter(inner.values))
    if isinstance(inner, GraphQLInputObjectType):
        fields = inner.fields.items()
        needed = {name: each.type for name, each in fields if isinstance(each.type, GraphQLNonNull)}
        return {name: senseless(each) for name, each in needed.items()}
    return SCALARS.get(inner.name, "x")


def mutations(schema: GraphQLSchema) -> dict[str, Any]:
    assert schema.mutation_type is not None
    fields = schema.mutation_type.fields
    return {name: fields[name] for name in HANDLERS if name in fields}


async def test_nothing_is_done_for_a_stranger(till: Till) -> None:
    schema = load_schema(till.name)
    documented = operations.load(till.name)
    assert mutations(schema).keys() == HANDLERS.keys() & documented.keys()
    for name, field in mutations(schema).items():
        ((argument, definition),) = field.args.items()
        call = f"{name}({argument}: $given) {{ __typename }}"
        query = f"mutation ($given: {definition.type}) {{ {call} }}"
        given = senseless(definition.type) or {}
        till.token = None
        answer = await till.post(query, {"given": given})
        (error,) = answer["errors"]
        assert error["extensions"]["errorCode"] == PUBLIC.get(name, "KT-CT-1112"), (name, error)


async def test_the_log_keeps_no_bank_details(till: Till) -> None:
    given = {
        "accountNumber": till.account(1),
        "ledgerNumber": till.ledger(1),
        "validFrom": NOW,
        "bankDetails": {"accountHolder": "Demo", "accountNumber": "55779911", "bankCode": "200000"},
    }
    await till.send("setUpDirectDebitInstruction", given, "__typename")
    logged = till.value("SELECT variables FROM applied_mutations ORDER BY id DESC LIMIT 1")
    assert json.loads(logged)["input"] == {**given, "bankDetails": "***"}
