"""Links and secrets that were handed out: as a list, and one to scan, copy or read."""

from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from kraken_tui.api.redact import HIDDEN
from kraken_tui.domain.links import is_web_link
from kraken_tui.domain.payments_links import HandedOut, is_secret_name
from kraken_tui.formats import Formats
from kraken_tui.forms import names
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.payments_words import section
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.qr import TOO_LONG, QrCode
from kraken_tui.widgets.record_columns import Column

COLUMNS = (
    Column(key="at", title="When", width=18),
    Column(key="account", title="Account", width=10, from_width=100),
    Column(key="purpose", title="Made by", width=20, flex=1),
    Column(key="kind", title="What", width=6),
    Column(key="value", title="Value", width=20, flex=2),
)
WORDS_WIDTH = 38
LEAST_WORDS = 28
ALONE = 74
EDGES = 5
"""Blank columns of the dialog: at its sides, and between code and words."""
BELOW = 1
"""The line of keys."""

EMPTY = "None was made since the start. Press a for what makes hosted pages and forms."


def links(formats: Formats) -> Listing[HandedOut]:
    """Describe the list of what was handed out since the start."""
    return Listing(
        name="payment-links",
        noun="links",
        empty=EMPTY,
        columns=COLUMNS,
        cells=partial(_cells, formats),
        key=lambda each: (each.at, each.value),
        title=lambda each: each.purpose,
        sections=partial(_sections, formats),
        subject=_subject,
        order={"at": lambda each: each.at},
    )


def _cells(formats: Formats, each: HandedOut) -> tuple[str, ...]:
    return (formats.moment(each.at), each.account, each.purpose, each.kind, _shown(each))


def _shown(each: HandedOut) -> str:
    """Keep a secret from whoever looks over a shoulder at a list; opened, it is there to copy."""
    return each.value if each.is_link else HIDDEN


def _sections(formats: Formats, each: HandedOut) -> tuple[Section, ...]:
    facts = (
        Fact(names.label(each.name), _shown(each)),
        *(Fact(names.label(name), _beside(name, value)) for name, value in each.beside),
        Fact("Made by", each.purpose),
        Fact("Made", formats.moment(each.at)),
        Fact("Account", each.account),
    )
    return tuple(section("Handed out", facts, subject=_subject(each)))


def _beside(name: str, value: str) -> str:
    return HIDDEN if is_secret_name(name) else value


def _subject(each: HandedOut) -> Subject:
    identifiers = {
        "accountNumber": each.account,
        **dict(each.beside),
        "completionToken": "" if each.is_link else each.value,
    }
    known = {name: value for name, value in identifiers.items() if value}
    return Subject("link", f"account {each.account}", known)


class LinksPane(RecordPane[HandedOut]):
    """List links; one opens as a code to scan."""

    def open(self, record: HandedOut) -> None:
        """Show a link with its code."""
        self.app.push_screen(LinkScreen(record))


class LinkScreen(ModalScreen[None]):
    """Show a link as a code to scan beside the link itself, which can be copied."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss(None)", "Close", key_display="esc", id="link.close"),
        Binding("y", "copy", "Copy", id="link.copy"),
        Binding("o", "browse", "Open in browser", id="link.browse"),
    ]

    DEFAULT_CSS = """
    LinkScreen {
        align: center middle;
        Horizontal {
            max-width: 100%; height: auto; max-height: 100%; margin-bottom: 1;
            background: $surface; padding: 0 1;
        }
        #words { width: 1fr; height: auto; max-height: 100%; padding: 1 1 1 2; }
        Static { width: 100%; height: auto; }
        #told { color: $text-success; }
    }
    """

    def __init__(self, link: HandedOut) -> None:
        super().__init__()
        self._link = link
        # A secret is for a form, which no camera fills in.
        self._code = QrCode(link.value if link.is_link else "")

    def compose(self) -> ComposeResult:
        """Yield the code beside the words."""
        with Horizontal(id="link"):
            yield self._code
            with VerticalScroll(id="words", can_focus=False):
                yield Static(id="link-words")
                yield Static(id="told", markup=False)
        yield KeyLine()

    def on_resize(self) -> None:
        """Show the code where there is room for it, and else say how much it needs."""
        code, lines = self._code, self._code.lines
        wide, high = (len(lines[0]), len(lines)) if lines else (0, 0)
        needed = Size(wide + LEAST_WORDS + EDGES, high + BELOW)
        here = self.size
        code.display = bool(lines) and needed.width <= here.width and needed.height <= here.height
        code.styles.width = wide
        width = wide + WORDS_WIDTH + EDGES if code.display else ALONE + EDGES
        self.query_one("#link").styles.width = min(width, here.width)
        self.query_one("#link-words", Static).update(self._words(needed))

    def _words(self, needed: Size) -> Text:
        link, code = self._link, self._code
        text = Text.assemble((f"{link.purpose}\n\n", "bold"), self._about(), "\n\n", link.value)
        for name, value in link.beside:
            text.append(f"\n\n{names.label(name)}\n{value}")
        if code.content and not code.display:
            size = f"{needed.width} columns and {needed.height} lines"
            room = f"Its QR code needs a terminal of {size}."
            text.append(f"\n\n{room if code.lines else TOO_LONG}", "italic")
        return text

    def _about(self) -> str:
        if not self._link.is_link:
            return f"{names.label(self._link.name)}, handed out once:"
        return "Scan the code, or open the link:" if self._code.display else "Open the link:"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a browser for links only."""
        return action != "browse" or is_web_link(self._link.value)

    def action_copy(self) -> None:
        """Copy the link or the secret."""
        self.app.copy_to_clipboard(self._link.value)
        self._tell(f"Copied the {self._link.kind}.")

    def action_browse(self) -> None:
        """Open the link in a browser."""
        self.app.open_url(self._link.value)
        self._tell("Asked the browser to open it.")

    def _tell(self, sentence: str) -> None:
        self.query_one("#told", Static).update(Text(f"\n{sentence}"))
