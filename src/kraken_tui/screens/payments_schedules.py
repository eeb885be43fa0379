"""Payment schedules as a list, and each whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kraken_tui.domain.payments import Paying
from kraken_tui.domain.payments_schedules import Missed, Plan, Schedule
from kraken_tui.formats import Formats
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.payments_missed import overdue
from kraken_tui.screens.payments_plans import Plans
from kraken_tui.screens.payments_words import amount_words, ledger_subject, rhythm, section
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.record_columns import Column

NEXT = 6
"""So many of the next days of a schedule are told."""

COLUMNS = (
    Column(key="ledger", title="Ledger", width=10, from_width=110),
    Column(key="method", title="By", width=13),
    Column(key="amount", title="Amount", width=11, align="right"),
    Column(key="rhythm", title="How often", width=18, flex=1),
    Column(key="begins", title="From", width=12, from_width=100),
    Column(key="ends", title="Until", width=12, from_width=100),
    Column(key="next", title="Next", width=12),
    Column(key="standing", title="Now", width=10),
    Column(key="missed", title="Missed", width=6, align="right", from_width=130),
)


@dataclass(frozen=True, slots=True)
class Schedules:
    """Write schedules as of a day."""

    formats: Formats
    paying: Paying
    today: date

    def listing(self) -> Listing[Schedule]:
        """Describe the list of schedules."""
        return Listing(
            name="payment-schedules",
            noun="schedules",
            empty="No payment schedules.",
            columns=COLUMNS,
            cells=self._cells,
            key=lambda schedule: schedule.id,
            title=lambda schedule: f"Schedule {schedule.id}, {rhythm(schedule)}",
            sections=self._sections,
            subject=self._subject,
            tag=self._tag,
            order={
                "amount": lambda schedule: schedule.amount,
                "begins": lambda schedule: schedule.begins,
                "ends": lambda schedule: schedule.ends,
                "next": self._next,
                "missed": lambda schedule: schedule.missed_total,
            },
        )

    def _tag(self, schedule: Schedule) -> str | None:
        standing = schedule.standing(self.today)
        return {"ended": "dim", "on holiday": "warn"}.get(standing)

    def _next(self, schedule: Schedule) -> date | None:
        if schedule.plan_id and schedule.frequency == "Planned":
            plan = self._plan(schedule)
            return plan.next.due if plan and plan.next else None
        return next(iter(schedule.due_days(self.today, most=1)), None)

    def _plan(self, schedule: Schedule) -> Plan | None:
        return next((plan for plan in self.paying.plans if plan.id == schedule.plan_id), None)

    def _cells(self, schedule: Schedule) -> tuple[str, ...]:
        coming, day = self._next(schedule), self.formats.day
        return (
            schedule.ledger_number,
            words(schedule.method),
            amount_words(self.formats, schedule),
            rhythm(schedule),
            day(schedule.begins),
            day(schedule.ends) if schedule.ends else "",
            day(coming) if coming else "",
            schedule.standing(self.today),
            str(schedule.missed_total) if schedule.missed_total else "",
        )

    def _subject(self, schedule: Schedule) -> Subject:
        identifiers = {
            "accountNumber": self.paying.number,
            "ledgerNumber": schedule.ledger_number,
            "paymentAmount": schedule.amount,
            "paymentDay": schedule.day,
            "paymentScheduleId": schedule.id,
        }
        known = {name: value for name, value in identifiers.items() if value not in (None, "")}
        return Subject("payment schedule", f"schedule {schedule.id}", known)

    def _sections(self, schedule: Schedule) -> tuple[Section, ...]:
        subject, plan = self._subject(schedule), self._plan(schedule)
        missed = (self._missed(each) for each in schedule.missed)
        plans = Plans(self.formats, self.paying, self.today)
        return (
            *section("Schedule", self._facts(schedule), subject=subject),
            *section("Next by its terms", self._days(schedule), subject=subject),
            *section("Missed payments", missed, subject=subject),
            *(plans.sections(plan) if plan else ()),
        )

    def _facts(self, schedule: Schedule) -> Iterator[Fact]:
        money, day, standing = self.formats.money, self.formats.day, schedule.standing(self.today)
        tone = {"active": "good", "on holiday": "warn"}.get(standing, "quiet")
        holiday = schedule.holiday_reason or "yes"
        number = schedule.ledger_number
        ledger = ledger_subject(self.paying.number, number)
        name = schedule.ledger_name or self.paying.ledger_name(number)
        yield Fact("Now", standing, tone)
        yield Fact("By", words(schedule.method))
        yield Fact("Amount", money(schedule.amount))
        yield Fact("Amount varies", "yes" if schedule.varies else "")
        yield Fact("How often", rhythm(schedule))
        yield Fact("For", words(schedule.reason))
        yield Fact("Asked for by", words(schedule.trigger))
        yield Fact("From", day(schedule.begins))
        yield Fact("Until", day(schedule.ends) if schedule.ends else "")
        yield Fact("Payment holiday", holiday if schedule.on_holiday else "", "warn")
        yield Fact("Debt to pay off", money(schedule.total_debt) if schedule.total_debt else "")
        yield Fact("Adequacy", {True: "exempt", False: "", None: ""}[schedule.exempt])
        yield Fact("Put off by", schedule.delay)
        yield Fact("Adjusted by", self._adjustment(schedule))
        yield Fact("Ledger", f"{number}  {name}".strip(), subject=ledger)
        yield Fact("Id", schedule.id, "quiet")

    def _adjustment(self, schedule: Schedule) -> str:
        if not schedule.adjustment:
            return ""
        until = schedule.adjusted_until
        end = f" until {self.formats.day(until)}" if until else ""
        return f"{self.formats.money(schedule.adjustment)}{end}"

    def _days(self, schedule: Schedule) -> Iterator[Fact]:
        for due in schedule.due_days(self.today, most=NEXT):
            yield Fact(self.formats.day(due), amount_words(self.formats, schedule))

    def _missed(self, each: Missed) -> Fact:
        told = "  ".join(filter(None, (self.formats.money(each.missing), overdue(each))))
        return Fact(self.formats.day(each.due), told, "bad")
