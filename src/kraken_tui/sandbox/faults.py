"""Faults on order: what may go wrong between a client and a tenant."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .errors import Refusal, envelope
from .http import Response, html_response, json_response


class Dropped(ConnectionResetError):
    """The connection broke before an answer came."""


class InvalidFault(ValueError):
    """The description of a fault cannot be understood."""


@dataclass(slots=True)
class Fault:
    """One way to fail, the next `times` requests that it fits.

    `when` says whether the request is carried out first: with `after`, a mutation is
    applied and only its answer is lost. `operation` (its own name, or that of a field it asks
    for) and `path` narrow it to some requests.
    """

    times: int = 1
    status: int | None = None
    code: str | None = None
    html: bool = False
    drop: bool = False
    delay: float = 0.0
    retry_after: int | None = None
    when: Literal["before", "after"] = "before"
    operation: str | None = None
    path: str | None = None

    @classmethod
    def parse(cls, described: Any) -> "Fault":
        """Read a fault such as `{"status": 503, "times": 2}`.

        Raises InvalidFault for unknown keys, and for a fault that would do nothing.
        """
        if not isinstance(described, Mapping) or not set(described) <= set(cls.__slots__):
            raise InvalidFault(f"A fault is an object with keys of: {', '.join(cls.__slots__)}.")
        fault = cls(**described)
        if not (fault.status or fault.code or fault.html or fault.drop or fault.delay):
            raise InvalidFault("A fault needs status, code, html, drop or delay.")
        return fault

    def fits(self, *, path: str, names: Sequence[str]) -> bool:
        """Say whether the fault is meant for a request whose operation has such names."""
        return self.operation in {None, *names} and self.path in {None, path}

    @property
    def is_error(self) -> bool:
        """Say whether the fault is an error in an answer that is otherwise as usual."""
        return bool(self.code) and self.when == "before" and not (self.status or self.drop)

    async def strike(self) -> Response | None:
        """Fail; without an answer of its own (only a delay), let the request go on.

        Raises Dropped where the connection is to break.
        """
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.drop:
            raise Dropped("The connection was dropped on order.")
        if self.code:
            return json_response(envelope(Refusal(self.code)), status=self.status or 200)
        if self.html or self.status:
            return self._page()
        return None

    def _page(self) -> Response:
        status = self.status or 502
        page = html_response(status, f"{status} on order")
        if self.retry_after is None:
            return page
        return Response(status, page.body, {**page.headers, "retry-after": str(self.retry_after)})


class Faults:
    """The faults waiting for a request."""

    def __init__(self) -> None:
        """Start with none."""
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Put a fault at the end of the queue."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Call all faults off."""
        self._waiting.clear()

    def __bool__(self) -> bool:
        """Say whether any fault is waiting."""
        return bool(self._waiting)

    def take(self, *, path: str, names: Sequence[str]) -> Fault | None:
        """Use up one turn of the first fault that fits the request."""
        for fault in self._waiting:
            if fault.fits(path=path, names=names):
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None
