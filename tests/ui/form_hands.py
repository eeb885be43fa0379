"""A person's hands on a form: arrows to a field, letters into it, and what the form says back."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import events

from kraken_tui.forms.rows import Row
from kraken_tui.forms.values import Items, Path
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.form_confirm import FormConfirm
from kraken_tui.widgets.form_choice import ChoiceScreen
from kraken_tui.widgets.form_view import FormView
from tests.ui.desk import Desk

UNSET, NULL = "<unset>", "<null>"
"""Stand for the keys that take a value away and that make it null."""


def path_of(name: str) -> Path:
    """Read a path such as "input.owners.0.ownerId"."""
    return tuple(int(part) if part.isdecimal() else part for part in name.split("."))


@dataclass
class Hands:
    """Fill in the form that is open, by keys alone."""

    at: Desk

    @property
    def form(self) -> FormView:
        """The fields in front of the person."""
        assert isinstance(self.at.app.screen, FormScreen), self.at.app.screen
        return self.at.app.screen.query_one(FormView)

    async def open(self, operation: str) -> None:
        """Find an operation in the list and open its form."""
        await self.press("slash")
        await self.press("ctrl+u")
        await self.paste(operation)
        await self.at.press("enter", "enter")
        assert self.form.form.record["name"] == operation

    async def press(self, *keys: str) -> None:
        """Press keys as quickly as a terminal can send them, then wait until all are read."""
        await self.at.send(*keys)

    async def paste(self, text: str) -> None:
        """Paste a text into what has the focus."""
        assert self.at.app.focused is not None
        self.at.app.focused.post_message(events.Paste(text))
        await self.at.pilot.pause()

    async def put(self, name: str, text: str) -> None:
        """Go to a field and put something into it in place of what was there."""
        await self._go(path_of(name))
        row = self._row()
        await self.press("ctrl+u")
        if text == NULL:
            await self.press("ctrl+n")
        elif row.kind == "enum" and text != UNSET:
            await self._choose(row, text)
        elif text != UNSET:
            await self.press(*text)

    async def send(self) -> None:
        """Send, and answer the question whether to with a yes."""
        await self.at.press("ctrl+s")
        if isinstance(self.at.app.screen, FormConfirm):
            await self.at.press("enter")

    def error(self, name: str) -> str:
        """Return what stands under a field; empty if nothing does."""
        path = path_of(name)
        return next((row.error or "" for row in self.form.form.rows() if row.path == path), "")

    async def _go(self, path: Path) -> None:
        for depth in range(1, len(path)):
            if any(row.path == path for row in self.form.form.rows() if row.kind != "add"):
                break
            await self._open(path[:depth], path[depth])
        await self._step_to(lambda row: row.path == path and row.kind != "add")

    async def _open(self, path: Path, inside: str | int) -> None:
        node = self.form.form.node(path)
        if not any(row.path == path for row in self.form.form.rows()):
            return
        if not isinstance(node, Items) or not isinstance(inside, int):
            await self._step_to(lambda row: row.path == path)
            await self.press("right")
        elif inside == len(node.items):
            kind = "add" if node.expanded else "list"
            await self._step_to(lambda row: row.path == path and row.kind == kind)
            await self.press("enter")

    async def _step_to(self, wanted: Callable[[Row], bool]) -> None:
        rows = self.form.form.rows()
        target = next(place for place, row in enumerate(rows) if wanted(row))
        here = rows.index(self._row())
        await self.press(*(["down"] * (target - here) or ["up"] * (here - target)))
        assert wanted(self._row())

    async def _choose(self, row: Row, text: str) -> None:
        await self.press(text[0])
        await self.at.settle()
        assert isinstance(self.at.app.screen, ChoiceScreen)
        await self.press(*text[1:], "enter")
        await self.at.settle()

    def _row(self) -> Row:
        row = self.form.current
        assert row is not None
        return row
