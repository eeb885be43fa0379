"""What a tenant means to take away, for a while or for good."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from kraken_tui.api.errors import KrakenError, Refused
from kraken_tui.fitting import Fitting

if TYPE_CHECKING:
    from kraken_tui.api.records import MutationRecord
    from kraken_tui.api.schema import SchemaIndex
    from kraken_tui.domain.brownouts import Brownout
    from kraken_tui.formats import Formats

SWITCHED_OFF = "KT-CT-1113"


class Plans:
    """Know what is switched off by plan. ``formats`` gives what times are written with, late."""

    def __init__(
        self,
        fitting: Fitting,
        *,
        schema: "Callable[[], Awaitable[SchemaIndex]]",
        now: Callable[[], datetime],
        formats: "Callable[[], Formats]",
        on_change: Callable[[], None],
    ) -> None:
        self._fitting, self._schema = fitting, schema
        self._now, self._formats = now, formats
        self._on_change = on_change
        self.planned: tuple[Brownout, ...] = ()
        """What the tenant means to switch off for a while."""
        self.outages: dict[str, tuple[Brownout, ...]] = {}
        """The same, by the documents that ask for it."""

    async def load(self) -> None:
        """Ask what the tenant means to switch off, if it tells, when nobody waits for more."""
        from kraken_tui.domain import brownouts

        with suppress(KrakenError):
            schema = await self._schema()
            answer = await self._fitting.query("brownouts", {}, background=True)
            self.planned = brownouts.parse(answer.data)
            self.outages = await asyncio.to_thread(_by_document, schema, self.planned)
            self._on_change()

    async def deprecated(self) -> dict[str, str]:
        """List what the app asks this tenant for and it means to give up, with its reasons."""
        schema = await self._schema()
        found = await asyncio.to_thread(
            lambda: [schema.deprecated(name) for name in sorted(schema.documents)]
        )
        return {name: reason for each in found for name, reason in each.items()}

    def explain_view(self, error: KrakenError, view: str) -> None:
        """Say of a refusal of a view that it is planned, if so, and until when."""
        self._explain(error, self.outages.get(view, ()))

    def explain_mutation(self, error: KrakenError, record: "MutationRecord") -> None:
        """Say the same of a refusal of a mutation."""
        self._explain(error, self.felt_by(record))

    def felt_by(self, record: "MutationRecord") -> "tuple[Brownout, ...]":
        """Give what is planned of that which the form of a mutation needs."""
        if not self.planned:
            return ()
        from kraken_tui.domain import brownouts

        return brownouts.felt(self.planned, brownouts.asked_by(record))

    def _explain(self, error: KrakenError, planned: "tuple[Brownout, ...]") -> None:
        if isinstance(error, Refused) and SWITCHED_OFF in error.codes:
            lasting = [each for each in planned if each.lasts(self._now())]
            for each in lasting[:1]:
                until = self._formats().moment(each.ends)
                error.hint = f"The tenant planned this: {each.field} is back from {until}."


def _by_document(
    schema: "SchemaIndex", planned: "tuple[Brownout, ...]"
) -> "dict[str, tuple[Brownout, ...]]":
    if not planned:
        return {}
    from kraken_tui.domain import brownouts

    return {name: brownouts.felt(planned, schema.fields(name)) for name in schema.documents}
