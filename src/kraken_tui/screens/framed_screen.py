"""The frame that every screen of the workstation stands in."""

from asyncio import CancelledError

from textual import on
from textual.app import ComposeResult
from textual.events import ScreenResume
from textual.screen import Screen

from kraken_tui.screens import acting, outages, tabs, waiting
from kraken_tui.screens.whereabouts import tab_of
from kraken_tui.session import Session
from kraken_tui.widgets.banner import Banner
from kraken_tui.widgets.frame_bar import Frame, FrameBar
from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.notice import Notice
from kraken_tui.widgets.tab_line import TabLine


class FramedScreen(Screen[None]):
    """Frame content with the line on top, the tabs, news and the keys, and tell of waiting."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def compose(self) -> ComposeResult:
        """Stack the frame's lines around the content."""
        yield FrameBar()
        yield Banner()
        yield TabLine(tabs.TABS, current=self.tab, id="screens")
        yield Notice()
        yield from self.compose_content()
        yield KeyLine()

    def compose_content(self) -> ComposeResult:
        """Yield what stands between the frame's lines."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Draw the frame."""
        self.session.showing = self.tab
        self.session.on_tick.append(self._tick)
        self.session.standing.watchers.append(self.refresh_frame)
        self.refresh_frame()

    def on_unmount(self) -> None:
        """Hear no more of waiting, and of whose name it is."""
        self.session.on_tick.remove(self._tick)
        self.session.standing.watchers.remove(self.refresh_frame)

    @on(ScreenResume)
    def come_back(self, event: ScreenResume) -> None:
        """Leave styles as they are: mounting this and changing the theme has seen to them."""
        event.refresh_styles = False
        if self._size != self.app.size and not self.app._batch_count:
            self.call_next(self._take_as_painted)

    def _take_as_painted(self) -> None:
        """Have nothing painted twice: the layout that a new size takes has painted everything."""
        self._repaint_required = False

    def on_screen_resume(self) -> None:
        """Catch up with what changed while another screen was shown."""
        self.session.showing = self.tab
        if self.is_mounted:
            self.refresh_frame()

    @property
    def is_going(self) -> bool:
        """Tell whether app or screen is being taken apart; answers come all the same."""
        return not self.app.is_running or not self.query(Banner)

    def refresh_frame(self) -> None:
        """Draw the line on top from the session."""
        if self.is_going:
            return
        session = self.session
        self.query_one(Banner).show(acting.told(session))
        self.query_one(FrameBar).frame = Frame(
            profile=session.profile.name,
            environment=session.profile.environment,
            read_only=session.profile.read_only,
            private=session.private,
            account=session.account or "",
            holder=session.holder,
            link=self.link_word(),
            points=_points(session),
            unknown=session.changes.unknown,
            age=self.age(),
            wait=session.limits.seconds if session.limits is not None else 0,
            waiting=session.changes.waiting,
        )
        if session.plans.planned and self.query_one(Notice).sentence == self._outage:
            self.say("")

    @property
    def tab(self) -> str:
        """The name of the screen that this is, or was opened from."""
        return tab_of(self, self.session.profile.name)

    @property
    def mode(self) -> str:
        """The app's mode in which this is, whichever is in front.

        Raise CancelledError on a screen that was closed: what was begun there is over.
        """
        if not (tab := self.tab):
            raise CancelledError("This screen was closed.")
        return tabs.mode_of(self.session.profile.name, tab)

    def age(self) -> str:
        """Say when what is shown was seen; empty while it is what the tenant says now."""
        return ""

    def link_word(self) -> str:
        """Say where the line to the tenant stands."""
        return self.session.link.word

    def say(self, sentence: str, *, tone: str = "quiet") -> None:
        """Show a sentence above the content until something else is said.

        Instead of nothing it says what the tenant soon switches off of what is shown here.
        """
        self._outage = "" if sentence else outages.of_screen(self.session, self.tab)
        self.query_one(Notice).say(sentence or self._outage, tone=tone)

    _outage = ""

    # -- waiting for the API -------------------------------------------------------------------

    _wait_told = ""

    def _tick(self) -> None:
        """Count down, below a dialog too."""
        if not self.is_current:
            return
        self.refresh_frame()
        told = waiting.told(self.session)
        if told != self._wait_told:
            if told or self.query_one(Notice).sentence == self._wait_told:
                self.say(told)
            self._wait_told = told

    async def action_stop_or_return(self) -> None:
        """Stop waiting for what loads, or return to the screen whose link was followed."""
        if not self.stop():
            await self.app.run_action("return")

    def stop(self) -> bool:
        """Drop what is waited for, and say so; tell whether there was anything."""
        if sentence := waiting.stop(self, self.session):
            self.dropped(sentence)
        return bool(sentence)

    def dropped(self, sentence: str) -> None:
        """Say that what was to be shown was dropped."""
        self.say(sentence)


def _points(session: Session) -> str:
    left = session.link.points
    return "" if left is None else f"{left.remaining:,} points"
