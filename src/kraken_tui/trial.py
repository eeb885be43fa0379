"""Trying a profile: does it sign in, and does its account open?"""

import time
from typing import TYPE_CHECKING

from kraken_tui.api.errors import AccountNotFound

if TYPE_CHECKING:
    from kraken_tui.api.client import KrakenClient

SIGNED_IN = "query SignedIn { __typename }"
ACCOUNT = """
query Account($accountNumber: String!) { account(accountNumber: $accountNumber) { number } }
"""


async def try_out(client: "KrakenClient", account: str | None) -> float:
    """Sign in and, where an account is named, open it; return how many seconds that took.

    Raise KrakenError for what failed.
    """
    began = time.monotonic()
    if account is None:
        await client.query(SIGNED_IN)
    else:
        answer = await client.query(ACCOUNT, {"accountNumber": account})
        if answer.demand("account") is None:
            raise AccountNotFound(f"There is no account {account}, or this sign-in may not see it.")
    return time.monotonic() - began
