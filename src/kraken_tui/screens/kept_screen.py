"""A screen that stays mounted when it is left, so that it comes back at the cost of one painting.

Making a screen, its styles and its layout takes longer than drawing it ten times over.
"""

from asyncio import Event
from collections.abc import Callable
from functools import cached_property
from typing import Self, TypeVar

from textual import events, messages
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

Answer = TypeVar("Answer")


class KeptScreen(ModalScreen[Answer]):
    """Do on coming back only what must be done anew; the widgets must cover all of the screen.

    Install it in the app: a screen that is not installed is thrown away when it is left.
    """

    _theme_worn = ""
    _keys_of: Widget | None = None
    _comes_back = False
    _then: Callable[[], object] | None = None

    @cached_property
    def is_laid_out(self) -> Event:
        """Set once it came back for the first time, even if behind what is shown."""
        return Event()

    def on_mount(self) -> None:
        """Note in which colours the widgets were made."""
        self._theme_worn = self.app.theme

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Take styles anew only where the theme changed meanwhile."""
        event.refresh_styles = self._theme_worn != self.app.theme
        self._theme_worn = self.app.theme
        self._comes_back = True
        self.call_later(self.is_laid_out.set)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw the screen anew, but not regions, in which only what is covered has changed."""
        if regions:
            return self
        super().refresh(repaint=repaint, layout=layout, recompose=recompose)
        if self._repaint_required:
            # As one more thing to draw: a screen that wants painting is painted a second time,
            # after the layout has drawn what it moved, and all of that crosses the line twice.
            self._repaint_required = False
            self.post_message(messages.Update(self))
        if self._comes_back:
            # When that is noted; Textual's clock would have the person wait for its next tick.
            self._comes_back = False
            self.call_later(self._paint_now)
        return self

    def _paint_now(self) -> None:
        self._on_timer_update()
        if self.is_current and self._then is not None:
            then, self._then = self._then, None
            then()

    def when_seen(self, then: Callable[[], object]) -> None:
        """Call something once this stands in front and is painted; of several, the last."""
        if self.is_current:
            self.call_after_refresh(then)
        else:
            self._then = then

    def refresh_bindings(self) -> None:
        """Draw the keys anew when the focus moves, and not whenever the screen comes back."""
        if self.focused is not self._keys_of:
            self._keys_of = self.focused
            super().refresh_bindings()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw plain lines, which nobody sees."""
        return [Strip.blank(crop.width, self.rich_style)] * crop.height
