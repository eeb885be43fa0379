"""A profile whose secret is asked for: a question, an answer, the account."""

from kraken_tui.screens.question import Question
from kraken_tui.widgets.frame_bar import FrameBar
from tests.ui.desk import Desk, Open


async def until_asked(at: Desk) -> None:
    """Wait for the question, which comes from within a request that is under way."""
    while not isinstance(at.app.screen, Question):
        await at.pilot.pause()


async def test_the_secret_is_asked_for_once_and_never_shown(desk: Open) -> None:
    async with desk(prompt=True, settle=False) as at:
        await until_asked(at)
        for letter in "sk_demo_water":
            await at.pilot.press("underscore" if letter == "_" else letter)
        await at.pilot.pause()
        shown = at.app.export_screenshot()
        assert "sk_demo" not in shown
        await at.pilot.press("enter")
        await at.settle()
        assert at.facts("Account")


async def test_without_an_answer_the_screen_says_what_is_missing(desk: Open) -> None:
    async with desk(prompt=True, settle=False) as at:
        await until_asked(at)
        await at.pilot.press("escape")
        await at.settle()
        assert "without its secret" in at.notice
        assert at.facts("Account") == {}


async def test_a_wrong_secret_is_refused_in_words(desk: Open) -> None:
    async with desk(prompt=True, settle=False) as at:
        await until_asked(at)
        await at.pilot.press(*"wrong")
        await at.pilot.press("enter")
        await at.settle()
        assert at.notice.startswith("The API key is wrong")
        assert at.app.screen.query_one(FrameBar).frame.link == "signed out"
