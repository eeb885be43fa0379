"""One profile at work in the app: its session, and where the person was in it."""

from kraken_tui.screens.tabs import mode_of, screen_in
from kraken_tui.session import Session


class Workplace:
    """What makes coming back to a profile find everything as it was left.

    The screens stay in the app, in a mode for each of the profile's screens.
    """

    def __init__(self, session: Session, screen: str, theme: str) -> None:
        self.session = session
        self.screen = screen
        """The screen shown last."""
        self.theme = theme
        """The theme worn last."""
        self.trail: list[str] = []
        """The screens whose links were followed, for going back."""
        self.has_looked_back = False
        """Whether it was told what was on its way when the program ended last."""
        self.was_down: bool | None = None
        """Whether there was no link when that was known last."""
        self.knows_schema = False
        """Whether the schema was asked for."""

    @property
    def name(self) -> str:
        """The profile's name."""
        return self.session.profile.name

    @property
    def mode(self) -> str:
        """The mode of the screen shown last."""
        return self.mode_of(self.screen)

    def mode_of(self, screen: str) -> str:
        """Name the mode in which this profile's screen of that name is."""
        return mode_of(self.name, screen)

    def leave(self, mode: str, *, theme: str) -> None:
        """Note what the person leaves behind."""
        self.screen, self.theme = screen_in(mode), theme


def hand_over(old: Session, new: Session) -> None:
    """Let a changed profile's session go on with what was typed and with the account it had."""
    if old.profile.endpoint != new.profile.endpoint:
        return
    new.changes.drafts, new.handed_out = old.changes.drafts, old.handed_out
    if old.profile.account == new.profile.account:
        new.account, new.holder = old.account, old.holder
