"""Texts that try to be more than text: markup, links, escape sequences, reversed writing.

The sandbox's last account but one holds such texts in every place that the screens show.
"""

import unicodedata

from kraken_tui.screens.overview import OverviewScreen
from kraken_tui.screens.transaction_screen import TransactionScreen
from kraken_tui.screens.transactions_pane import TransactionsPane
from kraken_tui.screens.whole_value import WholeValue
from kraken_tui.widgets.fact_view import FactView
from tests.ui.desk import Desk, Open

MARKUP = "[bold red]Robert[/]"
REVERSING = set("\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e") | {
    chr(code) for code in range(0x2066, 0x206A)
}
LONGEST = 10_000


def screen(at: Desk) -> str:
    """Give what is on the screen, having checked that the terminal has nothing to obey in it."""
    strips = at.app.screen._compositor.render_strips()
    for strip in strips:
        assert not forbidden(strip.text), repr(strip.text)
        assert not [segment for segment in strip if segment.style and segment.style.link]
    return "\n".join(strip.text.rstrip() for strip in strips)


def forbidden(text: str) -> set[str]:
    """Give the characters of a text that a terminal would obey."""
    controls = {letter for letter in text if unicodedata.category(letter) in ("Cc", "Cs")}
    return controls | (set(text) & REVERSING)


async def open_the_account(at: Desk) -> None:
    """Search for the account by a part of its name, and open it."""
    await at.press("ctrl+o")
    await at.type("robert")
    assert MARKUP in screen(at)
    await at.press("enter")
    assert isinstance(at.app.screen, OverviewScreen)


async def go_to_the_customer(at: Desk) -> None:
    """Move the cursor to the first fact of a person."""
    for column in ("left", "right"):
        await at.press(column, "home")
        for _ in range(20):
            assert isinstance(at.app.screen, OverviewScreen)
            subject = at.app.screen.subject()
            if subject is not None and subject.kind == "user":
                return
            await at.pilot.press("down")


async def test_search_and_overview_show_it_as_it_is(desk: Open) -> None:
    async with desk() as at:
        await open_the_account(at)
        shown = screen(at)
        assert f"{MARKUP} [link=https://example.com]Tables[/link]" in at.session.holder
        assert any("Customer" in line and MARKUP in line for line in shown.splitlines())
        assert at.facts("Billing")["Address"].startswith("red link bell, ")
        everything = [
            text
            for section in at.app.screen.query_one(FactView).sections
            for fact in section.facts
            for text in (section.title, fact.label, fact.shown)
        ]
        assert any("\u738b" in text for text in everything)
        assert not set().union(*map(forbidden, everything))

        await at.press("enter")
        assert isinstance(at.app.screen, WholeValue)
        assert MARKUP in screen(at)
        await at.press("escape")
        await go_to_the_customer(at)
        await at.press("a")
        assert any("Actions on" in line and MARKUP in line for line in screen(at).splitlines())


async def test_ledgers_show_it_and_a_long_note_whole(desk: Open) -> None:
    async with desk() as at:
        await open_the_account(at)
        await at.press("2")
        shown = screen(at)
        assert f"{MARKUP} [link=https" in shown
        pane = at.app.screen.query_one(TransactionsPane)
        assert pane.paged is not None
        noted = next(
            index
            for index in range(pane.paged.loaded)
            if (found := pane.paged.item(index)) is not None and found.note
        )
        pane.table.move_cursor(noted)
        await at.press("enter")
        assert isinstance(at.app.screen, TransactionScreen)
        assert MARKUP in screen(at)
        view = at.app.screen.query_one(FactView)
        while view.current is None or view.current.label != "Note":
            await at.press("down")
        await at.press("enter")
        assert isinstance(at.app.screen, WholeValue)
        assert "Long note. Long note." in screen(at)

        await at.press("y")
        assert at.app.clipboard.count("Long note.") == LONGEST // len("Long note. ")
        assert not forbidden(at.app.clipboard) - {"\n"}
