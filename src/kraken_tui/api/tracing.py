"""Writes down how an operation went, whichever way it ends."""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from kraken_tui.api.answer import Answer
from kraken_tui.api.errors import KrakenError, NotSent, OutcomeUnknown, Problem, Refused
from kraken_tui.api.redact import redact
from kraken_tui.api.trace import Kind, Operation, Outcome, Trace

Note = Callable[[Answer], Answer]


@contextmanager
def traced(
    trace: Trace,
    *,
    name: str,
    kind: Kind,
    variables: Mapping[str, object],
    clock: Callable[[], datetime],
) -> Iterator[Note]:
    """Add an operation to `trace` when the block ends; hand the answer to what this yields."""
    started, begun = clock(), time.perf_counter()
    outcome: Outcome = "ok"
    codes: tuple[str, ...] = ()

    def note(answer: Answer) -> Answer:
        nonlocal outcome, codes
        if answer.problems:
            outcome, codes = "partial", _codes(answer.problems)
        return answer

    try:
        yield note
    except asyncio.CancelledError:
        # A mutation that was cut off may have been made.
        outcome = "unknown" if kind == "mutation" else "cancelled"
        raise
    except Exception as error:
        outcome, codes = _judge(error)
        raise
    finally:
        seconds = time.perf_counter() - begun
        trace.add(
            Operation(
                name=name,
                kind=kind,
                started=started,
                seconds=seconds,
                outcome=outcome,
                codes=codes,
                variables=redact(variables),
            )
        )


def _judge(error: Exception) -> tuple[Outcome, tuple[str, ...]]:
    match error:
        case Refused():
            return "refused", error.codes
        case NotSent():
            return "not sent", ()
        case OutcomeUnknown():
            return "unknown", ()
        case KrakenError():
            return "refused", ()
        case _:
            return "not sent", ()


def _codes(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.code for found in problems if found.code))
