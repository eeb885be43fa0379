"""Writes down how an operation went, whichever way it ends."""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from kraken_tui.api.answer import Answer
from kraken_tui.api.errors import KrakenError, NotSent, OutcomeUnknown, Problem, Refused
from kraken_tui.api.redact import redact
from kraken_tui.api.trace import Kind, Operation, Outcome, Trace

Note = Callable[[Answer], Answer]


@dataclass(slots=True)
class _Course:
    """How an operation has gone so far."""

    outcome: Outcome = "ok"
    codes: tuple[str, ...] = ()

    def note(self, answer: Answer) -> Answer:
        if answer.problems:
            self.outcome, self.codes = "partial", _codes(answer.problems)
        return answer


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
    course, started, begun = _Course(), clock(), time.perf_counter()
    try:
        yield course.note
    except asyncio.CancelledError:
        # A mutation that was cut off may have been made.
        course.outcome = "unknown" if kind == "mutation" else "cancelled"
        raise
    except Exception as error:
        course.outcome, course.codes = _judge(error)
        raise
    finally:
        seconds = time.perf_counter() - begun
        given = redact(variables)
        trace.add(Operation(name, kind, started, seconds, course.outcome, course.codes, given))


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
