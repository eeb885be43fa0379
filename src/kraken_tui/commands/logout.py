"""`kraken-tui logout`: forget what was kept of a profile's accounts."""

from kraken_tui.commands.exits import Exit, say
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile
from kraken_tui.store.forgetting import forget


def logout(folders: Folders, profile: Profile) -> Exit:
    """Forget what was seen with a profile; tokens live in memory only and need no removal."""
    views = forget(folders, profile=profile.name)
    kept = "nothing was kept" if not views else f"forgot {views} kept view{'s'[: views != 1]}"
    say(f'Logged out of "{profile.name}": {kept}, and no token is ever kept on this machine.')
    return Exit.DONE
