"""What a person is told of changes that they no longer wait for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kraken_tui.forms import names
from kraken_tui.store.journal import Entry

if TYPE_CHECKING:
    from kraken_tui.sending.dispatch import Dispatch


def came_after_all(dispatch: "Dispatch") -> str:
    """Say that an answer came which nobody waited for any more."""
    attempt = dispatch.attempt
    error = dispatch.error
    told = f": {error.sentence}" if error is not None else "."
    what = _named(attempt.operation, attempt.account)
    return f"{what}: the answer came after all. It was {dispatch.outcome}{told}"


def cut_short(lost: Sequence[Entry]) -> str:
    """Say that the program ended while changes were on their way; nothing if none were."""
    if not lost:
        return ""
    what = "; ".join(_named(each.operation, each.account) for each in lost[:3])
    more = f" and {len(lost) - 3} more" if len(lost) > 3 else ""
    return (
        f"The program ended while this was on its way: {what}{more}. Nobody knows whether it was "
        "done; 7 shows it."
    )


def _named(operation: str, account: str) -> str:
    return f"{names.label(operation)} {account}".strip()
