"""Lists read to their end, whether all at hand or still to be read page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from kraken_tui.api.paging import PagedList
from kraken_tui.domain.transactions import NoMatchYet

BATCH = 500

Source = Sequence[Any] | PagedList[Any]


async def batches(source: Source) -> AsyncIterator[list[Any]]:
    """Give all records in order, a batch at a time."""
    if not isinstance(source, PagedList):
        for start in range(0, len(source), BATCH):
            yield list(source[start : start + BATCH])
        return
    index = 0
    while index < len(source) or not source.complete:
        batch: list[Any] = []
        while len(batch) < BATCH and (item := source.item(index)) is not None:
            batch.append(item)
            index += 1
        if batch:
            yield batch
        else:
            await _bring(source, index)


async def _bring(source: PagedList[Any], index: int) -> None:
    """Have the item at an index at hand; a filter may take several looks to find one."""
    try:
        if index < len(source) and index != source.gap:
            await source.load(index, index)
        else:
            await source.load_more()
    except NoMatchYet:
        return


def extent(source: Source) -> tuple[int, int | None]:
    """Return how many records are at hand, and how many there are, None if unknown."""
    if isinstance(source, PagedList):
        return source.loaded, source.loaded if source.complete else source.total
    return len(source), len(source)
