"""What comes back, watched while it arrives: how long, how much, and whether it can be an answer.

Nothing of this is left to the server: what it says of an answer's size, packing and kind need not
be true. An answer that is not one is dropped at its first byte, one too large where it becomes so.
"""

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from kraken_tui.api import faults
from kraken_tui.api.errors import OutcomeUnknown
from kraken_tui.api.excess import drop_excess
from kraken_tui.api.late import light_imports
from kraken_tui.api.passage import Passage

with light_imports():
    import httpx

MEGABYTE = 1_000_000
PACKED = "gzip"
"""The only packing that is asked for: one that can be taken out piece by piece."""
_BOUNDS = "kraken_tui.bounds"
_PIECE = 65_536
_GZIP = 16 + zlib.MAX_WBITS
_BLANK = b" \t\r\n"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long an answer may take from the request to its last byte, and how large it may be."""

    seconds: float = 120.0
    size: int = 8 * MEGABYTE
    """Bytes, unpacked. A page of a hundred of anything is far below one megabyte."""


ANSWER = Bounds()
SCHEMA = Bounds(seconds=900.0, size=32 * MEGABYTE)
"""Real ones are of 4 MB, and may come over a slow line."""
SIGN_IN = Bounds(seconds=60.0, size=MEGABYTE)


@dataclass(frozen=True, slots=True)
class _Watch:
    bounds: Bounds
    deadline: asyncio.Timeout

    def start(self) -> None:
        self.deadline.reschedule(asyncio.get_running_loop().time() + self.bounds.seconds)

    def stop(self) -> None:
        if not self.deadline.expired():
            self.deadline.reschedule(None)


@asynccontextmanager
async def bounded(bounds: Bounds) -> AsyncIterator[dict[str, Any]]:
    """Give the `extensions` of a request whose answer has to keep within `bounds`.

    Time is counted while a request is out, and not while a person is asked how to sign in.

    Raises:
        httpx.ReadTimeout: the answer was not complete in time.
    """
    deadline = asyncio.timeout(None)
    try:
        async with deadline:
            yield {_BOUNDS: _Watch(bounds, deadline)}
    except TimeoutError as error:
        if not deadline.expired():
            raise
        raise httpx.ReadTimeout("The answer was not complete in time.") from error


async def watch_request(request: httpx.Request) -> None:
    """Begin to count the time of a request; an httpx hook for every request."""
    Passage.handed_over(request.extensions)
    watch = request.extensions.get(_BOUNDS)
    if watch is not None:
        watch.start()


async def watch_response(response: httpx.Response) -> None:
    """Judge a response by its status and let it be read only while it keeps within its bounds.

    An httpx hook for every response. Raises `KrakenError`.
    """
    await faults.check_status(response)
    response.encoding = "utf-8"  # Whatever the server says, which may be no text encoding at all.
    response.stream = _Body(response, response.request.extensions.get(_BOUNDS))
    response.headers.pop("Content-Encoding", None)  # Seen to here.


class _Body(httpx.AsyncByteStream):
    def __init__(self, response: httpx.Response, watch: _Watch | None) -> None:
        assert isinstance(response.stream, httpx.AsyncByteStream)
        self._stream = response.stream
        self._response = response
        self._watch = watch
        self._bounds = ANSWER if watch is None else watch.bounds
        self._status = response.status_code
        self._packing = response.headers.get("Content-Encoding", "identity").strip().lower()
        self._unpacked = 0
        self._begun = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        unpack = self._unpacking()
        async for part in self._stream:
            for piece in unpack(part):
                self._look_at(piece)
                yield piece
        for piece in unpack.rest():
            self._look_at(piece)
            yield piece
        if self._watch is not None:
            self._watch.stop()
        await drop_excess(self._response, self._stream)

    async def aclose(self) -> None:
        await self._stream.aclose()

    def _unpacking(self) -> "_AsItIs | _Unzip":
        if self._packing in {"", "identity"}:
            return _AsItIs()
        if self._packing in {"gzip", "x-gzip"}:
            return _Unzip()
        raise OutcomeUnknown("The answer came packed in a way that was not asked for.")

    def _look_at(self, piece: bytes) -> None:
        self._unpacked += len(piece)
        if self._unpacked > self._bounds.size:
            limit = self._bounds.size // MEGABYTE
            raise OutcomeUnknown(
                f"The answer is larger than {limit} MB, so it was not read to its end.",
                hint=faults.ASKED,
            )
        if not self._begun and (first := piece.lstrip(_BLANK)[:1]):
            self._begun = True
            if first != b"{":
                raise faults.no_answer(self._status, is_page=first == b"<")


class _AsItIs:
    def __call__(self, part: bytes) -> Iterator[bytes]:
        yield part

    def rest(self) -> Iterator[bytes]:
        yield from ()


class _Unzip:
    """Unpacks in small pieces, because a kilobyte can hold a megabyte of nothing."""

    def __init__(self) -> None:
        self._zip = zlib.decompressobj(_GZIP)
        self._any = False

    def __call__(self, part: bytes) -> Iterator[bytes]:
        self._any = self._any or bool(part)
        while part and not self._zip.eof:
            try:
                yield self._zip.decompress(part, _PIECE)
            except zlib.error as error:
                raise httpx.DecodingError(str(error)) from error
            part = self._zip.unconsumed_tail

    def rest(self) -> Iterator[bytes]:
        yield self._zip.flush()
        if self._any and not self._zip.eof:
            raise httpx.DecodingError("The end is missing.")
