"""Pick the column that a list is sorted by."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kraken_tui.screens.listing import Sorting
from kraken_tui.screens.picker import Choice, Picker
from kraken_tui.widgets.record_columns import Column

AS_IT_CAME = ""


class SortBy(Picker):
    """Offer the columns; the one that is sorted by already is offered the other way round."""

    TITLE_TEXT = "Sort by"
    PLACEHOLDER = "Type to narrow the columns"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(key="column", title="Column", width=20, flex=1),
        Column(key="order", title="Order", width=20, flex=1),
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
            descending = self._current == Sorting(column.key)
            sign = "-" if descending else ""
            order = "from the end" if descending else "from the start"
            yield Choice(f"{sign}{column.key}", column.title, (order,))
        if self._current is not None:
            yield Choice(AS_IT_CAME, "Not sorted", ("as it came",))
