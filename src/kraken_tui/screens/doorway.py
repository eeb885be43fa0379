"""The first thing that is done at a start: a form, before there is a screen below it."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.geometry import Size

from kraken_tui.api.errors import KrakenError
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session


class Doorway(WorkScreen):
    """Stand where a screen will, with nothing on it, until the form above it is left.

    Making that screen first would take longer than making the form. ``beyond`` makes it.
    """

    def __init__(self, session: Session, operation: str, beyond: Callable[[], WorkScreen]) -> None:
        super().__init__(session)
        self._operation = operation
        self._beyond = beyond

    def compose(self) -> ComposeResult:
        """Yield nothing, for nobody comes to see it."""
        return iter(())

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Lay nothing out, so that the form is the first thing to be drawn."""

    def on_mount(self) -> None:
        """Open the form; as the app's work, since this screen ends before that does."""
        self.app.run_worker(self._enter(), group="act")

    async def _enter(self) -> None:
        screen: WorkScreen = self
        if not await self.session.fitting.is_kept():
            # Asking the tenant may take long, and a person wants to see something meanwhile.
            screen = await self._make_way()
        answer = None
        try:
            answer = await screen.fill_in(self._operation, self.of_account())
        except KrakenError as error:
            # Apart from what the screen itself has to say, which is loading.
            told = f"{error.sentence} {error.hint}".strip()
            self.app.notify(told, severity="warning", timeout=20, markup=False)
        if screen is self:
            screen = await self._make_way()
        if answer is not None:
            screen.take(answer)

    async def _make_way(self) -> WorkScreen:
        screen = self._beyond()
        # Textual takes one away from what is switched, and gives none to a mode's first screen.
        self._push_result_callback(self, None)
        await self.app.switch_screen(screen)
        return screen
