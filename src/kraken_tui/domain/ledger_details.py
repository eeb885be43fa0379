"""All that is known of one ledger."""

from dataclasses import dataclass
from datetime import date, datetime

from kraken_tui.domain import read
from kraken_tui.domain.ledgers import Ledger, ledger_node, parse_ledger


@dataclass(frozen=True, slots=True)
class Permission:
    """Leave for credit to flow from or to another ledger, for a time."""

    account: str
    ledger: str
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Adequacy:
    """Whether the payments are enough: the last change that was made so, in minor units.

    ``told`` says whether the tenant tells of changes at all.
    """

    exempt: bool | None
    told: bool
    changed: datetime | None
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Refundable:
    """How much may be asked back, in minor units, and why not more."""

    allowed: bool | None
    reason: str
    most: int | None
    most_because: str
    balance_left: int | None


@dataclass(frozen=True, slots=True)
class BillingPeriod:
    """When the account is billed."""

    first_day: date | None
    last_day: date | None
    next_bill: date | None
    length: str
    times: int | None
    start_day: int | None
    fixed: bool | None


@dataclass(frozen=True, slots=True)
class Coming:
    """What will soon be on the account's ledgers, in minor units; below zero for charges."""

    id: str
    day: date | None
    title: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class Retry:
    """A payment that failed and is to be collected once more; ``amount`` in minor units."""

    day: date | None
    amount: int | None


@dataclass(frozen=True, slots=True)
class LedgerDetails:
    """A ledger with what hangs on it; ``wallet`` is its stored solar credit in minor units."""

    ledger: Ledger
    debt: Ledger | None
    adequacy: Adequacy | None
    incoming: tuple[Permission, ...]
    outgoing: tuple[Permission, ...]
    retries: tuple[Retry, ...]
    refundable: Refundable
    period: BillingPeriod | None
    coming: tuple[Coming, ...]
    wallet: int | None
    needs_instruction: bool | None


def parse_details(data: read.Node, number: str) -> LedgerDetails | None:
    """Read the answer to the ``ledger_details`` document; ``None`` without the ledger."""
    account, node = read.child(data, "account"), ledger_node(data, number)
    if node is None:
        return None
    debt = read.child(node, "debtLedger")
    flows = read.child(node, "creditTransferPermissionsData")
    retries = read.child(node, "paymentsWithNonConcludedRePresentation")
    local = next(read.children(account, "spanishLedgers"), None)
    return LedgerDetails(
        ledger=parse_ledger(node),
        debt=parse_ledger(debt) if debt is not None else None,
        adequacy=_adequacy(read.child(node, "paymentAdequacy")),
        incoming=tuple(map(_permission, read.children(flows, "fromSourceLedgers"))),
        outgoing=tuple(map(_permission, read.children(flows, "toTargetLedgers"))),
        retries=tuple(map(_retry, read.nodes(retries))),
        refundable=_refundable(account),
        period=_period(read.child(account, "billingOptions")),
        coming=tuple(map(_coming, read.nodes(read.child(account, "provisionalTransactions")))),
        wallet=read.integer(local, "solarWalletCreditLeft"),
        needs_instruction=read.flag(local, "mustHaveActivePaymentInstruction"),
    )


def _permission(node: read.Node) -> Permission:
    return Permission(
        account=read.text(node, "accountNumber"),
        ledger=read.text(node, "ledgerNumber"),
        since=read.instant(node, "validFrom"),
        until=read.instant(node, "validTo"),
    )


def _adequacy(node: read.Node | None) -> Adequacy | None:
    if node is None:
        return None
    change = read.child(node, "latestAppliedPaymentAdequacyChange")
    return Adequacy(
        exempt=read.flag(node, "isCurrentlyExempt"),
        told="latestAppliedPaymentAdequacyChange" in node,
        changed=read.instant(change, "appliedDate"),
        before=read.integer(change, "previousPaymentAmount"),
        after=read.integer(change, "newPaymentAmount"),
    )


def _retry(node: read.Node) -> Retry:
    return Retry(read.day(node, "payableDate"), read.integer(node, "amountPayable"))


def _refundable(account: read.Node | None) -> Refundable:
    allowed = read.child(account, "requestRefundEligibility")
    most = read.child(account, "maximumRefund")
    eligible = read.flag(allowed, "canRequestRefund")
    return Refundable(
        allowed=read.flag(account, "canRequestRefund") if eligible is None else eligible,
        reason=read.text(allowed, "reason"),
        most=read.integer(most, "amount"),
        most_because=read.text(most, "reasonToRecommendAmount"),
        balance_left=read.integer(most, "recommendedBalance"),
    )


def _period(node: read.Node | None) -> BillingPeriod | None:
    if node is None:
        return None
    return BillingPeriod(
        first_day=read.day(node, "currentBillingPeriodStartDate"),
        last_day=read.day(node, "currentBillingPeriodEndDate"),
        next_bill=read.day(node, "nextBillingDate"),
        length=read.text(node, "periodLength"),
        times=read.integer(node, "periodLengthMultiplier"),
        start_day=read.integer(node, "periodStartDay"),
        fixed=read.flag(node, "isFixed"),
    )


def _coming(node: read.Node) -> Coming:
    return Coming(
        id=read.text(node, "id"),
        day=read.day(node, "date"),
        title=read.text(node, "title"),
        amount=read.integer(node, "amount"),
    )
