"""A try of the journal, whole: what was sent, what became of it, and the other tries of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC

from kraken_tui.api.text import plain
from kraken_tui.formats import Formats
from kraken_tui.forms import names
from kraken_tui.screens import activity_words as words
from kraken_tui.screens.activity_values import answered, sent
from kraken_tui.store.journal import Entry
from kraken_tui.widgets.facts import Fact, Section, Subject

TRY = "try"
"""The kind of subject that another try is."""

TO_SETTLE = "Nobody knows whether this was done; press a to settle it."
STILL_OPEN = "The answer is not there yet. Press r to look again."


def whole(entry: Entry, tries: Sequence[Entry], formats: Formats) -> tuple[Section, ...]:
    """Lay out everything known of a try, and the other tries of the same wish."""
    others = [each for each in tries if each.id != entry.id]
    return (
        Section("What became of it", tuple(_outcome(entry, formats))),
        *_refused(entry),
        *sent(entry.variables, formats),
        *([Section("Other tries of the same", _tries(others, formats))] if others else []),
        Section("Kept", tuple(_kept(entry))),
        *_answered(entry, formats),
    )


def _outcome(entry: Entry, formats: Formats) -> Iterator[Fact]:
    yield Fact("Outcome", words.outcome(entry), words.tone(entry))
    if words.is_to_settle(entry):
        yield Fact("", TO_SETTLE, "warn")
    if entry.outcome == "open":
        yield Fact("", STILL_OPEN)
    if entry.settled:
        yield Fact("Settled", plain(entry.settled))
    if entry.sentence and not _objections(entry):
        yield Fact("What came back", plain(entry.sentence))
    yield Fact("Tried", formats.moment(entry.at))
    yield Fact("Took", words.took(entry.seconds))
    if entry.account:
        named = {"accountNumber": entry.account}
        account = Subject("account", f"account {entry.account}", named, screen="overview")
        yield Fact("Account", f"{entry.account}  enter opens it", "", account)
    if entry.acting_as:
        yield Fact("Acting as", plain(entry.acting_as), private=True)
    yield Fact("Profile", entry.profile)


def _refused(entry: Entry) -> Iterator[Section]:
    if errors := _objections(entry):
        yield Section("Why it was refused", tuple(_errors(errors)))


def _objections(entry: Entry) -> Sequence[object]:
    """Give what the tenant objected to, if it told more than a sentence."""
    errors = entry.answer.get("errors") if isinstance(entry.answer, Mapping) else None
    return errors if entry.outcome == "refused" and isinstance(errors, list) else ()


def _answered(entry: Entry, formats: Formats) -> Iterator[Section]:
    if isinstance(entry.answer, Mapping) and entry.outcome != "refused":
        yield from answered(entry.answer, formats)


def _errors(errors: Sequence[object]) -> Iterator[Fact]:
    """Name each objection by its code, and below it each field that it speaks of."""
    for each in errors:
        if not isinstance(each, Mapping):
            continue
        yield Fact(plain(each.get("code")) or "Error", plain(each.get("message")), "bad")
        if each.get("description"):
            yield Fact("", plain(each["description"]))
        fields = each.get("fields")
        for field in fields if isinstance(fields, list) else ():
            if isinstance(field, list) and len(field) > 1:
                yield Fact(_field(field[0]), plain(field[1]))


def _field(path: object) -> str:
    """Name a field by its way to it: ``Bank details, Account number``."""
    parts = path if isinstance(path, list) else [path]
    named = [names.label(plain(part)) for part in parts if part != "input"]
    return ", ".join(named)


def _tries(others: Sequence[Entry], formats: Formats) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            formats.moment(each.at),
            f"{words.outcome(each)}  enter opens it",
            words.tone(each),
            Subject(TRY, words.title(each), {"entry": each.id}),
        )
        for each in others
    )


def _kept(entry: Entry) -> Iterator[Fact]:
    yield Fact("To the second", f"{entry.at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC", "quiet")
    yield Fact("Intent", plain(entry.intent), "quiet")
    yield Fact("Entry", str(entry.id), "quiet")
