"""What can be done with an object: the tenant's mutations that its identifiers fill."""

from collections.abc import Iterable
from typing import ClassVar

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.records import MutationHeading
from kraken_tui.forms import names
from kraken_tui.forms.context import for_operation, score
from kraken_tui.screens.picker import Choice, Picker
from kraken_tui.session import Session
from kraken_tui.widgets.facts import Subject
from kraken_tui.widgets.record_columns import Column


class Actions(Picker):
    """Offer mutations, those that fit the object best first."""

    PLACEHOLDER = "Type to narrow the actions"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(key="name", title="Action", width=24, flex=1),
        Column(key="summary", title="What it does", width=30, flex=2),
    )

    def __init__(self, session: Session, subject: Subject) -> None:
        super().__init__()
        self.TITLE_TEXT = f"Actions on {subject.title}"  # type: ignore[misc]
        self._session = session
        self._subject = subject

    def on_mount(self) -> None:
        """Ask the schema."""
        self.status("Reading the tenant's mutations\N{HORIZONTAL ELLIPSIS}")
        self.run_worker(self._load(), group="actions")

    async def _load(self) -> None:
        try:
            schema = await self._session.schema()
        except KrakenError as error:
            self.status(f"{error.sentence} {error.hint}".strip())
            return
        fitting = self._fitting(schema.mutations)
        self.offer(
            Choice(heading.name, names.label(heading.name), (heading.summary,))
            for heading in fitting
        )
        self.status(f"{len(fitting)} of the tenant's {len(schema.mutations)} mutations fit")

    def _fitting(self, mutations: Iterable[MutationHeading]) -> list[MutationHeading]:
        """Give the mutations that take an identifier of the object, best first."""
        known = self._subject.identifiers
        scored = [
            (score(heading.fields, for_operation(known, heading.name)), heading)
            for heading in mutations
        ]
        scored.sort(key=lambda pair: -pair[0])
        return [heading for points, heading in scored if points]
