"""An introspection of a given size: a tenant's own, with as many types and mutations more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

ERRORS = "The possible errors that can be raised are: - KT-CT-1111: Unauthorized."
"""Descriptions of real tenants say that, so the code of an error is no sign of one."""


def grown(answer: bytes, size: int) -> bytes:
    """Add copies with names of their own to an introspection until it has so many bytes.

    What a copy refers to are the originals, so the tenant's documents fit as before.
    """
    told = json.loads(answer)
    schema = told["data"]["__schema"]
    left = size - len(json.dumps(told))
    for members, copy in _copies(schema):
        if left <= 0:
            break
        members.append(copy)
        left -= len(json.dumps(copy)) + len(", ")
    return json.dumps(told).encode()


def _copies(schema: dict[str, Any]) -> Iterator[tuple[list[Any], dict[str, Any]]]:
    """Give copy after copy, without an end, each with the list that it belongs to."""
    types = schema["types"]
    root = next(each for each in types if each["name"] == schema["mutationType"]["name"])
    own = [each for each in types if each is not root and not each["name"].startswith("__")]
    known = [*((types, each) for each in own), *((root["fields"], each) for each in root["fields"])]
    for number in count(2):
        for members, each in known:
            described = f"{each['description'] or each['name']} {ERRORS}"
            yield members, {**each, "name": f"{each['name']}{number}", "description": described}
