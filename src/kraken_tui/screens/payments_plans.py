"""Payment plans as a list, and each whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kraken_tui.domain.payments import Paying
from kraken_tui.domain.payments_schedules import Plan, PlanPayment
from kraken_tui.formats import Formats
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.payments_words import ledger_subject, section
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.record_columns import Column

COLUMNS = (
    Column(key="plan", title="Plan", width=18, flex=1),
    Column(key="ledger", title="Ledger", width=10),
    Column(key="state", title="State", width=9),
    Column(key="next", title="Next due", width=12),
    Column(key="amount", title="Amount", width=11, align="right"),
    Column(key="payments", title="Payments", width=8, align="right", from_width=100),
    Column(key="total", title="In all", width=12, align="right", from_width=100),
)


@dataclass(frozen=True, slots=True)
class Plans:
    """Write plans as of a day."""

    formats: Formats
    paying: Paying
    today: date

    def listing(self) -> Listing[Plan]:
        """Describe the list of plans."""
        return Listing(
            name="payment-plans",
            noun="plans",
            empty="No payment plans.",
            columns=COLUMNS,
            cells=self._cells,
            key=lambda plan: plan.id,
            title=lambda plan: f"Plan {plan.id}, {words(plan.name)}",
            sections=self.sections,
            subject=self._subject,
            order={
                "next": lambda plan: plan.next and plan.next.due,
                "amount": lambda plan: plan.next and plan.next.amount,
                "payments": lambda plan: len(plan.payments),
                "total": lambda plan: plan.total,
            },
        )

    def _cells(self, plan: Plan) -> tuple[str, ...]:
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

    def _subject(self, plan: Plan) -> Subject:
        identifiers = {
            "accountNumber": self.paying.number,
            "ledgerNumber": plan.ledger_number,
            "paymentPlanId": plan.id,
        }
        known = {name: value for name, value in identifiers.items() if value}
        return Subject("payment plan", f"plan {plan.id}", known)

    def sections(self, plan: Plan) -> tuple[Section, ...]:
        """Show a plan whole."""
        subject = self._subject(plan)
        payments = (self._payment(each) for each in plan.payments)
        return (
            *section("Plan", self._facts(plan), subject=subject),
            *section("Payments of the plan", payments, subject=subject),
        )

    def _facts(self, plan: Plan) -> Iterator[Fact]:
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

    def _payment(self, payment: PlanPayment) -> Fact:
        past = payment.due is not None and payment.due < self.today
        parts = (self.formats.money(payment.amount), words(payment.kind), "was due" if past else "")
        told = "  ".join(filter(None, parts))
        return Fact(self.formats.day(payment.due), told, "quiet" if past else "")
