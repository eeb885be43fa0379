"""The last line before a person: whatever happens becomes one sentence and an exit code."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from kraken_tui.commands.exits import EXPECTED, Exit, exit_code, say, sentence_of
from kraken_tui.config.paths import Folders


def guarded(run: Callable[[], int]) -> int:
    """Return the exit code of `run`, telling in one sentence why it failed if it did."""
    try:
        return run()
    except EXPECTED as error:
        say(sentence_of(error))
        return exit_code(error)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        _close_output()
        return Exit.CLOSED_PIPE
    except Exception as error:  # noqa: BLE001  # A person never sees a traceback.
        say(_note(error))
        return Exit.REFUSED


def _note(error: Exception) -> str:
    """Write down where an error came from and return the sentence that says so."""
    from kraken_tui.store.crashes import write_crash

    sentence = f"Something went wrong inside kraken-tui ({type(error).__name__})"
    try:
        path = write_crash(Folders.of_user().state, error, at=datetime.now(UTC))
    except OSError:
        return f"{sentence}, and it could not be written down either."
    return f"{sentence}; please report it with the file {path}, which holds no personal data."


def _close_output() -> None:
    """Stop Python from flushing, at its end, into the pipe that nobody reads any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
