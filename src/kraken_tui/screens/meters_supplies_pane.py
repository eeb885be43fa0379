"""The list of supplies above the views, of which the one under the cursor is looked at."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.message import Message
from textual.worker import Worker

from kraken_tui.domain.supply_tree import Supply
from kraken_tui.screens.meters_supplies import supplies
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.session import Session
from kraken_tui.widgets.record_table import RecordTable

REST = 0.12
"""Seconds that the cursor must rest on a supply before its readings are asked for."""

LEAST_LINES = 4
"""Most people have a meter and two supply points; for less the views below would only jump."""

MOST_LINES = 8

LINKED_BY = ("propertyId", "meterId", "supplyPointId")


class SuppliesPane(RecordPane[Supply]):
    """List supplies in as few lines as they need; tell when the cursor rests on another one."""

    DEFAULT_CSS = """
    SuppliesPane {
        height: auto;
        RecordTable { height: 4; }
        #count { display: none; }
    }
    """

    @dataclass
    class Chosen(Message):
        """The cursor came to rest on a supply."""

        supply: Supply

    def __init__(self, session: Session, *, id: str | None = None) -> None:
        super().__init__(supplies("", session.formats), session, id=id)

    def list_supplies(self, account: str, lines: Sequence[Supply]) -> None:
        """List what an account is supplied through, and leave most lines to what was measured."""
        self.listing = supplies(account, self._session.formats)
        self.show(lines)
        room = min(MOST_LINES, self.screen.size.height // 3)
        self.table.styles.height = max(LEAST_LINES, min(len(lines) + 1, room))

    def point_at(self, focus: Mapping[str, object]) -> bool:
        """Put the cursor on what a link names; tell whether that is here."""
        wanted = {name: str(focus[name]) for name in LINKED_BY if name in focus}
        for index, line in enumerate(self._at_hand() if wanted else ()):
            if wanted.items() <= _names_of(line).items():
                self.table.move_cursor(index)
                return True
        return False

    @on(RecordTable.Highlighted)
    def moved(self, event: RecordTable.Highlighted) -> None:
        """Wait whether the cursor stays."""
        event.stop()
        work = self._wait_for_rest
        self._waiting: Worker[None] = self.run_worker(work, group="choose", exclusive=True)

    async def _wait_for_rest(self) -> None:
        await asyncio.sleep(REST)
        if (found := self.current) is not None:
            self.post_message(self.Chosen(found))


def _names_of(line: Supply) -> dict[str, str]:
    """Give the identifiers that a link to a line of the supply may have."""
    return {
        "propertyId": line.place.id,
        "meterId": line.meter.id if line.meter and line.level == "meter" else "",
        "supplyPointId": line.point.id if line.point and line.level == "point" else "",
    }
