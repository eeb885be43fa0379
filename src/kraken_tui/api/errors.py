"""What can go wrong between the app and a Kraken API, each with a sentence for a person.

The tree follows what is known afterwards, because that decides what may be done next: `NotSent`
(nothing reached the API), `Refused` (it answered no) and `OutcomeUnknown` (nobody can tell).
"""

from typing import NamedTuple

KEY_USED_AGAIN = "KT-CT-9221"
"""The code of an idempotency key that was used before."""


class FieldProblem(NamedTuple):
    """An objection to one field of the input; `path` () means the input as a whole."""

    path: tuple[str | int, ...]
    message: str
    code: str | None = None


class Problem(NamedTuple):
    """One error of an answer. `path` is where in the answer, `fields` are where in the input.

    `locations` are lines and columns in the document, both from 1.
    """

    message: str
    code: str | None = None
    kind: str | None = None
    """The error's type or class as the server names it, e.g. "VALIDATION"."""
    description: str | None = None
    path: tuple[str | int, ...] = ()
    fields: tuple[FieldProblem, ...] = ()
    locations: tuple[tuple[int, int], ...] = ()

    @property
    def sentence(self) -> str:
        """Say the message and, where it adds something, the description."""
        message, more = _stop(self.message), _stop(self.description or "")
        if not more or more.casefold() in message.casefold():
            return message
        return more if message.casefold() in more.casefold() else f"{message} {more}"


class KrakenError(Exception):
    """Something went wrong on the way to a Kraken API or there.

    `sentence` says what happened and what that means; `hint` is a kind of next step, or empty.
    `transient` means that the same request may well succeed in a moment.
    """

    usual_hint = ""

    def __init__(self, sentence: str, *, hint: str = "", transient: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint or self.usual_hint
        self.transient = transient


class NotSent(KrakenError):
    """Nothing reached the API: no connection, no name, no trust, or no way to sign in."""

    usual_hint = "Check the network and the endpoint in the profile."


class BadSetting(NotSent):
    """What the profile or this machine's environment says cannot be used, so nothing was sent."""

    usual_hint = "Correct it in the profile."


class Untrusted(NotSent):
    """The server could not show that it is the one that was meant, so nothing was sent."""

    usual_hint = "Check the endpoint in the profile."


class OutcomeUnknown(KrakenError):
    """The request went out and no usable answer came back."""

    usual_hint = "Look at the account before sending it again."


class SchemaUnreadable(KrakenError):
    """The live schema could not be fetched in a form that can be worked with."""

    usual_hint = "Check that the endpoint in the profile is a Kraken API."


class Refused(KrakenError):
    """The API answered with errors, so what was asked for was not done."""

    usual_hint = "Correct what the message names and send it again."

    def __init__(
        self,
        sentence: str,
        *,
        problems: tuple[Problem, ...] = (),
        hint: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(sentence, hint=hint)
        self.problems = problems
        self.retry_after = retry_after
        """Seconds to wait before the next try, if the server said so."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Every error code of the answer, in order, once each."""
        return tuple(dict.fromkeys(found.code for found in self.problems if found.code))

    @property
    def key_was_used(self) -> bool:
        """Whether it says, of the input or of a field, that the idempotency key was used before.

        That is proof that an earlier try arrived.
        """
        return any(
            KEY_USED_AGAIN in (problem.code, *(field.code for field in problem.fields))
            for problem in self.problems
        )


class SignInRefused(Refused):
    """The credentials were not accepted."""

    usual_hint = "Check the way to sign in and the secret in the profile."


class GuiseOver(Refused):
    """Somebody acted as a customer, which ended; nothing is done in anybody else's name instead."""

    usual_hint = "Be yourself again first; then it is done in your own name."


class Unauthorised(Refused):
    """Signed in, and yet not allowed; or the token is not accepted even when it is new."""

    usual_hint = "Sign in as a user who may do this."


class AccountNotFound(Refused):
    """There is no such account, or this user may not see it."""

    usual_hint = "Check the account number or search for the account."


class RateLimited(Refused):
    """Too many requests in too short a time; see `retry_after`."""

    usual_hint = "Wait a while before the next request."


class TooComplex(Refused):
    """The request asks for more at once than the API allows."""

    usual_hint = "Ask for less at once."


class InvalidDocument(Refused):
    """The request does not fit the API's schema."""

    usual_hint = "Load the schema anew."


def _stop(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."
