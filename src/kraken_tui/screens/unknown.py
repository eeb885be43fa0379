"""What to do about a change of which nobody knows whether it was made."""

from datetime import datetime
from typing import ClassVar, Literal, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.forms import names
from kraken_tui.forms.differences import Difference
from kraken_tui.screens.form_dialog import FormDialog
from kraken_tui.screens.words import when
from kraken_tui.session import Session
from kraken_tui.store.errors import StoreError
from kraken_tui.store.journal import DONE, NOT_DONE, Entry
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.notice import Notice

Decision = Literal["same", "again", "done", "not done"]

NOTHING_DIFFERS = (
    "Nothing differs on the screens that were open before it was sent. It may not have been done, "
    "or show elsewhere, or later."
)
NOT_AT_HAND = (
    "How it was before is not at hand any more. Put this aside with esc and look at the account, "
    "or say here what you know."
)
SAME_KEY = (
    "It goes with a key: sent again with the same one (s) it is not done twice, whatever came of "
    "the first try."
)
LOOKING = "Looking at the account\N{HORIZONTAL ELLIPSIS}"
SHOWN = 12
"""So many differences are listed."""


class Ways(NamedTuple):
    """In which ways it can be sent again from here."""

    same: bool = False
    """With the same idempotency key: if the first try arrived, this one is refused."""
    again: bool = False
    """Without that safety: if the first try arrived, it is done twice."""
    remark: str = ""


class Unknown(FormDialog[Decision | None]):
    """Answer with what to do; ``None`` leaves it as it is, to be settled another time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "look", "Look", id="unknown.look"),
        Binding("s", "decide('same')", "Send again", id="unknown.same"),
        Binding("d", "double", "Send as new", id="unknown.again"),
        Binding("y", "settle('done')", "Was done", id="unknown.done"),
        Binding("n", "settle('not done')", "Was not", id="unknown.not_done"),
        Binding("enter", "submit", "Send", id="unknown.submit"),
        Binding("escape,p", "back", "Aside", key_display="esc", id="unknown.aside"),
    ]

    DEFAULT_CSS = """
    Unknown {
        #box { max-width: 76; padding: 0 2; border: round $warning; }
        #told { color: $text-warning; text-style: bold; }
        #found { display: none; margin-top: 1; }
        #word, LineInput { display: none; margin-top: 1; }
        &.-doubling #word, &.-doubling LineInput { display: block; }
    }
    """

    def __init__(self, session: Session, entry: Entry, ways: Ways | None = None) -> None:
        super().__init__(f"{names.label(entry.operation)}: nobody knows whether it was done")
        self._session = session
        self._entry = entry
        self._ways = ways or Ways()
        self._has_looked = False
        self._word = entry.account or entry.operation

    def compose_inside(self) -> ComposeResult:
        """Yield what is known, what was found, and where to type."""
        yield Notice()
        yield Static(Text(self._entry.sentence), id="told")
        yield Static(Text(self._about()), id="about")
        yield Static(id="found", markup=False)
        yield Static(
            Text(f"If the first try arrived, it is done twice. Type {self._word} to send it:"),
            id="word",
        )
        yield LineInput()

    def _about(self) -> str:
        entry, now = self._entry, self._session.now()
        whom = f" for {entry.account}" if entry.account else ""
        acting = f", acting as {entry.acting_as}" if entry.acting_as else ""
        lines = [f"Sent at {_moment(entry.at, now)}{whom}{acting}."]
        if self._ways.same:
            lines.append(SAME_KEY)
        return "\n".join(filter(None, (*lines, self._ways.remark)))

    def on_mount(self) -> None:
        """Take no letters until something is to be typed."""
        self.set_focus(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with this one, and a finding only to who has looked."""
        if self.has_class("-doubling"):
            return action in {"submit", "back"}
        offered = {
            "submit": False,
            "decide": self._ways.same,
            "double": self._ways.again,
            "settle": self._has_looked,
        }
        return offered.get(action, True)

    # -- looking -------------------------------------------------------------------------------

    def action_look(self) -> None:
        """Ask anew what was seen before it was sent, and show what differs."""
        self._put(Text(LOOKING))
        self._looking: Worker[None] = self.run_worker(self._look(), group="load", exclusive=True)

    async def _look(self) -> None:
        session, intent = self._session, self._entry.intent
        if not session.changes.looks.has_before(intent):
            self._show(Text(NOT_AT_HAND))
            return
        try:
            found = await session.changes.looks.again(intent, session.ask, write=self._written)
        except KrakenError as error:
            self._put(Text(f"{error.sentence} {error.hint}"))
        else:
            self._show(_listed(found) if found else Text(NOTHING_DIFFERS))

    def _show(self, text: Text) -> None:
        self._has_looked = True
        self._put(text)
        self.refresh_bindings()

    def _put(self, text: Text) -> None:
        found = self.query_one("#found", Static)
        found.display = True
        found.update(text)

    def _written(self, name: str, value: object) -> str:
        """Write a value as this profile's people do."""
        formats = self._session.formats
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int) and names.is_money(name):
            return formats.money(value)
        if isinstance(value, str) and (moment := _read_moment(value)) is not None:
            return formats.moment(moment)
        return str(value)

    # -- deciding ------------------------------------------------------------------------------

    def action_decide(self, decision: Decision) -> None:
        """Answer."""
        self.dismiss(decision)

    def action_double(self) -> None:
        """Have the word typed that says that it may be done twice."""
        self.add_class("-doubling")
        self.query_one(LineInput).focus()
        self.refresh_bindings()

    @on(Input.Submitted)
    def submitted(self, _: Input.Submitted) -> None:
        """Take enter, which the input keeps to itself."""
        self.action_submit()

    def action_submit(self) -> None:
        """Answer, if the word was typed."""
        if self.query_one(LineInput).value.strip().casefold() == self._word.casefold():
            self.dismiss("again")
        else:
            self.query_one(Notice).say(f"That is not {self._word}; nothing is sent.", tone="bad")

    def action_back(self) -> None:
        """Leave the typing, or all of it."""
        if not self.has_class("-doubling"):
            self.dismiss(None)
            return
        self.remove_class("-doubling")
        self.query_one(Notice).say("")
        self.set_focus(None)
        self.refresh_bindings()

    async def action_settle(self, decision: Decision) -> None:
        """Note what the person found."""
        how = DONE if decision == "done" else NOT_DONE
        try:
            await self._session.changes.doubts.settle(self._entry, how)
        except StoreError as error:
            self.query_one(Notice).say(error.sentence, tone="bad")
        else:
            self._session.changes.looks.forget(self._entry.intent)
            self.dismiss(decision)


def _moment(at: datetime, now: datetime) -> str:
    local = at.astimezone(now.tzinfo)
    return f"{local:%H:%M:%S}" if local.date() == now.date() else when(at, now=now)


def _read_moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo else None


def _listed(found: tuple[Difference, ...]) -> Text:
    text = Text("What differs from what was seen before it was sent:\n", "bold")
    for each in found[:SHOWN]:
        before, now = each.before or "not there", each.now or "gone"
        text.append(f"{each.label}: ", "bold dim")
        text.append(f"{before} \N{RIGHTWARDS ARROW} {now}\n")
    if len(found) > SHOWN:
        text.append(f"and {len(found) - SHOWN} more\n", "dim")
    text.rstrip()
    return text
