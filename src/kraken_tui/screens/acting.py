"""Acting as a customer: offered, told on every screen while it lasts, and left again."""

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from kraken_tui.api.errors import KrakenError
from kraken_tui.screens.words import when
from kraken_tui.session import Session
from kraken_tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from kraken_tui.screens.work_screen import WorkScreen

OPERATION = "masqueradeAuthentication"
KEY = "ctrl+y"
WHAT_IT_MEANS = (
    "Everything that is asked and changed then goes out in the customer's name, until the token "
    f"ends or you are yourself again with {KEY}."
)
KEPT = "You stay yourself. The token is under Payments, Links."


class ActAs(ModalScreen[bool]):
    """Ask whether to act as a customer now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", "Act as the customer", id="acting.begin"),
        Binding("escape", "dismiss(False)", "Stay yourself", id="acting.refuse"),
    ]

    DEFAULT_CSS = """
    ActAs {
        align: center middle;
        Vertical {
            width: 70%; min-width: 60; max-width: 80; height: auto; padding: 0 1;
            background: $surface; border: round $warning;
        }
        #acting-question { text-style: bold; margin-bottom: 1; }
    }
    """

    def __init__(self, customer: str) -> None:
        super().__init__()
        self._customer = customer

    def compose(self) -> ComposeResult:
        """Yield the question and what it means."""
        with Vertical():
            yield Static(Text(f"Act as {self._customer}?"), id="acting-question")
            yield Static(WHAT_IT_MEANS, markup=False)
        yield KeyLine()


def told(session: Session, *, key: str = KEY) -> str:
    """Say as whom the session asks, where that is unusual or is about to end."""
    standing = session.standing
    if standing.is_over:
        leave = f" {key}: yourself again" if key else ""
        return f"Acting as {standing.customer} has ended, and nothing is sent.{leave}"
    until = standing.until
    if standing.customer:
        end = f" until {when(until, now=session.now())}" if until else ""
        leave = f"  {key}: yourself again" if key else ""
        return f"Acting as {standing.customer}{end}{leave}"
    if standing.is_ending and until is not None:
        end = when(until, now=session.now())
        return f"Your sign-in ends at {end}; then you are asked for it again."
    return ""


async def offer(screen: "WorkScreen", token: str, *, user: str) -> None:
    """Act as a customer, if the person wants to, and open an account of theirs."""
    from kraken_tui.domain import search

    session, customer = screen.session, f"user {user}"
    if not await screen.app.push_screen_wait(ActAs(customer), mode=screen.mode):
        screen.say(KEPT)
        return
    before = session.account
    try:
        session.standing.act_as(customer, token, account=before)
        answer = await session.ask("viewer", {})
    except (KrakenError, ValueError) as error:
        session.standing.be_oneself()
        screen.say(getattr(error, "sentence", "This token cannot be sent."), tone="bad")
        return
    session.standing.customer = search.parse_name(answer.data) or customer
    theirs = [match.number for match in search.parse_viewer(answer.data)]
    _show(screen, before if before in theirs or not theirs else theirs[0])


def leave(screen: "WorkScreen") -> None:
    """Be oneself again, with the account that was open before."""
    before = screen.session.standing.be_oneself()
    screen.say("You are yourself again.")
    _show(screen, before)


def _show(screen: "WorkScreen", account: str | None) -> None:
    """Show what the one sees in whose name is asked now."""
    session = screen.session
    session.changes.made += 1
    if account is not None:
        session.choose(account)
    screen.account_changed()
