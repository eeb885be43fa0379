"""A tenant whose schema comes over a slow line, and only while it is let through."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

RATE = 125_000
"""Bytes in a second, which are 1 Mbit."""
PIECE = 1_460
"""Bytes that fit into one packet."""
_FORK = multiprocessing.get_context("fork")


class SlowTenant:
    """Pass everything on to a sandbox, but answer the question for the schema from here."""

    def __init__(self, sandbox: int, answer: bytes) -> None:
        self.sandbox, self.answer = sandbox, answer
        self.asked = _FORK.Event()
        self.flowing = _FORK.Event()
        """Whether the schema is let through; while it is not, the line stays open."""
        self.arrived = _FORK.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *given: _Handler(self, *given))

    @property
    def port(self) -> int:
        """Tell where it listens."""
        return int(self._server.server_address[1])

    @contextmanager
    def running(self) -> Iterator[None]:
        """Serve in a process of its own while the context lasts."""
        process = _FORK.Process(target=self._server.serve_forever, daemon=True)
        process.start()
        self._server.socket.close()
        try:
            yield
        finally:
            process.terminate()
            process.join(10)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, tenant: SlowTenant, *given: Any) -> None:
        self._tenant = tenant
        super().__init__(*given)

    def log_message(self, *_: object) -> None:
        """Keep the output for the figures."""

    def do_POST(self) -> None:
        """Answer one request."""
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        if b"__schema" in asked:
            self._begin(200, len(self._tenant.answer))
            self._trickle(self._tenant.answer)
        else:
            self._pass_on(asked)

    def _pass_on(self, asked: bytes) -> None:
        url = f"http://127.0.0.1:{self._tenant.sandbox}{self.path}"
        kept = ("Authorization", "Content-Type")
        headers = {name: self.headers[name] for name in kept if name in self.headers}
        try:
            answer = urlopen(Request(url, asked, headers))
        except HTTPError as refusal:
            answer = refusal
        with answer:
            body = answer.read()
            self._begin(answer.status, len(body))
        self.wfile.write(body)

    def _begin(self, status: int, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def _trickle(self, answer: bytes) -> None:
        """Send piece by piece at the rate of the line, as long as it is let through."""
        self._tenant.asked.set()
        due = time.perf_counter()
        for at in range(0, len(answer), PIECE):
            if not self._tenant.flowing.is_set():
                self._tenant.flowing.wait()
                due = time.perf_counter()
            self.wfile.write(answer[at : at + PIECE])
            due += PIECE / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
        self._tenant.arrived.set()
