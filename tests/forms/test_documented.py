"""What a description says besides words: possible errors, and what became of an operation."""

from datetime import date

import pytest

from kraken_tui.api.records import MutationRecord
from kraken_tui.forms.documented import PossibleError, deprecation, documented

ERRORS = (PossibleError("KT-CT-1", "No tree."), PossibleError("KT-GB-22", "Not-so tall: no."))
HEAD = "The possible errors that can be raised are:"


def record(description: str | None, deprecated: str | None = None) -> MutationRecord:
    return MutationRecord(
        name="plant",
        description=description,
        deprecated=deprecated,
        args=[],
        types={},
        document="",
        returns="Tree",
    )


@pytest.mark.parametrize(
    "description",
    [
        f"Plant it.\n\n{HEAD}\n\n- KT-CT-1: No tree.\n- KT-GB-22: Not-so tall: no.",
        f"Plant it. {HEAD} - KT-CT-1: No tree. - KT-GB-22: Not-so tall: no.",
        f"Plant it.\n{HEAD}\n\n- KT-CT-1: No tree.\n\n- KT-GB-22: Not-so\ntall: no.\n- KT-CT-1: "
        "No tree.",
    ],
)
def test_the_errors_are_read_from_lists_of_both_kinds(description: str) -> None:
    found = documented(record(description))
    assert found.summary == "Plant it."
    assert found.errors == ERRORS


@pytest.mark.parametrize(
    ("description", "summary"),
    [(None, ""), ("", ""), ("Plant it - KT-CT-1: no.", "Plant it - KT-CT-1: no."), (HEAD, "")],
)
def test_a_description_without_a_list_names_no_errors(
    description: str | None, summary: str
) -> None:
    found = documented(record(description))
    assert (found.summary, found.errors, found.deprecation) == (summary, (), None)


def test_control_characters_are_not_passed_on() -> None:
    found = documented(record(f"Plant\x1b[31m it.\n{HEAD}\n- KT-CT-1: No\x00 tree."))
    assert found.summary == "Plant it."
    assert found.errors == ERRORS[:1]


@pytest.mark.parametrize(
    "reason",
    [
        "since 2025-02-10; removal from 2025-08-10; use growTree",
        "Please use the 'growTree' mutation. - Marked as deprecated on 2025-02-10. - Scheduled for "
        "removal on or after 2025-08-10.",
        "Use `growTree`.\n- Marked as deprecated on 2025-02-10.\n- removal on or after 2025-08-10.",
        "Use growTree because it is taller. Deprecated since 2025-02-10, removal from 2025-08-10",
    ],
)
def test_dates_and_the_way_out_are_read_from_a_reason(reason: str) -> None:
    found = deprecation(reason)
    assert found.since == date(2025, 2, 10)
    assert found.removal == date(2025, 8, 10)
    assert found.instead == "growTree"
    assert found.brief == "deprecated since 2025-02-10, may go from 2025-08-10, use growTree"


@pytest.mark.parametrize("reason", ["Deprecated.", "", "removal from 2025-13-40", "do not use it"])
def test_a_reason_that_tells_nothing_is_kept_whole(reason: str) -> None:
    found = deprecation(reason)
    assert (found.since, found.removal, found.instead) == (None, None, None)
    assert found.reason == reason
    assert found.brief == "deprecated"
