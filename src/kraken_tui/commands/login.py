"""`kraken-tui login`: see whether a profile can sign in and open its account."""

from kraken_tui.commands.connecting import Connect, run_with_client
from kraken_tui.commands.exits import Exit, say
from kraken_tui.config.profiles import Profile
from kraken_tui.trial import try_out


def login(connect: Connect, profile: Profile, *, account: str | None) -> Exit:
    """Sign in and, where an account is named, open it; raise KrakenError when either fails."""
    run_with_client(connect, lambda client: try_out(client, account))
    opened = f", and the account {account} opens" if account else ""
    say(f'Signed in with "{profile.name}"{opened}.')
    return Exit.DONE
