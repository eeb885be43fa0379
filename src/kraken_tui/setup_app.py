"""The app of the very first start, before there is a profile to work with."""

from functools import partial

from textual.app import App
from textual.binding import Binding
from textual.theme import Theme

from kraken_tui.hangup import watch_for_hangup
from kraken_tui.profile_book import ProfileBook
from kraken_tui.screens.setup import Outcome, Setup
from kraken_tui.themes import USUAL, for_terminal, wardrobe


class SetupApp(App[Outcome]):
    """Return the profile that was set up, "demo" or None."""

    TITLE = "kraken-tui"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding("ctrl+q", "quit", "Quit", priority=True, id="app.quit")]  # noqa: RUF012

    def __init__(self, book: ProfileBook, *, no_demo: str = "") -> None:
        self._themes = wardrobe(book.folders.config).themes
        self.set_reactive(App.theme, for_terminal(USUAL))
        super().__init__()
        self.animation_level = "none"
        self._book = book
        self._no_demo = no_demo

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes of Textual, of this program and of the person, by name."""
        return super().available_themes | self._themes

    def on_mount(self) -> None:
        """Begin."""
        self.push_screen(Setup(self._book, no_demo=self._no_demo), self._leave)

    def on_ready(self) -> None:
        """Leave when the terminal does."""
        watch_for_hangup(partial(self.call_later, self.exit))

    def _fatal_error(self) -> None:
        """Leave without printing a traceback; the command line says in a sentence what happened."""
        self._close_messages_no_wait()

    def _leave(self, outcome: Outcome) -> None:
        self.exit(outcome)
