"""`kraken-tui login`: see whether a profile can sign in and open its account."""

from typing import TYPE_CHECKING

from kraken_tui.api.errors import AccountNotFound
from kraken_tui.commands.connecting import Connect, run_with_client
from kraken_tui.commands.exits import Exit, say
from kraken_tui.config.profiles import Profile

if TYPE_CHECKING:
    from kraken_tui.api.client import KrakenClient

SIGNED_IN = "query SignedIn { __typename }"
ACCOUNT = """
query Account($accountNumber: String!) { account(accountNumber: $accountNumber) { number } }
"""


def login(connect: Connect, profile: Profile, *, account: str | None) -> Exit:
    """Sign in and, where an account is named, open it; raise KrakenError when either fails."""

    async def work(client: "KrakenClient") -> None:
        if account is None:
            await client.query(SIGNED_IN)
        else:
            await _open(client, account)

    run_with_client(connect, work)
    opened = f", and the account {account} opens" if account else ""
    say(f'Signed in with "{profile.name}"{opened}.')
    return Exit.DONE


async def _open(client: "KrakenClient", account: str) -> None:
    answer = await client.query(ACCOUNT, {"accountNumber": account})
    if answer.demand("account") is None:
        raise AccountNotFound(f"There is no account {account}, or this sign-in may not see it.")
