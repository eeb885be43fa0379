"""What is said about a refusal: the tenant, the input that differs, the code and the field."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from .till import Till


class Case(NamedTuple):
    """A change to sound input that `code` refuses, naming the field at `path` if any."""

    code: str
    changes: Mapping[str, Any]
    path: list[str | int] | None = None
    as_customer: bool = False
    only: str | None = None


async def check(till: Till, mutation: str, sound: Mapping[str, Any], case: Case) -> None:
    """Send the input with the change: refused as told, with a code that is documented."""
    import pytest

    if case.only not in {None, till.name}:
        pytest.skip(f"The {till.name} tenant has no such error.")
    given = {**sound, **case.changes}
    error = await till.refused(mutation, given, as_customer=case.as_customer)
    extensions = error["extensions"]
    assert extensions["errorCode"] == case.code, error
    paths = [each["inputPath"] for each in extensions.get("validationErrors", [])]
    assert paths == ([] if case.path is None else [case.path])
