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
    unknown: int = 0
    """How many changes were sent of which nobody knows whether they were made."""
    wait: int = 0
    """Seconds that are still waited for the API."""
    waiting: int = 0
    """How many changes wait in the outbox."""


PRIVACY = "PRIVACY"

LEAST = 20
"""Cells that are left for who and where one is, whatever else there is to tell."""

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
        parts = [_doubts(frame), _waiting(frame), frame.age, _link(frame), frame.points]
        right, left = _joined(parts), _identity(frame)
        while (room := self.size.width - cell_len(right) - 2) < LEAST and parts:
            parts.pop()
            right = _joined(parts)
        left = clip(left, room if right else self.size.width)
        line = Text(left + " " * max(0, self.size.width - cell_len(left + right)) + right)
        if frame.environment == "production":
            # It stands out where there are no colours, too.
            line.stylize("reverse", 0, len(_badge(frame)))
        if frame.holder:
            line.stylize(PRIVATE, len(_identity(frame)) - len(frame.holder), len(left))
        return line


def _joined(parts: list[str]) -> str:
    return "  ".join(filter(None, parts))


def _doubts(frame: Frame) -> str:
    return f"! {frame.unknown} unknown" if frame.unknown else ""


def _waiting(frame: Frame) -> str:
    return f"{frame.waiting:,} in the outbox" if frame.waiting else ""


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
