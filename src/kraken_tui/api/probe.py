"""One question to a server, without a sign-in: does it answer, how fast, how safe, at what time."""

import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from kraken_tui.api import faults
from kraken_tui.api.late import light_imports
from kraken_tui.api.wire import Timeouts

with light_imports():
    import httpx

QUESTION = {"query": "query Reach { __typename }"}


class Reached(NamedTuple):
    """What a server's first answer tells."""

    seconds: float
    """How long the answer took, the connection included."""
    status: int
    ahead: float | None
    """Seconds by which the server's clock is ahead of this one; None where it does not say."""
    encryption: str
    """Such as "TLSv1.3"; empty where there is none."""
    certificate_until: datetime | None


async def reach(
    endpoint: str,
    *,
    trust: ssl.SSLContext | bool = True,
    transport: httpx.AsyncBaseTransport | None = None,
    clock: Callable[[], float] = time.time,
) -> Reached:
    """Ask `endpoint` for next to nothing and look at the answer's outside.

    Raises:
        KrakenError: it was not reached, or a gateway answered in its place.
    """
    timeouts = Timeouts().for_httpx()
    client = httpx.AsyncClient(
        verify=trust,
        transport=transport,
        timeout=timeouts,
        event_hooks={"response": [faults.check_status]},
    )
    async with client:
        sent = clock()
        try:
            async with client.stream("POST", endpoint, json=QUESTION) as response:
                return _reached(response, sent=sent, received=clock())
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            told = faults.from_exception(error, kind="query")
            raise told or faults.crashed(error, kind="query") from error


def _reached(response: httpx.Response, *, sent: float, received: float) -> Reached:
    version, until = _encryption(response)
    return Reached(
        seconds=received - sent,
        status=response.status_code,
        ahead=_ahead(response.headers.get("Date"), now=(sent + received) / 2),
        encryption=version,
        certificate_until=until,
    )


def _ahead(date: str | None, *, now: float) -> float | None:
    try:
        return parsedate_to_datetime(date or "").timestamp() - now
    except (ValueError, OverflowError):
        return None


def _encryption(response: httpx.Response) -> tuple[str, datetime | None]:
    stream = response.extensions.get("network_stream")
    secured = stream.get_extra_info("ssl_object") if stream is not None else None
    if secured is None:
        return "", None
    until = (secured.getpeercert() or {}).get("notAfter")
    ends = None if until is None else datetime.fromtimestamp(ssl.cert_time_to_seconds(until), UTC)
    return secured.version() or "", ends
