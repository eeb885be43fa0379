"""The trace keeps what helps, in bounds."""

from datetime import UTC, datetime

from kraken_tui.api.trace import Operation, Trace


def operation(name: str) -> Operation:
    started = datetime(2026, 1, 1, tzinfo=UTC)
    return Operation(name=name, kind="query", started=started, seconds=0.1, outcome="ok")


def test_the_oldest_operations_make_room() -> None:
    trace = Trace(size=3)
    assert trace.last is None
    for name in "abcde":
        trace.add(operation(name))
    assert [found.name for found in trace] == ["c", "d", "e"]
    assert len(trace) == 3
    assert trace.last == operation("e")
