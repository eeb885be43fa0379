"""Garbage is collected when the keys are still, and only then."""

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest

from kraken_tui.garbage import IdleCollector


class Knot:
    """Something that only a collection can free, because it holds itself."""

    def __init__(self) -> None:
        self.myself = self


@pytest.fixture
def without_gc() -> Iterator[None]:
    # What there is already is no business of these tests, and walking it takes long.
    gc.freeze()
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


async def turns(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def test_stillness_collects(without_gc: None) -> None:
    knot = weakref.ref(Knot())
    IdleCollector(still=0).put_off()
    assert knot() is not None
    await turns(3)
    assert knot() is None


async def test_typing_puts_it_off(without_gc: None) -> None:
    knot = weakref.ref(Knot())
    collector = IdleCollector(still=60)
    for _ in range(5):
        collector.put_off()
        await turns(3)
    assert knot() is not None
    assert collector._timer is not None
    collector._timer.cancel()


async def test_the_automatic_collection_is_left_alone_where_it_is_on() -> None:
    collector = IdleCollector(still=0)
    collector.put_off()
    assert collector._timer is None
