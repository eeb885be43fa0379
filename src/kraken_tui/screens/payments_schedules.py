"""Schedules, plans and missed payments as lists, and each whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from kraken_tui.domain.payments import Paying
from kraken_tui.domain.payments_schedules import Missed, Plan, PlanPayment, Schedule
from kraken_tui.formats import Formats
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.payments_words import ledger_subject, rhythm, section
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.record_columns import Column

NEXT = 6
"""So many of the next days of a schedule are told."""

SCHEDULE_COLUMNS = (
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
PLAN_COLUMNS = (
    Column(key="plan", title="Plan", width=18, flex=1),
    Column(key="ledger", title="Ledger", width=10),
    Column(key="state", title="State", width=9),
    Column(key="next", title="Next due", width=12),
    Column(key="amount", title="Amount", width=11, align="right"),
    Column(key="payments", title="Payments", width=8, align="right", from_width=100),
    Column(key="total", title="In all", width=12, align="right", from_width=100),
)
MISSED_COLUMNS = (
    Column(key="due", title="Due", width=12),
    Column(key="payable", title="Payable", width=11, align="right"),
    Column(key="missing", title="Still open", width=11, align="right"),
    Column(key="overdue", title="Overdue", width=9, align="right"),
    Column(key="ledger", title="Ledger", width=10),
    Column(key="name", title="", width=12, flex=1, from_width=100),
    Column(key="again", title="", width=11, flex=1),
)


@dataclass(frozen=True, slots=True)
class Schedules:
    """Write schedules, plans and missed payments as of a day."""

    formats: Formats
    paying: Paying
    today: date

    def listing(self) -> Listing[Schedule]:
        """Describe the list of schedules."""
        return Listing(
            name="payment-schedules",
            noun="schedules",
            empty="No payment schedules.",
            columns=SCHEDULE_COLUMNS,
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
            self._amount(schedule),
            rhythm(schedule),
            day(schedule.begins),
            day(schedule.ends) if schedule.ends else "",
            day(coming) if coming else "",
            schedule.standing(self.today),
            str(schedule.missed_total) if schedule.missed_total else "",
        )

    def _amount(self, schedule: Schedule) -> str:
        about = "~" if schedule.varies else ""
        return f"{about}{self.formats.money(schedule.amount)}"

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
        missed = (self._missed_fact(each) for each in schedule.missed)
        return (
            *section("Schedule", self._facts(schedule), subject=subject),
            *section("Next by its terms", self._days(schedule), subject=subject),
            *section("Missed payments", missed, subject=subject),
            *(self._plan_sections(plan) if plan else ()),
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
            yield Fact(self.formats.day(due), self._amount(schedule))

    # -- plans ---------------------------------------------------------------------------------

    def plans(self) -> Listing[Plan]:
        """Describe the list of plans."""
        return Listing(
            name="payment-plans",
            noun="plans",
            empty="No payment plans.",
            columns=PLAN_COLUMNS,
            cells=self._plan_cells,
            key=lambda plan: plan.id,
            title=lambda plan: f"Plan {plan.id}, {words(plan.name)}",
            sections=self._plan_sections,
            subject=self._plan_subject,
            order={
                "next": lambda plan: plan.next and plan.next.due,
                "amount": lambda plan: plan.next and plan.next.amount,
                "payments": lambda plan: len(plan.payments),
                "total": lambda plan: plan.total,
            },
        )

    def _plan_cells(self, plan: Plan) -> tuple[str, ...]:
        coming = plan.next
        return (
            words(plan.name),
            plan.ledger_number,
            words(plan.status),
            self.formats.day(coming.due) if coming else "",
            self.formats.money(coming.amount) if coming else "",
            str(len(plan.payments)),
            self.formats.money(plan.total),
        )

    def _plan_subject(self, plan: Plan) -> Subject:
        identifiers = {
            "accountNumber": self.paying.number,
            "ledgerNumber": plan.ledger_number,
            "paymentPlanId": plan.id,
        }
        known = {name: value for name, value in identifiers.items() if value}
        return Subject("payment plan", f"plan {plan.id}", known)

    def _plan_sections(self, plan: Plan) -> tuple[Section, ...]:
        subject = self._plan_subject(plan)
        payments = (self._plan_payment(each) for each in plan.payments)
        return (
            *section("Plan", self._plan_facts(plan), subject=subject),
            *section("Payments of the plan", payments, subject=subject),
        )

    def _plan_facts(self, plan: Plan) -> Iterator[Fact]:
        moment = self.formats.moment
        ledger = ledger_subject(self.paying.number, plan.ledger_number)
        name = self.paying.ledger_name(plan.ledger_number) if plan.ledger_number else ""
        coming = plan.next
        yield Fact("Plan", words(plan.name))
        yield Fact("State", words(plan.status), "good" if plan.status == "ACTIVE" else "")
        if coming is not None:
            due, amount = self.formats.day(coming.due), self.formats.money(coming.amount)
            yield Fact("Next payment", f"{amount} on {due}")
        yield Fact("In all", self.formats.money(plan.total) if plan.payments else "")
        yield Fact("Begins by", words(plan.method))
        yield Fact("Offered", moment(plan.offered) if plan.offered else "")
        yield Fact("Offer ends", moment(plan.offer_ends) if plan.offer_ends else "")
        yield Fact("Accepted", moment(plan.accepted) if plan.accepted else "")
        yield Fact("Changed last", moment(plan.updated) if plan.updated else "")
        yield Fact("Ledger", f"{plan.ledger_number}  {name}".strip(), subject=ledger)
        yield Fact("Id", plan.id, "quiet")

    def _plan_payment(self, payment: PlanPayment) -> Fact:
        past = payment.due is not None and payment.due < self.today
        parts = (self.formats.money(payment.amount), words(payment.kind), "was due" if past else "")
        told = "  ".join(filter(None, parts))
        return Fact(self.formats.day(payment.due), told, "quiet" if past else "")

    # -- missed --------------------------------------------------------------------------------

    def missed(self) -> Listing[Missed]:
        """Describe the list of missed payments."""
        return Listing(
            name="missed-payments",
            noun="missed payments",
            empty="No missed payments.",
            columns=MISSED_COLUMNS,
            cells=self._missed_cells,
            key=lambda each: (each.schedule_id, each.ledger_number, each.due, each.payable),
            title=lambda each: f"Payment missed on {self.formats.day(each.due)}",
            sections=self._missed_sections,
            subject=partial(_missed_subject, self.paying.number),
            tag=lambda each: "warn" if each.retried else "bad",
            order={
                "due": lambda each: each.due,
                "payable": lambda each: each.payable,
                "missing": lambda each: each.missing,
                "overdue": lambda each: each.days_overdue,
            },
        )

    def _missed_cells(self, each: Missed) -> tuple[str, ...]:
        return (
            self.formats.day(each.due),
            self.formats.money(each.payable),
            self.formats.money(each.missing) if each.missing is not None else "",
            _overdue(each),
            each.ledger_number,
            words(self.paying.ledger_name(each.ledger_number)),
            "tried again" if each.retried else "",
        )

    def _missed_fact(self, each: Missed) -> Fact:
        told = "  ".join(filter(None, (self.formats.money(each.missing), _overdue(each))))
        return Fact(self.formats.day(each.due), told, "bad")

    def _missed_sections(self, each: Missed) -> tuple[Section, ...]:
        money, subject = self.formats.money, _missed_subject(self.paying.number, each)
        ledger = ledger_subject(self.paying.number, each.ledger_number)
        name = self.paying.ledger_name(each.ledger_number)
        again = "is going to be collected again" if each.retried else ""
        schedule = next((s for s in self.paying.schedules if s.id == each.schedule_id), None)
        facts = (
            Fact("Due", self.formats.day(each.due)),
            Fact("Payable", money(each.payable)),
            Fact("Still open", money(each.missing) if each.missing is not None else "", "bad"),
            Fact("Overdue", _overdue(each)),
            Fact("Collection", again, "warn"),
        )
        where = (
            Fact("Ledger", f"{each.ledger_number}  {name}".strip(), subject=ledger),
            Fact("Schedule", each.schedule_id),
            Fact("By", words(schedule.method) if schedule else ""),
            Fact("Amount", self._amount(schedule) if schedule else ""),
            Fact("How often", rhythm(schedule) if schedule else ""),
        )
        return (
            *section("Missed payment", facts, subject=subject),
            *section("Part of", where, subject=subject),
        )


def _overdue(each: Missed) -> str:
    if each.days_overdue is None:
        return ""
    return "1 day" if each.days_overdue == 1 else f"{each.days_overdue:,} days"


def _missed_subject(account: str, each: Missed) -> Subject:
    identifiers = {
        "accountNumber": account,
        "ledgerNumber": each.ledger_number,
        "amount": each.missing if each.missing is not None else each.payable,
        "paymentScheduleId": each.schedule_id,
    }
    known = {name: value for name, value in identifiers.items() if value not in (None, "")}
    return Subject("missed payment", f"the payment due {each.due}", known)
