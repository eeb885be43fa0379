"""One line of a report: what was looked at, what was found, and whether that is well."""

from typing import Literal, NamedTuple

Verdict = Literal["good", "note", "bad"]


class Finding(NamedTuple):
    """One thing that was looked at; `hint` says what to do where it is not well.

    `cause` tells scripts apart what is wrong: "" (nothing), "refused" (by the API), "wrong" (on
    this machine) or "unreachable".
    """

    section: str
    name: str
    value: str
    verdict: Verdict = "good"
    hint: str = ""
    cause: str = ""
    details: tuple[str, ...] = ()
    """What would make the line too long; told where one profile is looked at."""


def bad(section: str, name: str, value: str, *, hint: str, cause: str) -> Finding:
    """Give a finding that keeps somebody from working."""
    return Finding(section, name, value, "bad", hint, cause)


def note(section: str, name: str, value: str, *, hint: str = "") -> Finding:
    """Give a finding that is worth knowing and keeps nobody from working."""
    return Finding(section, name, value, "note", hint)
