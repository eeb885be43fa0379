"""Missed payments as a list, and each whole."""

from dataclasses import dataclass
from functools import partial

from kraken_tui.domain.payments import Paying
from kraken_tui.domain.payments_schedules import Missed
from kraken_tui.formats import Formats
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.payments_words import amount_words, ledger_subject, rhythm, section
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.record_columns import Column

COLUMNS = (
    Column(key="due", title="Due", width=12),
    Column(key="payable", title="Payable", width=11, align="right"),
    Column(key="missing", title="Still open", width=11, align="right"),
    Column(key="overdue", title="Overdue", width=9, align="right"),
    Column(key="ledger", title="Ledger", width=10),
    Column(key="name", title="", width=12, flex=1, from_width=100),
    Column(key="again", title="", width=11, flex=1),
)


@dataclass(frozen=True, slots=True)
class MissedPayments:
    """Write missed payments."""

    formats: Formats
    paying: Paying

    def listing(self) -> Listing[Missed]:
        """Describe the list of missed payments."""
        return Listing(
            name="missed-payments",
            noun="missed payments",
            empty="No missed payments.",
            columns=COLUMNS,
            cells=self._cells,
            key=lambda each: (each.schedule_id, each.ledger_number, each.due, each.payable),
            title=lambda each: f"Payment missed on {self.formats.day(each.due)}",
            sections=self._sections,
            subject=partial(_subject, self.paying.number),
            tag=lambda each: "warn" if each.retried else "bad",
            order={
                "due": lambda each: each.due,
                "payable": lambda each: each.payable,
                "missing": lambda each: each.missing,
                "overdue": lambda each: each.days_overdue,
            },
        )

    def _cells(self, each: Missed) -> tuple[str, ...]:
        return (
            self.formats.day(each.due),
            self.formats.money(each.payable),
            self.formats.money(each.missing) if each.missing is not None else "",
            overdue(each),
            each.ledger_number,
            words(self.paying.ledger_name(each.ledger_number)),
            "to be retried" if each.retried else "",
        )

    def _sections(self, each: Missed) -> tuple[Section, ...]:
        money, subject = self.formats.money, _subject(self.paying.number, each)
        ledger = ledger_subject(self.paying.number, each.ledger_number)
        name = self.paying.ledger_name(each.ledger_number)
        again = "is going to be collected again" if each.retried else ""
        schedule = next((s for s in self.paying.schedules if s.id == each.schedule_id), None)
        facts = (
            Fact("Due", self.formats.day(each.due)),
            Fact("Payable", money(each.payable)),
            Fact("Still open", money(each.missing) if each.missing is not None else "", "bad"),
            Fact("Overdue", overdue(each)),
            Fact("Collection", again, "warn"),
        )
        where = (
            Fact("Ledger", f"{each.ledger_number}  {name}".strip(), subject=ledger),
            Fact("Schedule", each.schedule_id),
            Fact("By", words(schedule.method) if schedule else ""),
            Fact("Amount", amount_words(self.formats, schedule) if schedule else ""),
            Fact("How often", rhythm(schedule) if schedule else ""),
        )
        return (
            *section("Missed payment", facts, subject=subject),
            *section("Part of", where, subject=subject),
        )


def overdue(each: Missed) -> str:
    """Say for how long a payment is overdue, nothing where nobody knows."""
    if each.days_overdue is None:
        return ""
    return "1 day" if each.days_overdue == 1 else f"{each.days_overdue:,} days"


def _subject(account: str, each: Missed) -> Subject:
    identifiers = {
        "accountNumber": account,
        "ledgerNumber": each.ledger_number,
        "amount": each.missing if each.missing is not None else each.payable,
        "paymentScheduleId": each.schedule_id,
    }
    known = {name: value for name, value in identifiers.items() if value not in (None, "")}
    return Subject("missed payment", f"the payment due {each.due}", known)
