"""Why there is nothing of an account in an answer."""

from typing import TYPE_CHECKING

from kraken_tui.api.envelope import refusal
from kraken_tui.api.errors import AccountNotFound, Refused

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer


def no_account(answer: "Answer") -> Refused:
    """Tell why an answer holds no account; a null that nothing explains is an account nobody has.

    Tenants differ in whether they raise an error for that.
    """
    if answer.problems:
        return refusal(answer.problems)
    return AccountNotFound("The tenant knows of no account with that number.")
