"""A text input of one line: 24 lines are few, and a frame tells nothing that a colour does not."""

from textual import events
from textual.widgets import Input


class LineInput(Input):
    """Take a line of text; the cursor does not blink, so that an idle screen stays still."""

    DEFAULT_CSS = """
    LineInput, LineInput:focus { height: 1; border: none; padding: 0 1; background: $panel; }
    """

    def on_mount(self) -> None:
        """Stop the blinking."""
        self.cursor_blink = False

    def open(self) -> None:
        """Show the line and take the very next key, which may be on its way already."""
        self.display = True
        self.screen.set_focus(self)

    async def on_key(self, event: events.Key) -> None:
        """Run one's own bindings at once: letters right behind the key must not overtake it."""
        bound = self.screen.active_bindings.get(event.key)
        if event.is_printable or bound is None or bound.node is not self or not bound.enabled:
            return
        if await self.app.run_action(bound.binding.action, self):
            event.stop()
            event.prevent_default()
