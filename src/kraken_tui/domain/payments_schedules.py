"""When an account pays: schedules, plans, and the payments that were missed."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, datetime

from kraken_tui.domain import read

BY_DATE = frozenset({"", "REGULAR", "REGULAR_PLAN"})
"""Triggers of schedules whose terms say on which days they are due."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A payment that did not come; ``retried`` if its collection is going to be tried again.

    ``payable`` was due in all, ``missing`` is what of it is still open; minor units.
    """

    due: date | None
    payable: int | None
    missing: int | None
    days_overdue: int | None
    ledger_number: str
    schedule_id: str = ""
    retried: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """A payment schedule; amounts in minor units, ``ends`` is the first day without it."""

    id: str
    ledger_number: str
    ledger_name: str
    method: str
    reason: str
    trigger: str
    amount: int | None
    varies: bool
    day: int | None
    day_words: str
    from_month_end: bool
    frequency: str
    every: int
    on_holiday: bool
    holiday_reason: str
    exempt: bool | None
    delay: str
    adjustment: int | None
    adjusted_until: date | None
    total_debt: int | None
    begins: date | None
    ends: date | None
    plan_id: str
    missed: tuple[Missed, ...]
    missed_total: int

    def standing(self, today: date) -> str:
        """Say where the schedule stands: active, on holiday, ended or to come."""
        if self.ends is not None and self.ends <= today:
            return "ended"
        if self.begins is not None and self.begins > today:
            return "to come"
        return "on holiday" if self.on_holiday else "active"

    def due_days(self, today: date, *, most: int) -> tuple[date, ...]:
        """Give the next days, from ``today`` on, that the terms name; none if they name none."""
        fixed = self.trigger in BY_DATE and not self.on_holiday and not self.from_month_end
        if not fixed or self.begins is None or self.day is None or self.every < 1:
            return ()
        found: list[date] = []
        for due in self._days(max(today, self.begins)):
            if len(found) == most or (self.ends is not None and due >= self.ends):
                break
            found.append(due)
        return tuple(found)

    def _days(self, since: date) -> Iterator[date]:
        assert self.begins is not None
        assert self.day is not None
        if self.frequency == "Weekly" and 1 <= self.day <= 7:
            return _weekdays(self.begins, since, self.day, self.every)
        if self.frequency == "Monthly" and 1 <= self.day <= 31:
            return _month_days(self.begins, since, self.day, self.every)
        return iter(())


@dataclass(frozen=True, slots=True)
class PlanPayment:
    """One payment of a plan, in minor units."""

    due: date | None
    amount: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A payment plan, offered or agreed."""

    id: str
    ledger_number: str
    status: str
    name: str
    method: str
    offered: datetime | None
    offer_ends: datetime | None
    accepted: datetime | None
    updated: datetime | None
    next: PlanPayment | None
    payments: tuple[PlanPayment, ...]

    @property
    def total(self) -> int | None:
        """Add up the plan's payments, ``None`` where there are none."""
        amounts = [payment.amount for payment in self.payments if payment.amount is not None]
        return sum(amounts) if amounts else None


def parse_schedules(account: read.Node | None) -> tuple[Schedule, ...]:
    """Read an account's schedules in the order of the answer."""
    return tuple(map(_schedule, read.nodes(read.child(account, "paymentSchedules"))))


def parse_plans(account: read.Node | None) -> tuple[Plan, ...]:
    """Read an account's plans in the order of the answer."""
    return tuple(map(_plan, read.nodes(read.child(account, "paymentPlans"))))


def parse_missed(account: read.Node | None, schedules: tuple[Schedule, ...]) -> tuple[Missed, ...]:
    """Gather what was missed on any schedule, and what is going to be collected again."""
    retried = {(each.ledger_number, each.due): each for each in _retried(account)}
    missed = [
        replace(each, retried=retried.pop((each.ledger_number, each.due), None) is not None)
        for schedule in schedules
        for each in schedule.missed
    ]
    return (*missed, *retried.values())


def _retried(account: read.Node | None) -> Iterator[Missed]:
    for ledger in read.children(account, "ledgers"):
        for node in read.nodes(read.child(ledger, "paymentsWithNonConcludedRePresentation")):
            yield Missed(
                due=read.day(node, "payableDate"),
                payable=read.integer(node, "amountPayable"),
                missing=None,
                days_overdue=None,
                ledger_number=read.text(ledger, "number"),
                retried=True,
            )


