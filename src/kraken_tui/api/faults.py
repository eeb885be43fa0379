"""Everything that httpx and gql can raise, told as one of the app's own errors.

What counts is what is known: whether the request can have reached the API or not.
"""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.request import getproxies

from kraken_tui.api.errors import (
    KrakenError,
    NotSent,
    OutcomeUnknown,
    RateLimited,
    Refused,
    Unauthorised,
)
from kraken_tui.api.late import light_imports
from kraken_tui.api.text import plain, shorten, without_secrets
from kraken_tui.api.trust import distrust

with light_imports():
    import httpx
    from gql.transport.exceptions import TransportError, TransportServerError

Kind = Literal["query", "mutation"]

_DAY = 86_400.0
"""The longest wait that is believed."""

GATEWAY = frozenset({502, 503, 504})
_NO_API = "There is no Kraken API at this address"
ASKED = "The profile's endpoint should be the address of the API itself."
_NOT_AN_ANSWER = "The answer is not one that a Kraken API gives."
_WEB_PAGE = "A web page came instead of an answer of the API"
_PROXY = "Check the endpoint in the profile, and the proxy that the environment names."
_NETWORK = "Check the endpoint in the profile, and whether this network wants a sign-in of its own."
_BEFORE: dict[tuple[type[Exception], ...], str] = {
    (httpx.ConnectTimeout,): "The server could not be reached in time.",
    (httpx.PoolTimeout,): "Too many requests are waiting for a connection.",
    (httpx.ProxyError,): "The proxy on the way to the server refused the connection.",
    (
        httpx.UnsupportedProtocol,
        httpx.LocalProtocolError,
        httpx.InvalidURL,
    ): "The endpoint in the profile is not an address that can be connected to.",
}
_AFTER: dict[tuple[type[Exception], ...], str] = {
    (httpx.ReadTimeout,): "The server took the request and did not answer in time.",
    (httpx.WriteTimeout,): "The request could not be passed on in time.",
    (httpx.DecodingError,): "The answer arrived damaged.",
}
TOO_LATE = {
    "query": "Try again in a moment.",
    "mutation": "Look at the account before sending it again.",
}


async def check_status(response: httpx.Response) -> None:
    """Raise for a status that says enough without its body; an httpx hook for every response."""
    status = response.status_code
    if 300 <= status < 400:
        raise NotSent(
            f"The address sends requests on to {_target(response)}, where no sign-in must follow.",
            hint=ASKED,
        )
    if status == 429:
        raise RateLimited(
            "Too many requests in a short time, so the API refused this one.",
            retry_after=retry_after(response.headers.get("Retry-After")),
        )
    if status >= 500:
        raise OutcomeUnknown(
            f"The server or a gateway before it failed (HTTP {status}).",
            transient=status in GATEWAY,
        )


def from_exception(error: Exception, *, kind: Kind) -> KrakenError | None:
    """Tell `error`, raised by gql or httpx for an operation of `kind`; None if it is no fault.

    An error of the app's own that passed through gql comes out as it went in.
    """
    cause = error.__cause__ if isinstance(error, TransportError) and error.__cause__ else error
    if isinstance(error, TransportServerError) and not isinstance(cause, KrakenError):
        return from_status(error.code or 0)
    if isinstance(cause, OutcomeUnknown):
        return _unknown(cause.sentence, kind=kind, hint=_own_hint(cause), transient=cause.transient)
    if isinstance(cause, KrakenError):
        return cause
    if isinstance(cause, httpx.HTTPError | httpx.InvalidURL):
        return _from_httpx(cause, kind=kind)
    if isinstance(cause, TransportError):
        return _unknown(_NOT_AN_ANSWER, kind=kind, hint=ASKED)
    return None


