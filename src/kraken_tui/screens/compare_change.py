"""One difference between two schemas, opened whole: what it is a part of, both sides."""

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from kraken_tui.api.definition import Row
from kraken_tui.api.difference import Change
from kraken_tui.screens.compare_rows import SIGNS, facts
from kraken_tui.screens.opened import OpenedScreen
from kraken_tui.session import Session
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.facts import Fact, Section
from kraken_tui.widgets.record_columns import Column
from kraken_tui.widgets.record_source import RowSource
from kraken_tui.widgets.record_table import RecordTable

BESIDE_FROM = 100
"""The width from which the sides stand beside each other, and not one under the other."""

_SIGNED = {"+": SIGNS["added"], "-": SIGNS["gone"], "~": SIGNS["changed"], "": ""}
_TAGS = {"+": "good", "-": "bad", "~": "warn"}


class Lines(RowSource):
    """Serve the lines of a definition, a sign before each that differs."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, index: int) -> Sequence[str]:
        """Give the texts of a row."""
        sign, *texts = self._rows[index]
        return [_SIGNED[sign], *texts]

    def whole(self, index: int) -> str:
        """Give all that a row holds, a side on each line."""
        _, *texts = self._rows[index]
        return "\n".join(dict.fromkeys(text.strip() for text in texts if text))

    def first_about(self, where: str) -> int:
        """Find the first line that differs and begins with the last name of a place, or just that.

        A definition can be much longer than a screen.
        """
        differing = [index for index, (sign, *_) in enumerate(self._rows) if sign]
        name = re.findall(r"\w+", where)[-1]
        named = [index for index in differing if re.match(rf"\W*{name}\b", self.whole(index))]
        return next(iter([*named, *differing]), 0)

    def tag(self, index: int) -> str | None:
        """Tell by a colour too what the sign tells."""
        return _TAGS.get(self._rows[index][0])


class ChangeScreen(OpenedScreen):
    """Show a difference in words, and below it the definitions with the lines that differ."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", id="object.copy"),
    ]

    DEFAULT_CSS = """
    ChangeScreen {
        FactView { height: auto; max-height: 50%; }
        RecordTable { height: 1fr; }
    }
    """

    def __init__(
        self, session: Session, change: Change, rows: Sequence[Row], *, sides: tuple[str, str]
    ) -> None:
        super().__init__(session, title=change.where)
        self._change = change
        self._rows = rows
        self._sides = sides

    def compose_opened(self) -> Iterator[Widget]:
        """Yield the facts, and the definitions in two shapes of which one is shown."""
        yield FactView()
        before, after = self._sides
        sign = Column(key="sign", title="", width=1)
        columns = (
            Column(key="before", title=before, width=30, flex=1),
            Column(key="after", title=after, width=30, flex=1),
        )
        yield RecordTable((sign, *columns), source=Lines(self._rows), id="beside")
        line = Column(
            key="line", title=" \N{RIGHTWARDS ARROW} ".join(self._sides), width=30, flex=1
        )
        yield RecordTable((sign, line), source=Lines(one_under_the_other(self._rows)), id="under")

    def on_mount(self) -> None:
        """Show the facts."""
        self.query_one(FactView).show((Section("Difference", facts(self._change)),))
        self._choose_shape(self.app.size.width)
        for table in self.query(RecordTable):
            if isinstance(table.source, Lines):
                table.move_cursor(table.source.first_about(self._change.where))

    def on_resize(self, event: events.Resize) -> None:
        """Use the width there is."""
        self._choose_shape(event.size.width)

    def _choose_shape(self, width: int) -> None:
        beside, under = self.query_one("#beside"), self.query_one("#under")
        shown = beside if width >= BESIDE_FROM else under
        if not shown.has_focus or not shown.display:
            beside.display, under.display = shown is beside, shown is under
            shown.focus()

    @on(RecordTable.Opened)
    def open_line(self, event: RecordTable.Opened) -> None:
        """Show a long line whole."""
        source = event.table.source
        if isinstance(source, Lines):
            self.open_whole(Fact("The line", source.whole(event.index)))

    @on(FactView.Opened)
    def open_fact(self, event: FactView.Opened) -> None:
        """Show a fact whole."""
        event.stop()
        self.open_whole(event.fact)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing to be done with a difference."""
        return action != "act" and super().check_action(action, parameters)

    def action_copy(self) -> None:
        """Copy the fact under the cursor, or the difference whole."""
        view = self.query_one(FactView)
        if view.has_focus and view.current is not None:
            self.app.copy_to_clipboard(view.current.value)
            self.say(f"Copied {view.current.label}.", tone="good")
            return
        lines = [f"{fact.label:12}{fact.value}" for fact in facts(self._change)]
        shown = [f"{sign or ' '} {line}" for sign, line in one_under_the_other(self._rows)]
        self.app.copy_to_clipboard("\n".join([self._change.where, *lines, *shown]))
        self.say(f"Copied {self._change.where}.", tone="good")


def one_under_the_other(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Write lines that differ one under the other, the old one first."""
    lines = []
    for sign, before, after in rows:
        if sign == "~":
            lines += [("-", before), ("+", after)]
        else:
            lines.append((sign, after or before))
    return lines
