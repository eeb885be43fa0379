"""What a document asks for of a schema, and what of that goes."""

from graphql import build_schema

from kraken_tui.api.used import used

SCHEMA = build_schema(
    """
    type Query { account(number: ID!, old: Int @deprecated(reason: "Never.")): Account }
    type Account { id: ID! name: String @deprecated(reason: "Use title.") one: Node }
    interface Node { id: ID! }
    type Bill implements Node { id: ID! due: String @deprecated }
    """
)


def test_fields_are_told_by_their_type_and_what_goes_with_its_reason() -> None:
    text = """query Q($n: ID!) {
      account(number: $n, old: 1) { id name one { ...All ... on Bill { due } } } }
      fragment All on Node { id }"""
    found = used(text, SCHEMA)
    assert set(found["fields"]) == {
        "Query.account",
        "Account.id",
        "Account.name",
        "Account.one",
        "Node.id",
        "Bill.due",
    }
    assert dict(found["deprecated"]) == {
        "Query.account(old)": "Never.",
        "Account.name": "Use title.",
        "Bill.due": "No longer supported",
    }
    assert used(None, SCHEMA) == {"fields": [], "deprecated": []}
