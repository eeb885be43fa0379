"""`kraken-tui logout`: forget what was kept of a profile's accounts."""

from kraken_tui.commands.exits import Exit, say
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile
from kraken_tui.store.forgetting import forget, told_of_outbox


def logout(folders: Folders, profile: Profile) -> Exit:
    """Forget what was seen with a profile; tokens live in memory only and need no removal."""
    answers = forget(folders, profile=profile.name)
    many = f"{answers} kept answer{'s'[: answers != 1]}"
    kept = f"forgot {many}" if answers else "nothing was kept"
    say(f'Logged out of "{profile.name}": {kept}, and no token is ever kept on this machine.')
    if waiting := told_of_outbox(folders, profile=profile.name):
        say(f"{waiting}; that is kept until it is sent or thrown away there.")
    return Exit.DONE
