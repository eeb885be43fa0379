"""What is known of a mutation once it has ended: from what came back, and how far it had come."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kraken_tui.api.errors import BadSetting, KrakenError, NotSent, OutcomeUnknown, Refused
from kraken_tui.api.passage import Passage
from kraken_tui.forms.payload import payload_problems
from kraken_tui.store.errors import StoreError
from kraken_tui.store.journal import ARRIVED, SENT_AGAIN, Outcome

if TYPE_CHECKING:
    from kraken_tui.api.answer import Answer


class NoJournal(BadSetting):
    """What is to be sent could not be noted first, so nothing was sent."""

    usual_hint = "See that the folder can be written and has room."


class Stopped(NotSent):
    """The person stopped it in time."""

    usual_hint = "What was to be sent is kept."


def judged_answer(answer: "Answer") -> tuple[Outcome, KrakenError | None]:
    """Tell acceptance from a refusal that stands in the payload itself."""
    if problems := payload_problems(answer.data):
        return "refused", Refused("The API refused this.", problems=problems)
    return "accepted", None


def judged_error(error: Exception, passage: Passage) -> tuple[Outcome, KrakenError]:
    """Tell what is known after an error, from what it says and how far the request had come."""
    if isinstance(error, NotSent):
        return "not sent", error
    if isinstance(error, KrakenError) and not isinstance(error, OutcomeUnknown):
        return "refused" if passage.was_out else "not sent", error
    if not passage.is_out:
        return "not sent", _before(error)
    if isinstance(error, OutcomeUnknown):
        return "unknown", error
    unknown = OutcomeUnknown(f"{unforeseen(error)} It is not known whether the change was made.")
    unknown.__cause__ = error
    return "unknown", unknown


def _before(error: Exception) -> NotSent:
    """Tell of an error that came before anything had left."""
    sentence: str = getattr(error, "sentence", "")
    hint: str = getattr(error, "hint", "")
    # What has a sentence of its own and is none of the API's is about this side.
    kind = NotSent if isinstance(error, KrakenError) or not sentence else BadSetting
    told = kind(f"{sentence or unforeseen(error)} Nothing was sent.", hint=hint)
    told.__cause__ = error
    return told


def judged_stop(passage: Passage) -> tuple[Outcome, KrakenError]:
    """Tell what is known of a try that was stopped."""
    if passage.is_out:
        return "unknown", OutcomeUnknown(
            "You stopped waiting after it was sent. It is not known whether the change was made."
        )
    return "not sent", Stopped("You stopped it in time, so nothing was sent.")


def unforeseen(error: Exception) -> str:
    """Say that nobody expected an error."""
    return f"Something went wrong inside kraken-tui ({type(error).__name__})."


def no_journal(error: Exception) -> NoJournal:
    """Say why nothing was sent when no row could be written."""
    reason = error.sentence if isinstance(error, StoreError) else unforeseen(error)
    return NoJournal(f"What is sent is noted first, and that could not be. {reason}")


def settles(outcome: Outcome, told: KrakenError | None) -> str:
    """Say what an outcome tells of earlier tries of the same wish, of which nobody knew."""
    if outcome == "accepted":
        return SENT_AGAIN
    # A key that was used proves that a try arrived which was thought lost.
    return ARRIVED if isinstance(told, Refused) and told.key_was_used else ""


def remarks(answer: "Answer | None") -> str:
    """Say what the API remarked beside its answer."""
    return " ".join(problem.sentence for problem in answer.problems) if answer else ""


def answered(answer: "Answer | None", told: KrakenError | None) -> Mapping[str, object] | None:
    """Return what the journal keeps of what came back: data, or problems as `errors`."""
    if answer is not None:
        return answer.data
    if not isinstance(told, Refused):
        return None
    return {"errors": [each._asdict() for each in told.problems]} if told.problems else None
