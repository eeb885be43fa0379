"""What a form says of itself and of what came back."""

from collections.abc import Sequence

from rich.text import Text

from kraken_tui.api.errors import (
    FieldProblem,
    KrakenError,
    NotSent,
    OutcomeUnknown,
    Problem,
    Refused,
)
from kraken_tui.api.records import MutationRecord
from kraken_tui.config.profiles import Profile
from kraken_tui.forms import names
from kraken_tui.forms.documented import documented
from kraken_tui.forms.placement import said


def title(record: MutationRecord, profile: Profile) -> Text:
    """Name the operation, the tenant it goes to, and what became of it."""
    text = Text(names.label(record["name"]), "bold")
    text.append(f"  {profile.environment.upper()} {profile.name}")
    gone = documented(record).deprecation
    if gone is not None:
        text.append(f"  {gone.brief}", "italic")
    return text


def summary(record: MutationRecord) -> str:
    """Say what the operation does; empty if the schema does not."""
    return documented(record).summary


def banner(
    error: KrakenError, left: Sequence[Problem], *, marked: bool, is_sent: bool = True
) -> str:
    """Say what came of it: what is known, with codes, a line each, and which key helps.

    `left` are the problems that found no place at a field, or not all of them; those that did
    are told by the error itself. `marked` tells whether any field is marked, `is_sent` whether
    the refusal is one of what was sent, and not of the sign-in before it.
    """
    if isinstance(error, NotSent) or not is_sent:
        return f"Not sent: {error.sentence} {error.hint} Press ctrl+s to send it again."
    if isinstance(error, OutcomeUnknown):
        return (
            f"Nobody knows whether this was done: {error.sentence} What you typed is kept; "
            "ctrl+s shows what can be done."
        )
    if isinstance(error, Refused) and error.key_was_used:
        # The field is marked, but another key would do it a second time.
        return f"Refused: {error.sentence} {error.hint}"
    problems = error.problems if isinstance(error, Refused) else ()
    told = [f"{problem.code or ''} {problem.sentence}".strip() for problem in problems]
    homeless = [_homeless(each) for problem in left for each in problem.fields]
    help_ = "Correct the marked field and press ctrl+s." if marked else error.hint
    if len(told) < 2 and not homeless:
        return f"Refused: {told[0] if told else error.sentence} {help_}".strip()
    head = f"Refused for {len(told)} reasons:" if len(told) > 1 else "Refused:"
    return "\n".join([head, *told, *homeless, help_]).strip()


def unnoted(reason: str) -> str:
    """Say that an outcome is not in the journal, and why; nothing where it is."""
    if not reason:
        return ""
    return f"This could not be noted, so the next start will call it unknown. {reason}"


def _homeless(problem: FieldProblem) -> str:
    """Name a field that the form does not have, with what is wrong there."""
    path = ".".join(map(str, problem.path))
    return ": ".join(filter(None, (path, said(problem))))


def aged(seen: str) -> str:
    """Say that a form is filled with what may have changed since; empty for what is new."""
    return f"Filled in with what was {seen}; it may have changed since." if seen else ""
