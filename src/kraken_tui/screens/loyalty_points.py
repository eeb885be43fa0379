"""The points ledger and the loyalty cards as lists."""

from kraken_tui.domain.loyalty_members import Card, Entry
from kraken_tui.formats import UNKNOWN, Formats
from kraken_tui.screens import loyalty_subjects as subjects
from kraken_tui.screens.ledger_words import day_width
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.loyalty_words import change, constant, tag, tone
from kraken_tui.widgets.facts import Fact, Section
from kraken_tui.widgets.record_columns import Column

NO_POINTS = "Nobody of this account has collected any points."
NO_CARDS = "Nobody of this account has a loyalty card."


def entries(account: str, formats: Formats) -> Listing[Entry]:
    """Describe the points ledger, with the balance after each entry."""

    def cells(entry: Entry) -> tuple[str, ...]:
        return (
            formats.day(entry.posted),
            constant(entry.reason),
            entry.member.name,
            constant(entry.kind),
            change(entry.change, formats),
            formats.number(entry.after),
        )

    return Listing(
        name="loyalty-points",
        noun="entries",
        empty=NO_POINTS,
        columns=(
            Column(key="posted", title="Posted", width=day_width(formats)),
            Column(key="reason", title="Reason", width=19, flex=2),
            Column(key="member", title="Whose", width=19, flex=1, from_width=80),
            Column(key="kind", title="Kind", width=8, from_width=100),
            Column(key="change", title="Points", width=9, align="right"),
            Column(key="after", title="Balance", width=9, align="right"),
        ),
        cells=cells,
        key=lambda entry: (entry.member.id, entry.id),
        title=lambda entry: f"{change(entry.change, formats)} points, {constant(entry.reason)}",
        sections=lambda entry: (_entry(entry, formats),),
        subject=lambda entry: subjects.of_entry(account, entry),
        order={
            "posted": lambda entry: entry.posted,
            "change": lambda entry: entry.change,
            "after": lambda entry: entry.after,
        },
    )


def _entry(entry: Entry, formats: Formats) -> Section:
    look = "" if entry.change is None else "good" if entry.change > 0 else "warn"
    return Section(
        "Posting",
        (
            Fact("Posted", formats.moment(entry.posted)),
            Fact("Points", change(entry.change, formats), look),
            Fact("Reason", constant(entry.reason)),
            Fact("Kind", constant(entry.kind)),
            Fact("Balance before", formats.number(entry.before)),
            Fact("Balance after", formats.number(entry.after)),
            Fact("Whose", entry.member.name or UNKNOWN),
            Fact("For account", entry.account or UNKNOWN),
            Fact("Entry id", entry.id or UNKNOWN, "quiet"),
            Fact("Idempotency key", entry.key or UNKNOWN, "quiet"),
        ),
    )


def cards(account: str) -> Listing[Card]:
    """Describe the cards of an account's people."""

    def cells(card: Card) -> tuple[str, ...]:
        return card.number, constant(card.scheme), card.member.name, constant(card.status)

    return Listing(
        name="loyalty-cards",
        noun="cards",
        empty=NO_CARDS,
        columns=(
            Column(key="number", title="Number", width=20),
            Column(key="scheme", title="Scheme", width=14, flex=1),
            Column(key="member", title="Whose", width=16, flex=1),
            Column(key="status", title="Status", width=12),
        ),
        cells=cells,
        key=lambda card: (card.member.id, card.id),
        title=lambda card: f"Card {card.number}",
        sections=lambda card: (_card(card),),
        subject=lambda card: subjects.of_card(account, card),
        tag=lambda card: tag(card.status),
    )


def _card(card: Card) -> Section:
    return Section(
        "Loyalty card",
        (
            Fact("Number", card.number or UNKNOWN),
            Fact("Scheme", constant(card.scheme)),
            Fact("Status", constant(card.status), tone(card.status)),
            Fact("Whose", card.member.name or UNKNOWN),
            Fact("Card id", card.id or UNKNOWN, "quiet"),
        ),
    )
