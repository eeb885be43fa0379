"""What the tenant's database holds, read and changed behind the API's back."""

from typing import Any

from tests.ui.desk import Desk


def rows(at: Desk, query: str, *values: object) -> list[dict[str, Any]]:
    """Read the rows of a query; ``values`` stand for its question marks."""
    assert at.sandbox is not None
    return [dict(row) for row in at.sandbox.database().execute(query, values)]


def change(at: Desk, statement: str, *values: object, **named: object) -> None:
    """Change the data; values stand for question marks, or by name for what a colon begins."""
    assert at.sandbox is not None
    at.sandbox.database().execute(statement, named or values)
