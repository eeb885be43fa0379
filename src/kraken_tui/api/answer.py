"""What an operation brought back: data, perhaps with problems beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kraken_tui.api.envelope import refusal
from kraken_tui.api.errors import OutcomeUnknown, Problem


@dataclass(frozen=True, slots=True)
class Answer:
    """The data of an answer, one entry per root field, and what is missing from it and why."""

    data: dict[str, Any]
    problems: tuple[Problem, ...] = ()

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


def settle_query(data: Mapping[str, Any] | None, problems: tuple[Problem, ...]) -> Answer:
    """Make an answer of a query's result; raise `Refused` if it holds nothing but problems."""
    if problems and not _something(data):
        raise refusal(problems)
    return Answer(data=dict(data or {}), problems=problems)


def settle_mutation(data: Mapping[str, Any] | None, problems: tuple[Problem, ...]) -> Answer:
    """Make an answer of a mutation's result.

    Raises:
        Refused: the mutation did not run.
        OutcomeUnknown: it ran, and its result could not be put into the answer: an error from
            inside of the payload has made the whole payload null.
    """
    if problems and not _something(data):
        if all(len(problem.path) > 1 for problem in problems):
            raise OutcomeUnknown(
                "The server began the change and could not describe the result."
                f" It says: {problems[0].sentence}"
            )
        raise refusal(problems)
    return Answer(data=dict(data or {}), problems=problems)


def _something(data: Mapping[str, Any] | None) -> bool:
    return data is not None and any(value is not None for value in data.values())
