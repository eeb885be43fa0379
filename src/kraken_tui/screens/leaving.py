"""Leaving while a change is on its way: the answer is waited for, unless the person will not."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from kraken_tui.forms import names
from kraken_tui.screens.form_dialog import FormDialog

if TYPE_CHECKING:
    from kraken_tui.sending import Dispatch

WHAT_IT_MEANS = (
    "The program ends by itself once it is accepted. If you leave now, nobody knows whether it was "
    "done; the frame counts that from the next start on."
)


class Leaving(FormDialog[bool]):
    """Answer whether to leave; by itself, once everything was accepted or something was not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", "Leave now", id="leave.now"),
        Binding("escape", "dismiss(False)", "Stay", id="leave.stay"),
    ]

    DEFAULT_CSS = """
    Leaving #box { max-width: 72; padding: 0 2; border: round $warning; }
    """

    def __init__(self, under_way: "Sequence[Dispatch]") -> None:
        super().__init__("Still on its way")
        self._under_way = under_way

    def compose_inside(self) -> ComposeResult:
        """Yield what is on its way and what leaving means."""
        attempts = [each.attempt for each in self._under_way]
        lines = [f"{names.label(each.operation)} {each.account}".strip() for each in attempts]
        yield Static(Text("\n".join(lines), "bold"))
        yield Static(WHAT_IT_MEANS, markup=False)

    def on_mount(self) -> None:
        """Wait for the answers."""
        self.run_worker(self._wait(), group="leave")

    async def _wait(self) -> None:
        await asyncio.gather(*(each.settled() for each in self._under_way))
        self.dismiss(all(each.outcome == "accepted" for each in self._under_way))
