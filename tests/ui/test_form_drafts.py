"""A form is back after a crash, says so, and can be begun afresh."""

from pathlib import Path

from kraken_tui.forms.values import Leaf
from kraken_tui.screens.activity import ActivityScreen
from kraken_tui.screens.drafts_pane import DraftsPane
from kraken_tui.store.database import Database
from kraken_tui.store.drafts import Drafts
from kraken_tui.widgets.record_table import RecordTable
from tests.ui.desk import Desk, Open
from tests.ui.form_hands import Hands


def text(at: Desk, *names: str) -> str:
    node = Hands(at).form.form.node(("input", *names))
    assert isinstance(node, Leaf)
    return node.text


def kept(tmp_path: Path) -> list[str]:
    """Name the operations of which there are drafts on the disk."""
    found = Drafts(Database(tmp_path / "state/kraken-tui.db")).all("demo-water")
    return [draft.topic.operation for draft in found]


async def test_what_was_typed_is_back_in_another_window(desk: Open, tmp_path: Path) -> None:
    async with desk(screen="operations") as at:
        hands = Hands(at)
        await hands.open("amendPayment")
        await hands.put("input.amount", "1234")
        await at.session.changes.drafts.flush()
        # Nothing was left or closed in good order.
        async with desk(screen="operations") as again:
            await Hands(again).open("amendPayment")
            assert text(again, "amount") == "1234"
            assert again.notice.startswith("What you typed before is back; f7 starts afresh.")

            await again.press("f7")
            assert text(again, "amount") == ""
            await again.session.changes.drafts.flush()
            assert kept(tmp_path) == []
            await again.press("f7")
            assert text(again, "amount") == "1234"
            assert again.notice == "What you typed is back."
            await again.session.changes.drafts.flush()
            assert kept(tmp_path) == ["amendPayment"]
            await again.press("f7", "escape")
        await at.press("escape")
        await at.session.changes.drafts.flush()
        assert kept(tmp_path) == []


async def test_without_a_database_what_is_typed_stays_and_it_is_told_once(
    desk: Open, tmp_path: Path
) -> None:
    (tmp_path / "state").mkdir(mode=0o700)
    (tmp_path / "state/kraken-tui.db").write_text("no database " * 100)
    async with desk(screen="operations") as at:
        hands = Hands(at)
        await hands.open("amendPayment")
        await hands.put("input.amount", "1234")
        await at.press("escape")
        await at.session.changes.drafts.flush()
        await hands.open("amendPayment")
        assert text(at, "amount") == "1234"
        told = [each.message for each in at.app._notifications]
        assert len([each for each in told if each.startswith("What you type into forms is")]) == 1


async def test_drafts_are_listed_taken_up_and_thrown_away(desk: Open, tmp_path: Path) -> None:
    async with desk(screen="operations") as at:
        hands = Hands(at)
        await hands.open("amendPayment")
        await hands.put("input.amount", "1234")
        await at.press("escape", "7", "left_square_bracket")
        screen = at.app.screen
        assert isinstance(screen, ActivityScreen)
        table = screen.query_one(DraftsPane).query_one(RecordTable)
        line = table.render_line(1).text
        assert "Amend payment" in line and "A-1A2B3C4D" in line and "Amount 1234" in line

        await at.press("enter")
        assert text(at, "amount") == "1234"
        await at.press("escape", "ctrl+d")
        assert kept(tmp_path) == ["amendPayment"]
        await at.press("ctrl+d")
        await at.session.changes.drafts.flush()
        assert kept(tmp_path) == []
        assert at.notice == "Amend payment: what was typed is thrown away."
