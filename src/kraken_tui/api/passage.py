"""How far a request has come: whether any byte of it can have reached the API."""

from collections.abc import Mapping
from typing import Any

PASSAGE = "kraken_tui.passage"
"""The name under which a request carries its passage through httpx."""


class Passage:
    """Follows one request from the wait for a token and a connection to its first byte."""

    def __init__(self) -> None:
        self.is_out = False
        """Whether the API may have it, and has not been seen to turn it away."""
        self.was_out = False
        """Whether it was ever on the wire."""

    def extensions(self, *, traced: bool) -> dict[str, Any]:
        """Return what makes a request tell of itself, for httpx.

        A transport that is not `traced` does not say when the first byte goes; there it counts
        from when the transport is handed the request, before it waits for a connection.
        """
        return {PASSAGE: self, "trace": self._trace} if traced else {PASSAGE: self}

    @staticmethod
    def handed_over(extensions: Mapping[str, Any]) -> None:
        """Hear that a request with these extensions goes to its transport now."""
        if (passage := extensions.get(PASSAGE)) is not None and "trace" not in extensions:
            passage.leave()

    @staticmethod
    def given_back(extensions: Mapping[str, Any]) -> None:
        """Hear that the API has not taken a request, because of its token; it may go again."""
        if (passage := extensions.get(PASSAGE)) is not None:
            passage.is_out = False

    def leave(self) -> None:
        """Note that it is on the wire from now on."""
        self.is_out = self.was_out = True

    async def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        # A proxy is asked for a tunnel with a request of its own that tells of itself likewise.
        if event.endswith(".send_request_headers.started") and info["request"].method != b"CONNECT":
            self.leave()
