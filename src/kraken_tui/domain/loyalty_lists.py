"""Referrals and vouchers of an account, page by page."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.domain import read
from kraken_tui.domain.loyalty_read import amount
from kraken_tui.domain.pages import page, variables

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer

Ask = Callable[[str, Mapping[str, object]], Awaitable["Answer"]]
"""Sends the document of a view with variables."""


@dataclass(frozen=True, slots=True)
class Referral:
    """Somebody whom the account recommended the tenant to; amounts in minor units."""

    id: str
    code: str
    kind: str
    name: str
    joined: datetime | None
    status: str
    paid: date | None
    to_referrer: int | None
    to_referred: int | None
    together: int | None


@dataclass(frozen=True, slots=True)
class Posting:
    """A charge or a credit that a voucher led to; amounts in minor units."""

    id: str
    net: int | None
    tax: int | None
    gross: int | None
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class PaidWith:
    """The payment that a voucher was bought with; ``amount`` in minor units."""

    id: str
    amount: int | None
    day: date | None
    reference: str
    status: str


@dataclass(frozen=True, slots=True)
class Redemption:
    """One use of a voucher, and the credit that it gave."""

    id: str
    claimed: datetime | None
    credit: Posting | None


@dataclass(frozen=True, slots=True)
class Voucher:
    """A voucher that was bought; ``value`` and ``balance`` in minor units."""

    id: str
    name: str
    value: int | None
    balance: int | None
    available: date | None
    purchased: datetime | None
    refunded: datetime | None
    details: str
    charge: Posting | None
    transfer: Posting | None
    payment: PaidWith | None
    redemptions: tuple[Redemption, ...]


async def referrals(ask: Ask, account: str, request: PageRequest) -> Page[Referral]:
    """Read a page of referrals; raise ``KrakenError``."""
    answer = await ask("loyalty_referrals", {"accountNumber": account, **variables(request)})
    account_node = read.child(answer.data, "account")
    return page(read.child(account_node, "referrals"), parse_referral, answer)


async def vouchers(ask: Ask, account: str, request: PageRequest) -> Page[Voucher]:
    """Read a page of vouchers; raise ``KrakenError``."""
    answer = await ask("loyalty_vouchers", {"account": account, **variables(request)})
    return page(read.child(answer.data, "vouchersForAccount"), parse_voucher, answer)


def parse_referral(node: read.Node) -> Referral:
    """Read one referral."""
    return Referral(
        id=read.text(node, "id"),
        code=read.text(node, "code"),
        kind=read.text(node, "schemeType"),
        name=read.text(node, "referredUserName"),
        joined=read.instant(node, "referredUserJoinDate"),
        status=read.text(node, "paymentStatus"),
        paid=read.day(node, "paymentDate"),
        to_referrer=read.integer(node, "referringUserPaymentAmount"),
        to_referred=read.integer(node, "referredUserPaymentAmount"),
        together=read.integer(node, "combinedPaymentAmount"),
    )


def parse_voucher(node: read.Node) -> Voucher:
    """Read one voucher."""
    transfer = read.child(node, "chargeBalanceTransfer")
    details = read.text(node, "clientParams")
    return Voucher(
        id=read.text(node, "id"),
        name=read.text(node, "displayName"),
        value=read.integer(node, "voucherValue"),
        balance=read.integer(node, "balance"),
        available=read.day(node, "availableFrom"),
        purchased=read.instant(node, "purchasedAt"),
        refunded=read.instant(node, "refundedAt"),
        details="" if details == "{}" else details,
        charge=_posting(read.child(node, "charge")),
        transfer=_posting(read.child(transfer, "accountCharge")),
        payment=_payment(read.child(node, "payment")),
        redemptions=tuple(map(_redemption, read.children(node, "redemptions"))),
    )


def _redemption(node: read.Node) -> Redemption:
    return Redemption(
        id=read.text(node, "id"),
        claimed=read.instant(node, "claimedAt"),
        credit=_posting(read.child(node, "credit")),
    )


def _posting(node: read.Node | None) -> Posting | None:
    if node is None:
        return None
    return Posting(
        id=read.text(node, "id"),
        net=amount(node, "netAmount"),
        tax=amount(node, "salesTaxAmount"),
        gross=amount(node, "grossAmount"),
        reason=read.text(node, "reason"),
        note=read.text(node, "note"),
    )


def _payment(node: read.Node | None) -> PaidWith | None:
    if node is None:
        return None
    return PaidWith(
        id=read.text(node, "id"),
        amount=amount(node, "amount"),
        day=read.day(node, "paymentDate"),
        reference=read.text(node, "reference"),
        status=read.text(node, "status"),
    )
