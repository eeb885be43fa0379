"""A server on a real socket that answers as a test says, byte for byte, and certificates for it."""

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Listening:
    """Where a server listens, as "127.0.0.1:PORT", and the requests that came in whole."""

    address: str
    heads: list[bytes] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)


@asynccontextmanager
async def server(
    behaviour: Behaviour, *, identity: ssl.SSLContext | None = None
) -> AsyncIterator[Listening]:
    """Listen on a free port, and do `behaviour` after each request."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while not reader.at_eof():
                head = await reader.readuntil(b"\r\n\r\n")
                found.bodies.append(await reader.readexactly(body_length(head)))
                found.heads.append(head)
                await behaviour(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=identity)
    async with listening:
        found = Listening(f"127.0.0.1:{listening.sockets[0].getsockname()[1]}")
        yield found


def body_length(head: bytes) -> int:
    """Read from the head of a request or an answer how long its body is."""
    for line in head.lower().split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return int(value)
    return 0


def reply(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """Write a whole response; a header given replaces the usual one of that name."""
    usual = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    given = dict(header.split(": ", 1) for header in headers)
    lines = [
        f"HTTP/1.1 {status}",
        *(f"{name}: {what}" for name, what in {**usual, **given}.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def saying(*parts: bytes) -> Behaviour:
    """Answer with these bytes."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"".join(parts))
        await writer.drain()

    return behave


class Certificates:
    """A certificate authority in a folder, and what it signs for servers on this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.authority = folder / "authority.pem"
        self._make("authority", "/CN=Company", self_signed=True)
        self.lonely = self._make("lonely", "/CN=localhost", self_signed=True)

    def identity(self, certificate: Path) -> ssl.SSLContext:
        """Return what a server with this certificate shows."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, certificate.with_suffix(".key"))
        return context

    def signed(self, name: str, *, host: str = "127.0.0.1", days: int = 2) -> Path:
        """Return a certificate for `host`, which the authority signed."""
        kind = "IP" if host[0].isdigit() else "DNS"
        found = self._make(name, "/CN=server", self_signed=False)
        (self._folder / "names").write_text(f"subjectAltName={kind}:{host}\n")
        self._run(
            *("x509", "-req", "-in", "request", "-out", found.name, "-days", str(days)),
            *("-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial"),
            *("-extfile", "names"),
        )
        return found

    def _make(self, name: str, subject: str, *, self_signed: bool) -> Path:
        out = ("-x509", "-days", "2", "-out", f"{name}.pem") if self_signed else ("-out", "request")
        names = ("-addext", "subjectAltName=IP:127.0.0.1") if self_signed else ()
        self._run(
            *("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-subj", subject, "-keyout", f"{name}.key", *out, *names),
        )
        return self._folder / f"{name}.pem"

    def _run(self, *words: str) -> None:
        subprocess.run(["openssl", *words], cwd=self._folder, check=True, capture_output=True)
