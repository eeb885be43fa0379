"""One form screen shows every form: nothing of the last one is left, whatever changed meanwhile."""

import asyncio

from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.form_keeping import prepare
from kraken_tui.widgets.form_view import FormView
from tests.ui.desk import Desk, Open
from tests.ui.form_hands import Hands

KEPT = "form/demo-water"
PATIENCE = 10.0


def drawn(at: Desk) -> list[str]:
    """Return what the lines of the form say."""
    view = at.app.screen.query_one(FormView)
    return [view.render_line(y).text.strip() for y in range(view.size.height)]


async def leave(at: Desk) -> None:
    """Go back to the list, all of it."""
    await at.press("escape")
    assert not isinstance(at.app.screen, FormScreen)


async def test_the_screen_is_ready_before_a_form_is_asked_for(desk: Open) -> None:
    async with desk(screen="operations") as at:
        assert at.app.is_screen_installed(KEPT)
        assert not isinstance(at.app.screen, FormScreen)
        ready = at.app.get_screen(KEPT)
        await Hands(at).open("amendPayment")
        assert at.app.screen is ready
        assert any(line.endswith("prefilled") for line in drawn(at))


async def test_nothing_of_the_last_form_is_left(desk: Open) -> None:
    async with desk(screen="operations") as at:
        hands = Hands(at)
        await hands.open("amendPayment")
        await hands.put("input.amount", "ten")
        await at.press("ctrl+s")
        assert at.notice
        await leave(at)

        await hands.open("cancelRepaymentRequest")
        assert not at.notice
        assert "Cancel repayment request" in at.text("#title")
        assert "Amount" not in " ".join(drawn(at))
        row = hands.form.current
        assert row is not None
        assert row.type in at.text("#help")


async def test_what_was_typed_is_back_though_another_form_was_shown(desk: Open) -> None:
    async with desk(screen="operations") as at:
        hands = Hands(at)
        await hands.open("amendPayment")
        await hands.put("input.amount", "1234")
        await leave(at)
        await hands.open("cancelRepaymentRequest")
        await leave(at)
        await hands.open("amendPayment")
        assert hands.form.form.node(("input", "amount")).text == "1234"  # type: ignore[union-attr]
        assert at.notice == "What you typed before is back; f7 starts afresh."


async def test_another_theme_and_another_size_reach_the_form(desk: Open) -> None:
    async with desk(screen="operations") as at:
        hands = Hands(at)
        await hands.open("amendPayment")
        before = hands.form.styles.background, hands.form.rich_style
        await leave(at)
        at.app.theme = "textual-light"
        await at.pilot.resize_terminal(80, 24)
        await hands.open("amendPayment")
        assert hands.form.size.width == 80
        assert hands.form.rich_style != before[1]
        assert any(line.endswith("prefilled") for line in drawn(at))
        assert at.app.focused is not None
        assert at.app.focused.parent is hands.form


async def test_a_form_opened_over_the_open_form_is_another(desk: Open) -> None:
    async with desk(screen="operations") as at:
        hands = Hands(at)
        below = at.app.screen
        await hands.open("amendPayment")
        first = at.app.screen
        below.open_form("cancelRepaymentRequest", {})  # type: ignore[attr-defined]
        await at.settle()
        assert isinstance(at.app.screen, FormScreen)
        assert at.app.screen is not first
        assert first in at.app.screen_stack


async def test_an_opening_that_was_given_up_keeps_no_form_from_being_opened(desk: Open) -> None:
    async with desk() as at:
        assert not at.app.is_screen_installed(KEPT)
        with at.app._context():
            given_up = asyncio.create_task(prepare(at.app, at.session))
            while not at.app.is_screen_installed(KEPT):  # noqa: ASYNC110 - nothing tells of it.
                await asyncio.sleep(0)
            given_up.cancel()
            await asyncio.wait_for(prepare(at.app, at.session), PATIENCE)