def _schedule(node: read.Node) -> Schedule:
    ledger = read.child(node, "supplementaryLedger")
    number = read.text(node, "ledgerNumber") or read.text(ledger, "number")
    schedule_id, missed = read.text(node, "id"), read.child(node, "missedPayments")
    listed = tuple(_missed(each, number, schedule_id) for each in read.nodes(missed))
    day = read.child(node, "paymentDayDetails")
    every = read.integer(node, "paymentFrequencyMultiplier")
    return Schedule(
        id=schedule_id,
        ledger_number=number,
        ledger_name=read.text(ledger, "name"),
        method=read.text(node, "scheduleType"),
        reason=read.text(node, "reason"),
        trigger=read.text(node, "trigger"),
        amount=read.integer(node, "paymentAmount"),
        varies=bool(read.flag(node, "isVariablePaymentAmount")),
        day=read.integer(node, "paymentDay"),
        day_words=read.text(day, "description"),
        from_month_end=read.text(day, "direction") == "BEFORE_END_OF_MONTH",
        frequency=read.text(node, "paymentFrequency"),
        every=1 if every is None else every,
        on_holiday=bool(read.flag(node, "isPaymentHoliday")),
        holiday_reason=read.text(node, "paymentHolidayReason"),
        exempt=read.flag(node, "isExemptFromPaymentAdequacy"),
        delay=_delay(read.child(node, "delayConfiguration")),
        adjustment=read.integer(node, "paymentAdequacyAdjustment"),
        adjusted_until=read.day(node, "paymentAdequacyAdjustmentExpiryDate"),
        total_debt=read.integer(node, "totalDebtAmount"),
        begins=read.day(node, "validFrom"),
        ends=read.day(node, "validTo"),
        plan_id=read.text(read.child(node, "paymentPlan"), "id"),
        missed=listed,
        missed_total=max(len(listed), read.integer(missed, "totalCount") or 0),
    )


def _delay(node: read.Node | None) -> str:
    """Name what puts payments off, with the values it is given, as the tenant writes them."""
    given = read.text(node, "args")
    return f"{read.text(node, 'code')} {'' if given == '{}' else given}".strip()


def _missed(node: read.Node, ledger: str, schedule_id: str) -> Missed:
    return Missed(
        due=read.day(node, "payableDate"),
        payable=read.integer(node, "amountPayable"),
        missing=read.integer(node, "amountDue"),
        days_overdue=read.integer(node, "daysOverdue"),
        ledger_number=ledger,
        schedule_id=schedule_id,
    )


def _plan(node: read.Node) -> Plan:
    coming = read.child(node, "nextPayment")
    return Plan(
        id=read.text(node, "id"),
        ledger_number=read.text(node, "ledgerNumber"),
        status=read.text(node, "status"),
        name=read.text(node, "strategyDisplayName") or read.text(node, "strategyName"),
        method=read.text(node, "initialScheduleType"),
        offered=read.moment(node, "offeredAt"),
        offer_ends=read.moment(node, "offerExpiresAt"),
        accepted=read.moment(node, "acceptedAt"),
        updated=read.moment(node, "updatedAt"),
        next=None if coming is None else _plan_payment(coming),
        payments=tuple(map(_plan_payment, read.children(node, "payments"))),
    )


def _plan_payment(node: read.Node) -> PlanPayment:
    return PlanPayment(
        due=read.day(node, "payableDate"),
        amount=read.integer(node, "amount"),
        kind=read.text(node, "paymentType"),
    )


def _weekdays(begins: date, since: date, weekday: int, every: int) -> Iterator[date]:
    first = begins.toordinal() + (weekday - begins.isoweekday()) % 7
    step = 7 * every
    ordinal = first + max(0, -(-(since.toordinal() - first) // step)) * step
    while ordinal <= date.max.toordinal():
        yield date.fromordinal(ordinal)
        ordinal += step


def _month_days(begins: date, since: date, day: int, every: int) -> Iterator[date]:
    """Count months from the schedule's first; one too short for the day is due on its last."""
    first = begins.year * 12 + begins.month - 1
    if _day_in(first, day) < begins:
        first += 1
    past = since.year * 12 + since.month - 1 - first
    month = first + max(0, past // every) * every
    while month < (MAXYEAR + 1) * 12:
        if (due := _day_in(month, day)) >= since:
            yield due
        month += every


def _day_in(month: int, day: int) -> date:
    year, index = divmod(month, 12)
    return date(year, index + 1, min(day, monthrange(year, index + 1)[1]))
