"""The line on top: where one is, as whom, and whether the line to the tenant stands."""

from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from kraken_tui.widgets.cells import clip
from kraken_tui.widgets.countdown import countdown
from kraken_tui.widgets.private import PRIVATE


class Frame(NamedTuple):
    """What the frame says; ``link`` is one of the words in ``LINK_SIGNS``."""

    profile: str = ""
    environment: str = "sandbox"
    read_only: bool = False
    private: bool = False
    """Whether what tells who a customer is is covered on the screen."""
    account: str = ""
    holder: str = ""
    link: str = "idle"
    points: str = ""
    age: str = ""
    wait: int = 0
    """Seconds that are still waited for the API."""


PRIVACY = "PRIVACY"

LINK_SIGNS = {
    "idle": "\N{WHITE CIRCLE} not connected",
    "connecting": "\N{CIRCLE WITH LEFT HALF BLACK} connecting",
    "connected": "\N{BLACK CIRCLE} connected",
    "loading": "\N{CIRCLE WITH LEFT HALF BLACK} loading",
    "offline": "\N{MULTIPLICATION X} no connection",
    "signed out": "\N{MULTIPLICATION X} signed out",
}


class FrameBar(Widget):
    """Show the environment, the profile, the account, the connection and the points left."""

    DEFAULT_CSS = """
    FrameBar {
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $foreground;
        &.-test { background: $primary; color: $background; }
        &.-production { background: $error; color: $background; text-style: bold; }
    }
    """

    frame: reactive[Frame] = reactive(Frame, layout=False)

    def watch_frame(self, frame: Frame) -> None:
        """Let the environment colour the line."""
        self.set_class(frame.environment == "test", "-test")
        self.set_class(frame.environment == "production", "-production")

    def render(self) -> Text:
        """Lay the account to the left and the connection to the right."""
        frame = self.frame
        right = "  ".join(filter(None, (frame.age, _link(frame), frame.points)))
        left = _identity(frame)
        room = self.size.width - cell_len(right) - 2
        if room < 20:
            right, room = "", self.size.width
        left = clip(left, room)
        line = Text(left + " " * max(0, self.size.width - cell_len(left + right)) + right)
        if frame.environment == "production":
            # It stands out where there are no colours, too.
            line.stylize("reverse", 0, len(_badge(frame)))
        if frame.holder:
            line.stylize(PRIVATE, len(_identity(frame)) - len(frame.holder), len(left))
        return line


def _link(frame: Frame) -> str:
    if frame.wait:
        return f"\N{CIRCLE WITH LEFT HALF BLACK} waiting {countdown(frame.wait)}"
    return LINK_SIGNS[frame.link]


def _identity(frame: Frame) -> str:
    account = f"{frame.account} {frame.holder}".strip()
    privacy = PRIVACY if frame.private else ""
    return "  ".join(filter(None, (_badge(frame), privacy, frame.profile, account)))


def _badge(frame: Frame) -> str:
    word = frame.environment.upper() + (" READ-ONLY" if frame.read_only else "")
    return f" ! {word} " if frame.environment == "production" else word
