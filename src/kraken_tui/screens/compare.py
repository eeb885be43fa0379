"""Two profiles' schemas compared: what the other one has, has not, and has otherwise."""

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker

from kraken_tui.api.comparing import Comparison, compare_apart
from kraken_tui.api.difference import Change
from kraken_tui.api.errors import KrakenError
from kraken_tui.api.schema_origin import Found
from kraken_tui.config.errors import ConfigError
from kraken_tui.screens.compare_change import ChangeScreen
from kraken_tui.screens.compare_pick import Other, PickOther, others
from kraken_tui.screens.compare_rows import ARROW, LISTING
from kraken_tui.screens.failures import with_key
from kraken_tui.screens.opened import BACK, OpenedScreen
from kraken_tui.screens.picker import Choice
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session

NO_OTHER = "There is no other profile; `kraken-tui profile add` adds one."


def begin(screen: WorkScreen) -> None:
    """Let the person pick a profile, and compare its schema with the one at work."""
    _offering: Worker[None] = screen.run_worker(
        partial(_offer, screen), group="compare", exclusive=True
    )


async def _offer(screen: WorkScreen) -> None:
    session = screen.session
    try:
        found = await asyncio.to_thread(others, session.folders, session.profile.name)
    except ConfigError as error:
        screen.say(str(error), tone="bad")
        return
    if found:
        await screen.app.push_screen(
            PickOther(found, session.formats), partial(_open, screen, found)
        )
    else:
        screen.say(NO_OTHER)


def _open(screen: WorkScreen, found: list[Other], chosen: Choice | None) -> None:
    for profile, schema in found:
        if chosen is not None and schema is not None and profile.name == chosen.id:
            screen.app.push_screen(CompareScreen(screen.session, profile.name, schema))


class CompareScreen(OpenedScreen):
    """List the differences; enter opens one whole, ``x`` looks from the other side."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "swap", "Swap sides", id="compare.swap"),
    ]

    def __init__(self, session: Session, name: str, found: Found) -> None:
        """``name`` is the other profile's, ``found`` what is known of its schema."""
        super().__init__(session, title="")
        self._other = name
        self._found = found
        self._forwards = True
        """Whether this profile's schema is the one that is compared with the other."""
        self._comparison: Comparison | None = None
        self._title = self._direction()

    @property
    def _sides(self) -> tuple[str, str]:
        names = (self.session.profile.name, self._other)
        return names if self._forwards else names[::-1]

    def _direction(self) -> str:
        return f"What differs: {f' {ARROW} '.join(self._sides)}"

    def compose_opened(self) -> Iterator[Widget]:
        """Yield the list."""
        yield DifferencePane(LISTING, self.session)

    def on_mount(self) -> None:
        """Compare."""
        self.query_one(DifferencePane).table.focus()
        self._compare()

    def _compare(self) -> None:
        self.query_one("#title", Static).update(Text(f"{BACK} {self._direction()}", no_wrap=True))
        self.query_one(DifferencePane).wait()
        self.say("")
        self._loading: Worker[None] = self.run_worker(self._load, group="load", exclusive=True)

    async def _load(self) -> None:
        pane = self.query_one(DifferencePane)
        try:
            schemas = (await self.session.schema(), self._found.schema)
            outlines = [await asyncio.to_thread(each.outline) for each in schemas]
            before, after = outlines if self._forwards else outlines[::-1]
            self._comparison = await compare_apart(before, after)
        except KrakenError as error:
            pane.fail()
            self.say(with_key(error), tone="bad")
            return
        pane.show(self._comparison.changes)
        self.say(self._in_sum(self._comparison))

    def _in_sum(self, comparison: Comparison) -> str:
        """Count what breaks, and say whose word all of that is."""
        breaking = sum(change.weight == "breaks" for change in comparison.changes)
        told = [f"{breaking:,} can break callers."] if comparison.changes else []
        own, session = self.session.fitting.origin, self.session
        if own is not None and not own.is_own:
            told.append(f"{session.profile.name}: {own.brief(session.now())}.")
        name, origin = self._other, self._found.origin
        if origin.is_own:
            told.append(f"The schema of {name} is of {session.formats.moment(origin.at)}.")
        else:
            told.append(f"{name}: {origin.brief(session.now())}.")
        return " ".join(told)

    def action_swap(self) -> None:
        """Look at the same from the other side."""
        self._forwards = not self._forwards
        self._compare()

    def open_change(self, change: Change) -> None:
        """Show a difference whole."""
        if self._comparison is not None:
            rows = self._comparison.rows(change)
            self.app.push_screen(ChangeScreen(self.session, change, rows, sides=self._sides))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing to be done with a difference."""
        return action != "act" and super().check_action(action, parameters)


class DifferencePane(RecordPane[Change]):
    """A list of differences, each opened with both of its sides."""

    def open(self, record: Change) -> None:
        """Show a difference whole."""
        screen = self.screen
        assert isinstance(screen, CompareScreen)
        screen.open_change(record)
