"""Values that anybody may attach to an object, under a key."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from ...context import Context
from ...errors import Refusal, problem
from ...linked_objects import LinkedObject, find
from ..registry import Arguments, Handlers
from .ownership import unauthorised

_KEY: Final = re.compile(r"[A-Za-z0-9_.:-]{1,100}")


def update_metadata(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Store a JSON value under a key of an object, in place of an earlier one."""
    given = arguments["input"]
    linked = _linked(context, given)
    if not _KEY.fullmatch(given["key"]):
        raise _invalid("key", "A key is made of letters, digits and dashes, at most 100.")
    place = (given["linkedObjectType"], linked.identifier, given["key"])
    query = """
        INSERT INTO metadata (linked_object_type, identifier, key, value) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET value = excluded.value RETURNING *
    """
    value = json.dumps(given["value"], ensure_ascii=False)
    return {"metadata": context.state.store.execute(query, (*place, value)).fetchone()}


def _linked(context: Context, given: Mapping[str, Any]) -> LinkedObject:
    found = find(context, given["linkedObjectType"], given["identifier"])
    if found is None:
        raise _invalid("identifier", "There is no such object.")
    if not found.is_visible:
        raise unauthorised("KT-CT-4323", "input", "identifier")
    return found


def _invalid(field: str, reason: str) -> Refusal:
    return Refusal("KT-CT-8413", "Invalid data.", fields=[problem(["input", field], reason)])


HANDLERS: Handlers = {"updateMetadata": update_metadata}
