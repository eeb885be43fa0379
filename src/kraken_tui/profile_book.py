"""A person's profiles, and the way from each to its tenant."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from kraken_tui.config.profiles import Profile, Profiles
from kraken_tui.session import Connect, Session

if TYPE_CHECKING:
    from kraken_tui.config.paths import Folders


class ProfileBook(NamedTuple):
    """What the app needs in order to work with other profiles than the one it began with."""

    folders: "Folders"
    adjust: Callable[[Profile], Profile]
    """Return a profile as the options of this start have it."""
    open_session: Callable[[Profile], Session]
    """Begin to work with an adjusted profile; nobody is asked anything yet."""
    connect: Callable[[Profile], Connect]
    """Give what builds the client of a profile, saved or not."""
    fixed: Profiles | None = None
    """The demo's profiles, which stay as they are and are in no file."""

    def profiles(self) -> Profiles:
        """Read the profiles; raise ConfigError."""
        return self.fixed or Profiles.load(self.folders.profiles)

    def change(self, how: Callable[[Profiles], Profiles]) -> None:
        """Change the profiles as they are on the disk now; raise ConfigError."""
        Profiles.change(self.folders.profiles, how)

    def forget(self, name: str) -> None:
        """Remove what was kept of the accounts that a profile opened.

        Raise StoreError, also while something waits to be sent.
        """
        from kraken_tui.store.errors import StoreError
        from kraken_tui.store.forgetting import forget, told_of_outbox

        if waiting := told_of_outbox(self.folders, profile=name):
            raise StoreError(f"{waiting}: send that first, or throw it away there.")
        forget(self.folders, profile=name)
