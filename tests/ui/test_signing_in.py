"""A profile whose secret is asked for: a question, an answer, the account."""

import asyncio

from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.question import Question
from kraken_tui.widgets.frame_bar import FrameBar
from kraken_tui.widgets.notice import Notice
from tests.ui.database import change, rows
from tests.ui.desk import Desk, Open
from tests.ui.form_hands import Hands


async def until_asked(at: Desk, *, besides: Question | None = None) -> Question:
    """Wait for a question, which comes from within a request that is under way."""
    async with asyncio.timeout(60):
        while True:
            screen = at.app.screen
            if isinstance(screen, Question) and screen is not besides and screen.focused:
                return screen
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


async def test_a_wrong_secret_is_told_and_asked_for_again(desk: Open) -> None:
    async with desk(prompt=True, settle=False) as at:
        first = await until_asked(at)
        await at.send(*"wrong", "enter")
        again = await until_asked(at, besides=first)
        assert again.query_one(Notice).sentence.startswith("The API key is wrong")
        await at.press("escape")
        assert at.notice.startswith("The API key is wrong")
        assert at.app.screen.query_one(FrameBar).frame.link == "signed out"


async def test_signed_out_over_a_form_nothing_is_lost(desk: Open) -> None:
    async with desk(prompt=True, settle=False) as at:
        first = await until_asked(at)
        await at.send(*"sk_demo_water", "enter")
        await at.settle()
        await at.press("6")
        hands = Hands(at)
        await hands.open("updateAccountBillingEmail")
        await hands.put("input.billingEmail", "new@kraken.example")
        change(at, "UPDATE users SET tokens_revoked_before = tokens_revoked_before + 1")
        change(at, "UPDATE refresh_tokens SET revoked_at = 1")
        await at.send("ctrl+s")
        question = await until_asked(at, besides=first)
        assert question.query_one(Notice).sentence == "You have been signed out."
        assert isinstance(at.app.screen_stack[-2], FormScreen)
        await at.send(*"sk_demo_water", "enter")
        await at.settle()
        assert "Update account billing email: accepted" in at.notice
        account = rows(at, "SELECT billing_email FROM accounts WHERE id = 1")
        assert account == [{"billing_email": "new@kraken.example"}]
