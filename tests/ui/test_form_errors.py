"""What the tenant refuses stays in view: in the banner with its code, and at the field it fits."""

import pytest

from kraken_tui.api.errors import FieldProblem, Problem, Refused
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.form_words import banner
from kraken_tui.widgets.form_banner import MORE, MOST, FormBanner
from kraken_tui.widgets.form_view import FormView
from tests.ui.desk import Desk, Open
from tests.ui.test_form_tools import open_operation, shown

EMAIL = Problem("Invalid email.", code="KT-CT-4122", description="The address is not usable.")
LONG = Problem("No. " * 200, code="KT-CT-9999")


def refuse(at: Desk, *problems: Problem) -> FormView:
    """Let an answer with these problems arrive at the form."""
    screen = at.app.screen
    assert isinstance(screen, FormScreen)
    screen._refused(Refused("The API refused this.", problems=problems))
    return screen.view


async def test_a_code_is_in_the_banner_and_at_the_one_field_it_fits(desk: Open) -> None:
    async with desk(screen="operations", size=(80, 24)) as at:
        await open_operation(at, "update account billing email")
        form = refuse(at, EMAIL)
        await at.settle()
        for words in ("KT-CT-4122", "Invalid email.", "The address is not usable.", "ctrl+s"):
            assert words in at.notice
        assert form.current is not None
        assert form.current.path == ("input", "billingEmail")
        assert form.current.error == "Invalid email. (KT-CT-4122)"
        await at.type("x")
        await at.press("down", "up")
        assert "KT-CT-4122" in at.notice


async def test_several_errors_are_a_line_each(desk: Open) -> None:
    async with desk(screen="operations", size=(80, 24)) as at:
        await open_operation(at, "update account billing email")
        field = FieldProblem(("input", "accountNumber"), "Closed.", "C1")
        refuse(at, EMAIL, Problem("Invalid data.", code="KT-CT-1", fields=(field,)))
        await at.settle()
        drawn = shown(at)
        assert "Refused for 2 reasons:" in drawn
        assert "\n   KT-CT-1 Invalid data." in drawn
        assert "✗ Closed. (C1)" in drawn


async def test_an_objection_to_a_field_that_is_not_there_is_told_in_the_banner(desk: Open) -> None:
    async with desk(screen="operations", size=(80, 24)) as at:
        await open_operation(at, "update account billing email")
        field = FieldProblem(("input", "colour"), "No such colour.", "C1")
        refuse(at, Problem("Invalid data.", code="KT-CT-1", fields=(field,)))
        await at.settle()
        assert "KT-CT-1 Invalid data." in at.notice
        assert "input.colour: No such colour. (C1)" in at.notice


async def test_a_long_banner_leaves_room_for_the_fields_and_is_read_whole_in_the_help(
    desk: Open,
) -> None:
    async with desk(screen="operations", size=(80, 24)) as at:
        form = await open_operation(at, "update account billing email")
        refuse(at, EMAIL, LONG)
        await at.settle()
        assert at.app.screen.query_one(FormBanner).size.height == MOST
        assert MORE in shown(at)
        assert form.size.height >= 10
        await at.press("f1")
        assert "What came back" in shown(at)
        assert shown(at).count("No. ") > 100


async def test_objections_in_a_payload_are_shown_like_any_other(desk: Open) -> None:
    async with desk(screen="operations", size=(80, 24)) as at:
        form = await open_operation(at, "masqueradeAuthentication")
        await at.type("guess")
        await at.press("down")
        await at.type("2")
        await at.press("ctrl+s")
        assert at.notice.startswith("Refused: The token is not valid.")
        assert form.current is not None
        assert form.current.path == ("masqueradeToken",)
        assert form.current.error == "The token is not valid."


@pytest.mark.parametrize("width", [1, 4, 12, 80])
def test_a_banner_is_wrapped_at_any_width(width: int) -> None:
    found = FormBanner()
    found.sentence = banner(Refused("", problems=(EMAIL, LONG)), (EMAIL, LONG), marked=True)
    lines = found.lines(width)
    assert 0 < len(lines) <= MOST
    assert all(len(line) <= max(width, 16) + len(MORE) for line in lines)
