"""Everything can be reached by a mouse, on the smallest screen too: what is not seen, by "More"."""

from pathlib import Path

import pytest
from textual.command import CommandPalette

from kraken_tui.screens.actions import Actions
from kraken_tui.screens.export import Export
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.form_jump import FormJump
from kraken_tui.screens.ledgers import LedgersScreen
from kraken_tui.screens.open_account import OpenAccount
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.widgets.line_input import LineInput
from tests.ui.desk import Desk, Open


def place(at: Desk, text: str) -> tuple[int, int] | None:
    """Find the first place where a text stands."""
    for y, line in enumerate(at.look()):
        if (x := line.find(text)) >= 0:
            return x + 1, y
    return None


async def click(at: Desk, text: str) -> None:
    """Click on the first place where a text stands."""
    offset = place(at, text)
    assert offset is not None, f"Nowhere is {text}."
    await at.pilot.click(offset=offset)
    await at.settle()


async def choose(at: Desk, command: str) -> None:
    """Take a command from the palette, without a key."""
    await click(at, "^p More")
    assert isinstance(at.app.screen, CommandPalette)
    # In the line of keys, which is still seen below, a key stands before the words.
    await click(at, f"  {command} ")


def written(folder: Path) -> list[str]:
    """Give the endings of the files in a folder."""
    return [path.suffix for path in folder.iterdir() if path.is_file()]


async def test_a_mouse_does_what_keys_do(
    desk: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with desk(size=(80, 24)) as at:
        await click(at, "^o Account")
        assert isinstance(at.app.screen, OpenAccount)
        name = "Hannah Sandringham"
        await click(at, name)
        await click(at, name)
        assert at.session.holder == name
        await click(at, "2 Ledgers")
        assert isinstance(at.app.screen, LedgersScreen)
        await click(at, "Statements")
        pane = at.app.screen.query("#deck RecordPane").last(RecordPane)
        await choose(at, "Export")
        assert isinstance(at.app.screen, Export)
        await click(at, "Write")
        await choose(at, "Copy")
        assert at.app.clipboard
        await choose(at, "Filter")
        assert pane.query_one(LineInput).has_focus
    assert written(tmp_path) == [".csv"]


async def test_a_mouse_gets_to_a_form_and_back(desk: Open) -> None:
    async with desk(size=(80, 24)) as at:
        await click(at, "a Actions")
        assert isinstance(at.app.screen, Actions)
        await click(at, "Collect payment")
        await click(at, "Collect payment")
        form = at.app.screen
        assert isinstance(form, FormScreen)
        await click(at, "Amount")
        await choose(at, "Find field")
        assert isinstance(at.app.screen, FormJump)
        await click(at, "Close")
        await click(at, "Send")
        assert place(at, "Amount is required.")
        await click(at, "Back")
        assert at.app.shown == "overview"
