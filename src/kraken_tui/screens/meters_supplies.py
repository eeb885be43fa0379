"""The list of all that an account is supplied through."""

from kraken_tui.domain.supply_tree import Supply
from kraken_tui.formats import Formats
from kraken_tui.screens import meters_words as say
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.meters_sections import sections
from kraken_tui.screens.meters_subjects import subject_of
from kraken_tui.widgets.record_columns import Column

COLUMNS = (
    Column(key="place", title="Property", width=16, flex=1, private=True),
    Column(key="what", title="Supply", width=17),
    Column(key="number", title="Number", width=22),
    Column(key="status", title="Status", width=10),
    Column(key="last", title="Last reading", width=30, from_width=110),
)


def supplies(account: str, formats: Formats) -> Listing[Supply]:
    """Describe the list."""
    return Listing(
        name="supply",
        noun="meters and supply points",
        empty="No property, no supply.",
        columns=COLUMNS,
        cells=lambda supply: _cells(supply, formats),
        key=lambda supply: supply.key,
        title=say.name,
        sections=lambda supply: sections(supply, account, formats),
        subject=lambda supply: subject_of(account, supply),
        tag=_tag,
        order={"last": _last},
    )


def _cells(supply: Supply, formats: Formats) -> tuple[str, ...]:
    of_meter = supply.level == "meter" and supply.meter is not None
    last = supply.meter.last if of_meter and supply.meter is not None else None
    return (
        supply.place.address or supply.place.name,
        say.what(supply),
        say.number(supply),
        say.status(supply),
        say.last_reading(last, formats),
    )


def _last(supply: Supply) -> object:
    if supply.level != "meter" or supply.meter is None or supply.meter.last is None:
        return None
    return supply.meter.last.on


def _tag(supply: Supply) -> str | None:
    if supply.level == "meter" and supply.meter is not None:
        return "bad" if supply.meter.status == "FAULTY" else None
    return "dim" if supply.level in ("device", "register", "property") else None
