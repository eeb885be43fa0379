"""What the answers to sign-in requests mean, and which answers mean that one has to sign in."""

import json
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from kraken_tui.api import faults
from kraken_tui.api.envelope import (
    EXPIRED,
    EXPIRED_TOO,
    UNAUTHORISED,
    from_envelope,
    read_problems,
)
from kraken_tui.api.errors import (
    InvalidDocument,
    KrakenError,
    NotSent,
    OutcomeUnknown,
    RateLimited,
    Refused,
    SignInRefused,
)
from kraken_tui.api.late import light_imports
from kraken_tui.api.tokens import Tokens, read_tokens

with light_imports():
    import httpx

_NOT_ACCEPTED = {EXPIRED, EXPIRED_TOO, UNAUTHORISED}
_SECOND_FACTOR = {f"KT-CT-{number}" for number in range(1150, 1156)}
_IN_A_BROWSER = (
    'Sign in to this tenant in a browser, and use the token from there: method "token" in the '
    "profile."
)
_CHECK_ENDPOINT = "Check the authentication endpoint in the profile."

LONGEST = 200_000
"""Bytes: an answer that holds no data but the reasons why is much shorter."""


def turned_away(body: bytes, *, given: bool = False) -> bool:
    """Tell whether an answer means that the token was not accepted and nothing was done.

    An error from deeper than a root field does not: the operation had begun. Of a token that was
    `given` by a person, "unauthorised" said of a field is about the field: asking for another
    token would help nobody.
    """
    # A schema's descriptions name the codes too, and reading megabytes would hold up the keys.
    if len(body) > LONGEST or not any(code.encode() in body for code in _NOT_ACCEPTED):
        return False
    answer = _json(body)
    data = answer.get("data")
    if isinstance(data, Mapping) and any(value is not None for value in data.values()):
        return False
    problems = read_problems(answer.get("errors"))
    if any(len(problem.path) > 1 for problem in problems):
        return False
    return any(
        problem.code in _NOT_ACCEPTED
        and not (given and problem.path and problem.code == UNAUTHORISED)
        for problem in problems
    )


def read_sign_in(response: httpx.Response, *, now: float) -> Tokens:
    """Read the tokens from an answer received at `now`.

    Raises:
        SignInRefused, RateLimited: the server said no.
        NotSent: there is nothing that signs anybody in at that address.
    """
    answer = _json(response.content)
    if answer.get("errors"):
        raise _refused(from_envelope(answer["errors"]))
    if response.status_code >= 400:
        raise no_sign_in(faults.from_status(response.status_code))
    data = answer.get("data")
    payload = data.get("obtainKrakenToken") if isinstance(data, Mapping) else None
    try:
        server_now = _seconds(response.headers.get("Date"))
        return read_tokens(payload or {}, now=now, server_now=server_now)
    except (ValueError, AttributeError):
        raise NotSent(
            "The authentication endpoint answered without a token.", hint=_CHECK_ENDPOINT
        ) from None


def _refused(refusal: Refused) -> Refused:
    if isinstance(refusal, RateLimited | SignInRefused):
        return refusal
    sentence = refusal.problems[0].sentence if refusal.problems else refusal.sentence
    return SignInRefused(
        f"Signing in was refused: {sentence}",
        problems=refusal.problems,
        hint=_IN_A_BROWSER if _SECOND_FACTOR & {*refusal.codes} else "",
    )


def read_mailed(response: httpx.Response) -> None:
    """Read the answer to the wish for a link by mail.

    Raises:
        KrakenError: none is on its way.
    """
    answer = _json(response.content)
    if answer.get("errors"):
        refusal = from_envelope(answer["errors"])
        if isinstance(refusal, InvalidDocument):
            raise SignInRefused("This tenant mails no links.", problems=refusal.problems)
        raise refusal
    if response.status_code >= 400:
        raise faults.from_status(response.status_code)
    data = answer.get("data")
    if not isinstance(data, Mapping) or not data.get("sendPreSignedTokenEmail"):
        raise NotSent("The API did not say that it mails a link.")


def no_sign_in(error: Exception) -> KrakenError:
    """Tell a fault on the way to the sign-in: the request itself was never sent."""
    told = faults.from_exception(error, kind="query")
    if isinstance(told, RateLimited):
        return told
    reason = told.sentence if told is not None else "The connection failed."
    # A gateway that is down for a moment says nothing against the endpoint.
    passing = isinstance(told, OutcomeUnknown) and told.transient
    return NotSent(
        f"Signing in was not possible: {reason[0].lower()}{reason[1:]}",
        hint=told.hint if told is not None and (passing or _knows_more(told)) else _CHECK_ENDPOINT,
        transient=told is not None and told.transient,
    )


def _knows_more(told: KrakenError) -> bool:
    """Tell whether the hint goes beyond the address, which here is the one that signs people in."""
    return told.hint not in {told.usual_hint, faults.ASKED, *faults.TOO_LATE.values()}


def _json(body: bytes) -> Mapping[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, Mapping) else {}


def _seconds(date: str | None) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp() if date else None
    except (ValueError, OverflowError):
        return None
