"""Pick the column that a list is sorted by."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kraken_tui.screens.listing import Sorting
from kraken_tui.screens.picker import Choice, Picker
from kraken_tui.widgets.record_columns import Column

AS_IT_CAME = ""
FIRST_FIRST = "\N{UPWARDS ARROW} lowest, earliest or A first"
LAST_FIRST = "\N{DOWNWARDS ARROW} highest, latest or Z first"


class SortBy(Picker):
    """Offer the columns; the one that is sorted by already is offered the other way round."""

    TITLE_TEXT = "Sort by"
    PLACEHOLDER = "Type to narrow the columns"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(key="column", title="Column", width=20, flex=1),
        Column(key="order", title="Order", width=30, flex=1),
    )

    def __init__(self, columns: Sequence[Column], current: Sorting | None) -> None:
        super().__init__()
        self._columns = columns
        self._current = current

    def on_mount(self) -> None:
        """Offer the columns."""
        self.offer(self._offered())

    def _offered(self) -> Iterable[Choice]:
        for column in self._columns:
            turned = self._current == Sorting(column.key)
            order = LAST_FIRST if turned else FIRST_FIRST
            yield Choice(f"{'-' if turned else ''}{column.key}", column.title, (order,))
        if self._current is not None:
            yield Choice(AS_IT_CAME, "Not sorted", ("as it came",))
