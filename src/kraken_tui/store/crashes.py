"""A note of an error that nobody foresaw, without the data of the person it happened to."""

import platform
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from kraken_tui import __version__
from kraken_tui.api.text import plain, without_secrets
from kraken_tui.config.files import write_private

_PRIVATE = re.compile(r"""'[^']*'|"[^"]*"|\S*[\d@]\S*|\S{25,}""")
"""Quoted text, words with digits or an @, and very long words: names, numbers, keys, addresses."""


def write_crash(folder: Path, error: BaseException, *, at: datetime) -> Path:
    """Write where an error came from to a new file that only its owner may read; return its path.

    Code and line numbers are kept whole, messages without anything that could be data. Raise
    OSError when the folder cannot be written.
    """
    moment = at.astimezone(UTC)
    path = folder / f"crash-{moment:%Y%m%dT%H%M%S%fZ}.txt"
    head = f"kraken-tui {__version__}, Python {platform.python_version()}, {platform.system()}"
    lines = [head, moment.isoformat(), *_lines(error)]
    write_private(path, "\n".join(lines).encode("utf-8", "backslashreplace"))
    return path


def _lines(error: BaseException) -> Iterator[str]:
    for each in _chain(error):
        yield ""
        yield f"{type(each).__qualname__}: {_redacted(str(each))}"
        for frame in traceback.extract_tb(each.__traceback__):
            yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
            yield f"    {frame.line}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Give an error, what caused it, and what caused that; each once, for chains can be rings."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        hidden = following.__suppress_context__
        following = following.__cause__ or (None if hidden else following.__context__)


def _redacted(message: str) -> str:
    return _PRIVATE.sub("(hidden)", without_secrets(plain(message)))