def from_status(status: int) -> KrakenError:
    """Tell an answer of `status` (400 to 499) without a GraphQL body."""
    if status in {401, 403}:
        return Unauthorised(f"The server turned the request away (HTTP {status}).")
    if status in {404, 405, 410}:
        return NotSent(f"{_NO_API} (HTTP {status}).", hint=ASKED)
    return Refused(f"The server refused the request (HTTP {status}).")


def no_answer(status: int, *, is_page: bool) -> KrakenError:
    """Tell an answer that begins as none of a GraphQL API does, by its first byte."""
    if status in {401, 403} and is_page:
        return NotSent(
            f"A gateway before the API turned the request away (HTTP {status}).", hint=_NETWORK
        )
    if status >= 400:
        return from_status(status)
    if is_page:
        return OutcomeUnknown(f"{_WEB_PAGE}.", hint=_NETWORK)
    return OutcomeUnknown(_NOT_AN_ANSWER, hint=ASKED)


def crashed(error: BaseException, *, kind: Kind) -> OutcomeUnknown:
    """Tell an exception that nobody expected after the request may have been on its way."""
    return _unknown(
        f"The connection broke in an unexpected way ({type(error).__name__}).", kind=kind
    )


def retry_after(header: str | None, *, now: datetime | None = None) -> float | None:
    """Read a Retry-After header, in seconds or as a date, into seconds from `now`, a day at most.

    None if it says nothing, or nothing that could be waited for.
    """
    if not header:
        return None
    try:
        seconds = float(header) if header.strip().isdigit() else _seconds_to(header, now)
    except (ValueError, OverflowError):
        return None
    # Who says that there is no wait, and refuses all the same, would be asked without end.
    return min(seconds, _DAY) if seconds > 0 else None


def _seconds_to(date: str, now: datetime | None) -> float:
    until = parsedate_to_datetime(date)
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return (until - (now or datetime.now(UTC))).total_seconds()


def _target(response: httpx.Response) -> str:
    """Name the address that a response sends on to, without what may be a secret in it."""
    try:
        url = response.url.join(response.headers["Location"])
    except (KeyError, ValueError, httpx.InvalidURL):
        return "another one"
    shown = f"{url.scheme}://{url.netloc.decode('ascii', 'replace')}{url.path}"
    return shorten(without_secrets(plain(shown)), limit=80)


def _from_httpx(error: httpx.HTTPError | httpx.InvalidURL, *, kind: Kind) -> KrakenError:
    if isinstance(error, httpx.ConnectError):
        return _no_connection(error)
    for faults, sentence in _BEFORE.items():
        if isinstance(error, faults):
            return NotSent(sentence, transient=isinstance(error, httpx.TimeoutException))
    for faults, sentence in _AFTER.items():
        if isinstance(error, faults):
            return _unknown(sentence, kind=kind)
    return _unknown("The connection broke before the answer was complete.", kind=kind)


def _no_connection(error: httpx.ConnectError) -> NotSent:
    causes = tuple(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            return distrust(cause)
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return NotSent("The server's name is not known to the network.", transient=True)
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        hint = _PROXY if getproxies() else ""
        return NotSent("Nothing is listening at the endpoint's address.", hint=hint, transient=True)
    return NotSent("No connection to the server could be made.", transient=True)


def _causes(error: BaseException) -> Iterator[BaseException]:
    yield error
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            yield from _causes(part)
    deeper = error.__cause__ or error.__context__
    if deeper is not None:
        yield from _causes(deeper)


def _own_hint(error: KrakenError) -> str:
    return "" if error.hint == error.usual_hint else error.hint


def _unknown(
    sentence: str, *, kind: Kind, hint: str = "", transient: bool = False
) -> OutcomeUnknown:
    """Tell that nobody knows; `hint` is for a query, after a mutation there is but one to give."""
    if kind == "mutation":
        sentence = f"{sentence} It is not known whether the change was made."
        hint = ""
    return OutcomeUnknown(sentence, hint=hint or TOO_LATE[kind], transient=transient)
