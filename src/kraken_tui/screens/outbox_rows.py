"""What waits to be sent, as a list and whole."""

from collections.abc import Iterator

from kraken_tui.formats import Formats
from kraken_tui.forms import delay, names
from kraken_tui.forms.personal import is_personal
from kraken_tui.screens import outbox_words as say
from kraken_tui.screens.listing import Listing
from kraken_tui.store.outbox import Waiting
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.record_columns import Column

EMPTY = "Nothing waits. Without a connection, a form for what a meter shows offers to keep it here."
LOOKS = {"stopped": "warn", "unknown": "bad", "sending": "dim"}

COLUMNS = (
    Column(key="taken", title="Taken", width=11),
    Column(key="what", title="What", width=24, flex=2),
    Column(key="whom", title="For", width=21, flex=1),
    Column(key="state", title="State", width=9),
    Column(key="kept", title="Typed at", width=19, from_width=110),
)


def outbox(formats: Formats) -> Listing[Waiting]:
    """Describe the list of what waits."""
    return Listing(
        name="outbox",
        noun="in the outbox",
        empty=EMPTY,
        columns=COLUMNS,
        cells=lambda row: (
            say.taken(row, formats),
            say.named(row),
            say.whom(row),
            row.state,
            formats.moment(row.kept_at),
        ),
        key=lambda row: row.id,
        title=say.named,
        sections=lambda row: sections(row, formats),
        subject=subject,
        tag=lambda row: LOOKS.get(row.state),
        order={"taken": say.taken_at, "kept": lambda row: row.kept_at},
    )


def subject(row: Waiting) -> Subject:
    """Tell which object it is about."""
    account = {"accountNumber": row.kept.account} if row.kept.account else {}
    return Subject("outbox", say.named(row), {**account, **_identifiers(row)})


def _identifiers(row: Waiting) -> dict[str, object]:
    return {
        name: value
        for name, value in delay.fields_of(row.kept.variables)
        if names.is_identifier(name) and value not in (None, "")
    }


def sections(row: Waiting, formats: Formats) -> tuple[Section, ...]:
    """Lay out what is to be sent, and what differs at the tenant by now."""
    every = (
        Section("To be sent", tuple(_sent(row))),
        Section("Outbox", tuple(_standing(row, formats))),
        Section("At the tenant now", tuple(_changed(row))),
    )
    return tuple(section for section in every if section.facts)


def _sent(row: Waiting) -> Iterator[Fact]:
    for name, value in delay.fields_of(row.kept.variables):
        shown = "" if value is None else str(value)
        # Several words are a text that somebody wrote.
        yield Fact(names.label(name), shown, private=is_personal(name) or " " in shown)


def _standing(row: Waiting, formats: Formats) -> Iterator[Fact]:
    yield Fact("State", row.state, say.TONES[row.state])
    if row.sentence:
        yield Fact("Why", row.sentence, say.TONES[row.state])
    yield Fact("Taken", say.taken(row, formats))
    yield Fact("Typed at", formats.moment(row.kept_at))
    yield Fact("Account", row.kept.account)
    if row.kept.holder:
        yield Fact("Holder", row.kept.holder, private=True)
    if row.kept.about:
        yield Fact("About", row.kept.about)


def _changed(row: Waiting) -> list[Fact]:
    """Put beside each other what was known of the object and what is found, what differs first."""
    found, known = row.found, row.kept.known or {}
    if found is None:
        return []
    facts = [
        Fact(names.label(name), now or "gone", was=None if was == now else was)
        for name in dict.fromkeys((*known, *found))
        for was, now in [(known.get(name, ""), found.get(name, ""))]
    ]
    return sorted(facts, key=lambda fact: fact.was is None)
