"""The differences between two schemas as a list."""

from kraken_tui.api.difference import ORDER, Change
from kraken_tui.api.text import plain
from kraken_tui.screens.listing import Listing
from kraken_tui.widgets.facts import Fact, Section
from kraken_tui.widgets.record_columns import Column

ARROW = "\N{RIGHTWARDS ARROW}"
SIGNS = {"added": "+", "gone": "\N{MINUS SIGN}", "changed": "~"}
EFFECTS = {"breaks": "breaks", "fits": "", "words": "wording"}
TOLD = {"breaks": "can break callers", "fits": "breaks nobody", "words": "said in other words"}
TONES = {"breaks": "bad", "fits": "", "words": "quiet"}
TAGS = {"breaks": "bad", "fits": None, "words": "dim"}
MOST_NAMED = 12

COLUMNS = (
    Column(key="kind", title="Change", width=9),
    Column(key="weight", title="Effect", width=7),
    Column(key="area", title="Kind", width=12, from_width=100),
    Column(key="where", title="Where", width=24, flex=2),
    Column(key="sides", title=f"Before {ARROW} after", width=24, flex=3),
)


def _cells(change: Change) -> tuple[str, ...]:
    kind = f"{SIGNS[change.kind]} {change.kind}"
    return kind, EFFECTS[change.weight], change.area, change.where, _in_brief(change)


def _in_brief(change: Change) -> str:
    """Say both sides, or the one there is, and first what it means if that is not plain."""
    if change.weight == "words":
        return change.what
    sides = f" {ARROW} ".join(side for side in (change.before, change.after) if side)
    return sides if change.what in ("new", "gone") else f"{change.what}: {sides}"


def facts(change: Change) -> tuple[Fact, ...]:
    """Write all that is known of a difference."""
    named = ", ".join(change.mutations[:MOST_NAMED])
    more = len(change.mutations) - MOST_NAMED
    told = (
        ("Change", f"{SIGNS[change.kind]} {change.kind}, {TOLD[change.weight]}", change.weight),
        ("Kind", change.area, ""),
        ("Means", "" if change.what in ("new", "gone") else change.what, ""),
        ("Before", change.before, ""),
        ("After", change.after, ""),
        ("Used by", f"{named} and {more} more" if more > 0 else named, ""),
    )
    return tuple(
        Fact(label, plain(value), TONES.get(weight, "")) for label, value, weight in told if value
    )


LISTING = Listing[Change](
    name="schema-differences",
    noun="differences",
    empty="The two schemas do not differ.",
    columns=COLUMNS,
    cells=_cells,
    key=lambda change: (change.area, change.where, change.what),
    title=lambda change: change.where,
    sections=lambda change: (Section(change.where, facts(change)),),
    tag=lambda change: TAGS[change.weight],
    order={"weight": lambda change: change.place, "area": lambda c: ORDER.index(c.area)},
)
