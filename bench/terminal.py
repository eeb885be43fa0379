"""Run a program in a pseudo-terminal, read its screen, and measure what it does."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType

import pyte

from bench.process import Usage, cpu_seconds, resident_kilobytes, usage
from bench.replies import replies

QUIET = 0.1
KEYS = {
    "down": "\x1b[B",
    "up": "\x1b[A",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "ctrl+home": "\x1b[1;5H",
    "ctrl+end": "\x1b[1;5F",
    "ctrl+q": "\x11",
    "enter": "\r",
    "escape": "\x1b",
}


class NotReady(Exception):
    """The program ended, or did not show the text in time."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Hold when the last byte came (seconds), how many there were, and what was used by then.

    ``cpu`` is in seconds, ``resident`` in kilobytes.
    """

    seconds: float
    written: int
    cpu: float
    resident: int = 0


class Terminal:
    """Be the terminal of one program; use as a context manager, which ends the program."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (120, 40),
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._unseen = bytearray()
        self._pieces: list[tuple[Moment, bytes]] = []
        self._written = 0
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self._started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env=_environment(env or {}),
        )
        os.close(slave)
        self._last = Moment(0.0, 0, 0.0)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.quit()

    @property
    def written(self) -> int:
        """Count the bytes that the program has written."""
        return self._written

    @property
    def lines(self) -> list[str]:
        """Read what the screen shows."""
        self._catch_up()
        return list(self._screen.display)

    def _catch_up(self) -> None:
        self._stream.feed(bytes(self._unseen))
        self._unseen.clear()
        self._pieces.clear()

    def shows(self, text: str) -> bool:
        """Tell whether a text stands on the screen."""
        return any(text in line for line in self.lines)

    def ready(self, text: str, *, timeout: float = 30.0) -> Moment:
        """Wait until a text is on the screen and nothing more is written.

        Gives the moment of the last byte. Raises NotReady if that does not come.
        """
        deadline = time.perf_counter() + timeout
        while time.perf_counter() < deadline:
            if not self._read(QUIET) and self._written and self.shows(text):
                return self._last
            if self._process.poll() is not None:
                break
        raise NotReady(f"no {text!r} on the screen:\n" + "\n".join(self.words()))

    def words(self) -> list[str]:
        """Read the lines that are not blank."""
        return [line.rstrip() for line in self.lines if line.strip()]

    def settle(self, quiet: float, *, timeout: float = 30.0) -> Moment:
        """Wait until nothing is written for so many seconds; give the moment of the last byte."""
        deadline = time.perf_counter() + timeout
        while self._read(quiet):
            if time.perf_counter() > deadline:
                raise NotReady("the program never stops writing")
        return self._last

    def press(self, key: str, *, quiet: float = QUIET) -> Moment:
        """Send a key; give how long the answer took, its bytes and its CPU seconds."""
        before, cpu = self._written, cpu_seconds(self._process.pid)
        sent = time.perf_counter()
        os.write(self._master, KEYS.get(key, key).encode())
        last = self.settle(quiet)
        if self._written == before:
            return Moment(0.0, 0, cpu_seconds(self._process.pid) - cpu)
        seconds = last.seconds - (sent - self._started)
        return Moment(seconds, self._written - before, cpu_seconds(self._process.pid) - cpu)

    def press_until(
        self, key: str, seen: Callable[[Sequence[str]], bool], *, timeout: float = 5.0
    ) -> Moment:
        """Send a key; give how long it took until the screen's lines were as wanted.

        The lines are looked at after each piece of output, once a pause shows that all has come.
        Raises NotReady if they never are.
        """
        self._catch_up()
        before, cpu = self._written, cpu_seconds(self._process.pid)
        sent = time.perf_counter() - self._started
        self.send(key)
        try:
            at = self.until(seen, timeout=timeout)
        except NotReady as error:
            raise NotReady(f"{key!r} does not do it: {error}") from None
        return Moment(at.seconds - sent, at.written - before, at.cpu - cpu)

    def send(self, *keys: str) -> None:
        """Send keys in one piece, and do not wait for what they do."""
        os.write(self._master, "".join(KEYS.get(key, key) for key in keys).encode())

    def first(self, text: str, *, timeout: float = 30.0) -> Moment:
        """Wait for a text among what is written, without working out the screen.

        Gives the moment since the start. Raises NotReady if it does not come.
        """
        deadline = time.perf_counter() + timeout
        while text.encode() not in self._unseen:
            if time.perf_counter() > deadline or self._process.poll() is not None:
                raise NotReady(f"no {text!r} is written:\n" + "\n".join(self.words()))
            self._read(QUIET)
        return self._last

    def until(self, seen: Callable[[Sequence[str]], bool], *, timeout: float = 5.0) -> Moment:
        """Give the moment since the start at which the screen's lines were as wanted.

        Looks at all that came since the screen was last looked at, or since a key was pressed.
        Raises NotReady if they never are.
        """
        deadline = time.perf_counter() + timeout
        while time.perf_counter() < deadline:
            self.settle(QUIET)
            self._unseen.clear()
            for at in self._taken():
                if seen(self._screen.display):
                    self._unseen += b"".join(piece for _, piece in self._pieces)
                    return at
        raise NotReady("the screen never is as wanted:\n" + "\n".join(self.words()))

    def _taken(self) -> Iterator[Moment]:
        """Feed the screen piece by piece; give the moment at which each came."""
        while self._pieces:
            moment, piece = self._pieces.pop(0)
            self._stream.feed(piece)
            yield moment

    def idle(self, seconds: float) -> int:
        """Leave the program alone and count the bytes it writes all the same."""
        before, end = self._written, time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)
        return self._written - before

    def usage(self) -> Usage:
        """Read what the program uses now."""
        return usage(self._process.pid)

    def quit(self) -> None:
        """End the program: politely, then not."""
        for attempt in (b"\x11", None):
            if self._process.poll() is not None:
                break
            if attempt:
                os.write(self._master, attempt)
            else:
                self._process.send_signal(signal.SIGKILL)
            self._drain(5.0)
        self._process.wait()
        os.close(self._master)

    def _drain(self, timeout: float) -> None:
        deadline = time.perf_counter() + timeout
        while self._process.poll() is None and time.perf_counter() < deadline:
            self._read(0.02)

    def _read(self, timeout: float) -> bool:
        """Take what is written within so many seconds; False if nothing is."""
        if not select.select([self._master], [], [], timeout)[0]:
            return False
        try:
            output = os.read(self._master, 65536)
        except OSError:  # The program has closed its side.
            return False
        now = time.perf_counter() - self._started
        self._written += len(output)
        pid = self._process.pid
        self._last = Moment(now, self._written, cpu_seconds(pid), resident_kilobytes(pid))
        self._unseen += output
        self._pieces.append((self._last, output))
        if answer := replies(output):
            os.write(self._master, answer)
        return bool(output)


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TERM_PROGRAM": "bench"}
    return {**kept, **terminal, **extra}
