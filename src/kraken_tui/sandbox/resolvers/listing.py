"""Fields that are the rows of one query, whole or in pages."""

from collections.abc import Mapping
from typing import Any

from .. import paging
from ..context import Context
from ..fields import Answer, Arguments, Fields


def answer_with_lists(fields: Fields, queries: Mapping[str, str]) -> None:
    """Answer each field with all rows of its query, whose one value is the source's `id`."""
    for name, query in queries.items():
        fields.answers(name)(_whole(query))


def answer_with_pages(fields: Fields, queries: Mapping[str, str]) -> None:
    """Answer each field with a page of its query, whose one value is the source's `id`."""
    for name, query in queries.items():
        fields.answers(name)(_paged(query))


def _whole(query: str) -> Answer:
    def answer(source: Any, context: Context, arguments: Arguments) -> Any:
        return context.rows(query, source["id"])

    return answer


def _paged(query: str) -> Answer:
    def answer(source: Any, context: Context, arguments: Arguments) -> Any:
        return paging.page(context.rows(query, source["id"]), arguments)

    return answer
