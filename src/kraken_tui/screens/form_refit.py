"""A form that no longer fits its tenant: the schema is loaded anew, and says how it looks now."""

from kraken_tui.api.errors import InvalidDocument, KrakenError, Refused
from kraken_tui.api.records import MutationRecord
from kraken_tui.forms.pasting import named
from kraken_tui.forms.values import Path
from kraken_tui.session import Session

LOADING = (
    "Not done: the form does not fit the tenant's schema. Loading that anew\N{HORIZONTAL ELLIPSIS}"
)
NO_LONGER = "The tenant no longer has this operation, so nothing was done."
KEPT = "What you typed is kept as long as the program runs; press esc to go back."
NOT_ITS_OWN = (
    "The form was made without the tenant's own schema: ask its operator for that as a file, and "
    "name it in the profile."
)
STILL_FITS = "The tenant's schema was loaded anew and says that this fits: tell its operator."


async def newer_record(
    session: Session, record: MutationRecord, refusal: InvalidDocument
) -> MutationRecord:
    """Load the schema anew, and give what it says of a mutation that was refused.

    Raises:
        KrakenError: it says the same as before, or nothing; what is to be told of that.
    """
    try:
        await session.load_schema_anew()
        found = await session.record(record["name"])
    except KeyError:
        raise Refused(NO_LONGER, hint=KEPT) from refusal
    except KrakenError as error:
        raise _with_hint(refusal, f"{error.sentence} {error.hint}".strip()) from error
    if found == record:
        origin = session.fitting.origin
        is_own = origin is not None and origin.is_own
        raise _with_hint(refusal, STILL_FITS if is_own else NOT_ITS_OWN)
    return found


def made_anew(lost: tuple[Path, ...]) -> str:
    """Say that a form was made anew, and what there was no place for any more."""
    without = f", without {named(lost)}" if lost else ""
    return (
        "Not done: the tenant's schema has changed. The form was made anew with what you typed"
        f"{without}. Look through it and press ctrl+s."
    )


def _with_hint(refusal: InvalidDocument, hint: str) -> InvalidDocument:
    return InvalidDocument(refusal.sentence, problems=refusal.problems, hint=hint)
