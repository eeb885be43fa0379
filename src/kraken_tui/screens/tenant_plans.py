"""What a tenant says it will take away, for a while or for good, as passages of plain text."""

from kraken_tui.forms.about import Passage
from kraken_tui.forms.documented import deprecation, in_words
from kraken_tui.session import Session

NOTHING = (("", "Nothing that is known of."),)


async def passages(session: Session) -> list[Passage]:
    """List what is planned, and what of that which the app asks for is deprecated."""
    written = session.formats.moment
    planned = tuple(
        (each.field, f"{written(each.starts)} to {written(each.ends)}")
        for each in session.plans.planned
    )
    deprecated = tuple(
        (name, in_words(deprecation(reason)))
        for name, reason in (await session.plans.deprecated()).items()
    )
    return [
        Passage("Switched off for a while, by plan", planned or NOTHING),
        Passage("Deprecated, and asked for by this app", deprecated or NOTHING),
    ]
