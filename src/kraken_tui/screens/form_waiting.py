"""A form whose change the API did not take because it gets too many requests."""

from kraken_tui.screens.form_tools import FormTools
from kraken_tui.widgets.countdown import countdown

NOT_DONE = (
    "Not done: the API gets too many requests just now. Nothing is sent by itself; "
    "ctrl+s works in {}."
)
OVER = "The pause is over, and nothing was sent meanwhile. Press ctrl+s to send it."


class FormWaiting(FormTools):
    """Tell second by second when sending makes sense again."""

    _waits = False

    def on_mount(self) -> None:
        """Hear of every second of a wait, here only as long as this form has told of it."""
        self._session.on_tick.append(self._tell_wait)

    def on_unmount(self) -> None:
        """Hear no more of it."""
        self._session.on_tick.remove(self._tell_wait)

    def wait_to_send(self) -> None:
        """Say when sending makes sense again, until it does."""
        self._waits = True
        self._tell_wait()

    def _tell_wait(self) -> None:
        if not self._waits:
            return
        if left := self._session.pause:
            self.say(NOT_DONE.format(countdown(left)), tone="bad")
        else:
            self._waits = False
            self.say(OVER)
