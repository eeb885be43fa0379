"""What an operation brought back: data, perhaps with problems beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kraken_tui.api.envelope import refusal
from kraken_tui.api.errors import OutcomeUnknown, Problem

_ANOTHER = "The answer that came is one to something else."


@dataclass(frozen=True, slots=True)
class Answer:
    """The data of an answer, one entry per root field, and what is missing from it and why."""

    data: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    seen: datetime | None = None
    """When it came, where it was kept on this machine; None of what the tenant says now."""

    def demand(self, root: str) -> Any:
        """Return the root field `root`, or raise the refusal that explains why it is null.

        A null that nothing explains is returned as None.
        """
        found = self.data.get(root)
        if found is not None:
            return found
        reasons = tuple(
            problem for problem in self.problems if not problem.path or problem.path[0] == root
        )
        if reasons:
            raise refusal(reasons)
        return None


def settle_query(
    roots: Mapping[str, bool], data: Mapping[str, Any] | None, problems: tuple[Problem, ...]
) -> Answer:
    """Make an answer of the result of a query for `roots`, as its document has them.

    Raises:
        Refused: it holds nothing but problems.
        OutcomeUnknown: it is the answer to something else.
    """
    if not _answers(roots, data, problems):
        raise OutcomeUnknown(_ANOTHER, hint="Try again in a moment.")
    if problems and not _something(data):
        raise refusal(problems)
    return Answer(data=dict(data or {}), problems=problems)


def settle_mutation(
    roots: Mapping[str, bool], data: Mapping[str, Any] | None, problems: tuple[Problem, ...]
) -> Answer:
    """Make an answer of the result of a mutation that asked for `roots`.

    Raises:
        Refused: the mutation did not run.
        OutcomeUnknown: it ran, and its result could not be put into the answer: an error from
            inside of the payload has made the whole payload null. Or this is the answer to
            something else.
    """
    if not _answers(roots, data, problems):
        raise OutcomeUnknown(f"{_ANOTHER} It is not known whether the change was made.")
    if problems and not _something(data):
        if all(len(problem.path) > 1 for problem in problems):
            raise OutcomeUnknown(
                "The server began the change and could not describe the result."
                f" It says: {problems[0].sentence}"
            )
        raise refusal(problems)
    return Answer(data=dict(data or {}), problems=problems)


def _answers(
    roots: Mapping[str, bool], data: Mapping[str, Any] | None, problems: tuple[Problem, ...]
) -> bool:
    """Tell whether data can be what was asked for: caches and proxies mix answers up."""
    if not roots or data is None:
        return True
    own = {name: value for name, value in data.items() if name in roots}
    if not own:
        return not data and bool(problems)
    return all(
        value is None or not roots[name] or isinstance(value, Mapping | list)
        for name, value in own.items()
    )


def _something(data: Mapping[str, Any] | None) -> bool:
    return data is not None and any(value is not None for value in data.values())
