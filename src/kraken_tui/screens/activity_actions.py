"""What can be done with a try of the journal."""

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from kraken_tui.api.errors import KrakenError
from kraken_tui.screens import activity_again as again
from kraken_tui.screens import activity_words as words
from kraken_tui.screens.picker import Choice, Picker
from kraken_tui.screens.record_pane import as_text
from kraken_tui.screens.unknown import Unknown
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session
from kraken_tui.store.errors import StoreError
from kraken_tui.store.journal import DONE, NOT_DONE, Entry
from kraken_tui.widgets.record_columns import Column

if TYPE_CHECKING:
    from kraken_tui.api.records import MutationRecord

LEFT = "left unknown"

SETTLED = {
    DONE: ("It was done", "Note that the account shows the change"),
    NOT_DONE: ("It was not done", "Note that the account does not show it"),
    LEFT: ("Leave it unknown", "Settle it all the same, and be asked no more"),
}
"""What a person can note of an unknown outcome."""


class EntryActions(Picker):
    """Offer what fits a try."""

    PLACEHOLDER = "Type to narrow the actions"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(key="name", title="Action", width=24, flex=1),
        Column(key="what", title="What it does", width=30, flex=2),
    )

    def __init__(self, session: Session, entry: Entry) -> None:
        super().__init__()
        self.TITLE_TEXT = f"{words.title(entry)}, {words.outcome(entry)}"  # type: ignore[misc]
        self._session = session
        self._entry = entry

    def on_mount(self) -> None:
        """Offer them."""
        self.offer(offered(self._entry, profile=self._session.profile.name))


def offered(entry: Entry, *, profile: str) -> Iterator[Choice]:
    """List what can be done with a try, what is most urgent first."""
    own = entry.profile == profile
    if words.is_to_settle(entry) and own:
        yield Choice("look", "Look into it", ("See what differs in the account by now",))
        for name, (title, what) in SETTLED.items():
            yield Choice(f"settle/{name}", title, (what,))
    if own:
        yield Choice("form", "Open as a form", ("Filled with what was sent, for a new change",))
        yield Choice("curl", "Copy as curl", ("A command that sends it once more",))
        yield Choice("graphql", "Copy as GraphQL", ("The document and the variables",))
        if entry.account:
            yield Choice("account", f"Go to {entry.account}", ("Open the account",))
    yield Choice("text", "Copy as text", ("All that is shown of it",))
    if entry.settled and own:
        yield Choice("settle/", "Have it to settle again", (f"Settled: {entry.settled}",))


async def act(screen: WorkScreen, entry: Entry, *, noted: Callable[[str], None]) -> None:
    """Ask what to do with a try, and do it; ``noted`` is told what was noted of it."""
    dialog = EntryActions(screen.session, entry)
    chosen = await screen.app.push_screen_wait(dialog, mode=screen.mode)
    if chosen is None:
        return
    name, _, how = chosen.id.partition("/")
    try:
        if name == "settle":
            await _settle(screen.session, entry, how)
            noted(f"Noted: {how}." if how else "It is to settle again.")
        elif name == "look":
            found = await screen.app.push_screen_wait(Unknown(screen.session, entry))
            if found is not None:
                noted(f"Noted: {DONE if found == 'done' else NOT_DONE}.")
        else:
            await _do(screen, entry, name)
    except KrakenError as error:
        screen.say(f"{error.sentence} {error.hint}".strip(), tone="bad")
    except StoreError as error:
        screen.say(error.sentence, tone="bad")


async def _settle(session: Session, entry: Entry, how: str) -> None:
    """Note what became of a wish, of all its tries; or have one to settle again."""
    if how:
        await session.changes.doubts.settle(entry, how)
    else:
        await asyncio.to_thread(session.changes.sending.journal.settle, entry.id, "")
        await session.changes.doubts.look()


async def _do(screen: WorkScreen, entry: Entry, name: str) -> None:
    match name:
        case "form":
            await _record(screen.session, entry)
            account = {"accountNumber": entry.account} if entry.account else {}
            screen.open_form(entry.operation, account, filled=partial(again.refill, entry=entry))
        case "account":
            go_to_account(screen, entry.account)
        case "text":
            listed = _listed(screen.session, entry)
            _copy(screen, listed, f"Copied {words.title(entry)}.")
        case _:
            await _copy_request(screen, entry, name)


def go_to_account(screen: WorkScreen, account: str) -> None:
    """Open an account on the overview; esc leads back."""
    if screen.session.account != account:
        screen.session.choose(account)
    screen.app.call_later(screen.app.run_action, "follow('overview')")


async def _copy_request(screen: WorkScreen, entry: Entry, kind: str) -> None:
    record = await _record(screen.session, entry)
    missing = again.hidden_in(entry.variables)
    told = f" Put in what is not kept: {', '.join(missing)}." if missing else ""
    if kind == "graphql":
        _copy(screen, again.as_graphql(entry, record), f"Copied document and variables.{told}")
    else:
        command = again.as_curl(entry, record, screen.session.profile)
        told = f"It takes the token from $KRAKEN_TOKEN, and sends the change once more.{told}"
        _copy(screen, command, f"Copied a curl command. {told}")


async def _record(session: Session, entry: Entry) -> "MutationRecord":
    """Read what is known of the mutation; raise ``KrakenError``, also where it is gone."""
    try:
        return await session.record(entry.operation)
    except KeyError:
        raise KrakenError(f'The tenant has no "{words.title(entry)}" any more.') from None


def _listed(session: Session, entry: Entry) -> str:
    from kraken_tui.screens.activity_rows import journal

    return as_text(journal(session.formats, now=session.now, everybody=True), entry)


def _copy(screen: WorkScreen, text: str, told: str) -> None:
    screen.app.copy_to_clipboard(text)
    screen.say(told, tone="good")
