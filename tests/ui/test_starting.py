"""What a person sees from the first frame on."""

import threading
from pathlib import Path

import pytest
from textual.app import App

from kraken_tui.config.paths import Folders
from kraken_tui.formats import kept, patterns
from kraken_tui.screens.data_screen import DataScreen
from kraken_tui.screens.tabs import TABS
from kraken_tui.themes import for_terminal
from kraken_tui.widgets.frame_bar import FrameBar
from tests.ui.desk import Open

MINE = 'name = "mine"\nprimary = "#123456"\nbackground = "#fefefe"\ndark = false\n'


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The themes for which every style was read anew."""
    found: list[str] = []
    refresh_css = App.refresh_css

    def styled_anew(app: App[object], animate: bool = True) -> None:
        found.append(app.theme)
        refresh_css(app, animate)

    monkeypatch.setattr(App, "refresh_css", styled_anew)
    return found


async def test_the_profiles_theme_colours_the_first_frame_without_styling_anew(
    desk: Open, anew: list[str]
) -> None:
    async with desk(theme="kraken-light", settle=False) as at:
        assert at.app.current_theme.name == "kraken-light"
        assert at.app.screen.styles.background.hex == "#FFFFFF"
        assert anew == []


async def test_only_another_theme_has_styles_read_anew(desk: Open, anew: list[str]) -> None:
    async with desk() as at:
        await at.press("2", "6", "1")
        assert anew == []
        at.app.theme = "kraken-light"
        await at.press("2")
        assert set(anew) == {"kraken-light"}
        assert at.app.screen.styles.background.hex == "#FFFFFF"
        await at.press("5")
        assert at.app.screen.styles.background.hex == "#FFFFFF"


async def test_ones_own_theme_is_offered_and_taken(desk: Open, tmp_path: Path) -> None:
    async with desk() as at:
        folder = at.session.folders.config / "themes"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(MINE, encoding="utf-8")
    async with desk(theme="mine") as at:
        assert {"mine", "kraken-dark", "textual-dark"} <= set(at.app.available_themes)
        assert at.app.screen.styles.background.hex == "#FEFEFE"


async def test_a_theme_that_cannot_be_worn_does_not_keep_anybody_from_starting(
    desk: Open, tmp_path: Path
) -> None:
    folder = Folders.within(tmp_path).config / "themes"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(MINE.replace("#123456", "blau"), encoding="utf-8")
    async with desk(theme="mine") as at:
        assert at.app.current_theme.name == for_terminal("kraken-dark")
        assert at.facts("Account")
        (told,) = at.app._notifications
        assert 'primary = "blau", which is no colour' in told.message


@pytest.mark.parametrize("first", [tab.name for tab in TABS])
async def test_any_screen_can_be_the_first_and_be_come_back_to(desk: Open, first: str) -> None:
    async with desk(screen=first, settle=False) as at:
        begun = at.app.screen
        other = next(tab for tab in TABS if tab.name != first)
        own = next(tab for tab in TABS if tab.name == first)
        await at.press(other.key)
        assert at.app.screen is not begun
        await at.press(own.key)
        assert at.app.screen is begun


async def test_the_frame_says_connecting_before_the_tenant_is_asked(
    desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The moment between the first frame and the request, for as long as it takes to look.
    monkeypatch.setattr(DataScreen, "load", lambda _: None)
    async with desk(settle=False) as at:
        assert at.session.link.word == "idle"
        assert at.app.screen.query_one(FrameBar).frame.link == "connecting"


async def test_how_a_locale_writes_is_learnt_in_a_thread_at_its_first_start(
    desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    by: list[threading.Thread] = []
    ask_babel = patterns.ask_babel

    def asked(locale: str, currency: str) -> patterns.Patterns:
        by.append(threading.current_thread())
        return ask_babel(locale, currency)

    monkeypatch.setattr(kept, "ask_babel", asked)
    # No other test keeps this one, and what is kept is not asked for.
    async with desk(locale="de_LI") as at:
        assert "9.51" in at.facts("Account")["Balance"]
    assert by
    assert threading.main_thread() not in by
