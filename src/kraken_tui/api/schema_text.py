"""Schemas as people keep them in files: SDL, or the answer to an introspection query as JSON."""

import json
from collections.abc import Mapping
from typing import Any


def as_introspection(content: bytes, described: Mapping[str, str]) -> bytes:
    """Return the content of a schema file as the body of an answer to an introspection query.

    JSON is such a body already. `described` gives mutations of SDL a description, by name.

    Raises:
        ValueError, GraphQLError: it is neither.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return content.removeprefix(b"\xef\xbb\xbf")
    from graphql import build_schema, introspection_from_schema

    # Real schemas break the letter of the rules, and are to be worked with all the same.
    schema = build_schema(content.decode("utf-8-sig"), assume_valid=True)
    fields: Mapping[str, Any] = schema.mutation_type.fields if schema.mutation_type else {}
    for name in fields.keys() & described.keys():
        fields[name].description = fields[name].description or described[name]
    told = introspection_from_schema(
        schema, input_value_deprecation=True, one_of=True, specified_by_url=False
    )
    return json.dumps({"data": told}).encode()
