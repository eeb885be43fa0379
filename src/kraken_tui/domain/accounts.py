"""An account as its overview shows it."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from kraken_tui.domain import read
from kraken_tui.domain.account_lists import Counts, parse_counts
from kraken_tui.domain.agreements import Agreement, parse_agreement
from kraken_tui.domain.billing_details import Billing, parse_billing
from kraken_tui.domain.people import Consent, User, parse_consents, parse_user
from kraken_tui.domain.places import Property, parse_property


class LedgerBrief(NamedTuple):
    """A ledger in one line; ``balance`` in minor units."""

    number: str
    name: str
    balance: int | None


class Business(NamedTuple):
    """The company behind an account."""

    id: str
    name: str
    number: str
    kind: str


class Portfolio(NamedTuple):
    """The portfolio that an account is managed in."""

    number: str
    name: str


class Switch(NamedTuple):
    """What being billed by a meter would come to: each ``payment``, in minor units."""

    payment: int | None
    is_variable: bool | None


class Account(NamedTuple):
    """An account; balances in minor units, positive meaning that the customer is in credit.

    ``overdue`` and ``solar_credit`` are in minor units too, ``gift_credit`` is in major ones.
    ``agreements_active`` counts all active agreements; ``agreements`` holds the first of them.
    ``none_of`` names the fields of ``LISTED`` that the tenant says it has nothing in.
    """

    number: str
    status: str
    kind: str
    brand: str
    urn: str
    created: datetime | None
    balance: int | None
    overdue: int | None
    can_request_refund: bool | None
    solar_credit: int | None
    gift_credit: Decimal | None
    switch: Switch | None
    flags: tuple[str, ...]
    business: Business | None
    portfolio: Portfolio | None
    billing: Billing
    consents: tuple[Consent, ...]
    users: tuple[User, ...]
    ledgers: tuple[LedgerBrief, ...]
    properties: tuple[Property, ...]
    agreements: tuple[Agreement, ...]
    agreements_active: int | None
    counts: Counts
    notes_pinned: int
    none_of: frozenset[str]

    @property
    def holder(self) -> str:
        """Say who the account belongs to."""
        company = self.business.name if self.business else ""
        return self.billing.name or company or next((u.name for u in self.users), "")


FLAGS = {
    "isInHardship": "hardship",
    "hasActiveDebtCollectionProceeding": "debt collection",
    "hasActiveDunningProcess": "dunning",
    "isOnPccDunningJourney": "pre-collection dunning",
    "hasActiveSocialAgreement": "social tariff",
    "hasActiveWatersureAgreement": "WaterSure",
    "hasActiveAssessedAgreement": "assessed charge",
    "hasActiveFixedDiscountAgreement": "fixed discount",
    "isOnSteppedTariff": "stepped tariff",
    "hasSolarWallet": "solar wallet",
}
"""Fields that are worth a badge when true, most pressing first."""


LISTED = ("ledgers", "users", "properties")


def parse(data: read.Node) -> Account | None:
    """Read the answer to the ``overview`` document; ``None`` where it holds no account."""
    account = read.child(data, "account")
    if account is None:
        return None
    number = read.text(account, "number")
    agreements = read.child(account, "marketSupplyAgreements")
    return Account(
        number=number,
        status=read.text(account, "status"),
        kind=read.text(account, "accountType"),
        brand=read.text(account, "brand"),
        urn=read.text(account, "urn"),
        created=read.moment(account, "createdAt"),
        balance=read.integer(account, "balance"),
        overdue=read.integer(account, "overdueBalance"),
        can_request_refund=read.flag(account, "canRequestRefund"),
        solar_credit=read.integer(account, "solarWalletAvailableCredit"),
        gift_credit=read.decimal(account, "currentGiftCreditLeftInEur"),
        switch=_switch(read.child(account, "potentialSwitchToMeasured")),
        flags=_flags(account),
        business=_business(account),
        portfolio=_portfolio(account),
        billing=parse_billing(account),
        consents=parse_consents(account),
        users=tuple(map(parse_user, read.children(account, "users"))),
        ledgers=tuple(map(_ledger, read.children(account, "ledgers"))),
        properties=tuple(
            parse_property(place, number) for place in read.children(account, "properties")
        ),
        agreements=tuple(map(parse_agreement, read.nodes(agreements))),
        agreements_active=read.integer(agreements, "totalCount"),
        counts=parse_counts(account),
        notes_pinned=_pinned(account),
        none_of=frozenset(field for field in LISTED if account.get(field) == []),
    )


def _flags(account: read.Node) -> tuple[str, ...]:
    raised = [word for field, word in FLAGS.items() if read.flag(account, field)]
    # Not every tenant has a flag for what its list of proceedings tells as well.
    if FLAGS["hasActiveDebtCollectionProceeding"] not in raised and _is_pursued(account):
        raised.insert(0, FLAGS["hasActiveDebtCollectionProceeding"])
    measured = read.flag(account, "isMeasured")
    if measured is not None:
        raised.append("measured" if measured else "unmeasured")
    return tuple(raised)


def _is_pursued(account: read.Node) -> bool:
    proceedings = read.children(account, "debtCollectionProceedings")
    return any("stoppedAt" in each and each["stoppedAt"] is None for each in proceedings)


def _pinned(account: read.Node) -> int:
    return sum(bool(read.flag(note, "isPinned")) for note in read.children(account, "notes"))


def _switch(node: read.Node | None) -> Switch | None:
    if not read.flag(node, "canSwitch"):
        return None
    return Switch(read.integer(node, "paymentAmount"), read.flag(node, "isVariablePaymentAmount"))


def _business(account: read.Node) -> Business | None:
    node = read.child(account, "business")
    if node is None:
        return None
    return Business(
        id=read.text(node, "id"),
        name=read.text(node, "name"),
        number=read.text(node, "number"),
        kind=read.text(node, "businessType") or read.text(account, "businessType"),
    )


def _portfolio(account: read.Node) -> Portfolio | None:
    node = read.child(account, "portfolio")
    if node is None:
        return None
    return Portfolio(number=read.text(node, "number"), name=read.text(node, "name"))


def _ledger(ledger: read.Node) -> LedgerBrief:
    return LedgerBrief(
        number=read.text(ledger, "number"),
        name=read.text(ledger, "name") or read.text(ledger, "ledgerType"),
        balance=read.integer(ledger, "balance"),
    )
