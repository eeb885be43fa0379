"""Help that was agreed on, good causes that are given to, and debt that is being collected."""

from dataclasses import dataclass
from datetime import date, datetime

from kraken_tui.domain import read
from kraken_tui.domain.account_list import AccountList


@dataclass(frozen=True, slots=True)
class Hardship:
    """An agreement made because somebody is in hardship."""

    id: str
    kind: str
    details: str
    entry_reason: str
    plan: str
    starts: date | None
    ends: date | None
    exit_reason: str
    exit_details: str
    created: datetime | None


@dataclass(frozen=True, slots=True)
class Assistance:
    """An agreement on assistance, such as a social tariff."""

    kind: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time that was, or is still to be, contributed for."""

    begins: datetime | None
    ends: datetime | None
    fulfilled: datetime | None


@dataclass(frozen=True, slots=True)
class Contribution:
    """An agreement to give to a scheme; ``amount`` in minor units, once an ``interval``.

    ``periods`` are the first of ``periods_total`` that the tenant gives.
    """

    id: str
    scheme: str
    scheme_code: str
    is_taxable: bool | None
    amount: int | None
    interval: str
    since: datetime | None
    until: datetime | None
    periods: tuple[Period, ...]
    periods_total: int | None


@dataclass(frozen=True, slots=True)
class Proceeding:
    """A collection of debt by an agency; ``amount`` in minor units."""

    agency: str
    agency_code: str
    campaign: str
    needs_visit: bool | None
    amount: int | None
    started: datetime | None
    stopped: datetime | None
    stop_reason: str


def parse_hardship(node: read.Node) -> Hardship:
    """Read one hardship agreement."""
    return Hardship(
        id=read.text(node, "id"),
        kind=read.text(node, "hardshipType"),
        details=read.lines(node, "hardshipDetails"),
        entry_reason=read.text(node, "hardshipEntryReason"),
        plan=read.lines(node, "paymentPlanDetails"),
        starts=read.day(node, "startDate"),
        ends=read.day(node, "endDate"),
        exit_reason=read.text(node, "exitReason"),
        exit_details=read.lines(node, "exitReasonDetails"),
        created=read.moment(node, "createdAt"),
    )


def parse_assistance(node: read.Node) -> Assistance:
    """Read one assistance agreement."""
    return Assistance(
        kind=read.text(node, "assistanceType"),
        since=read.day(node, "activeFrom"),
        until=read.day(node, "activeTo"),
    )


def parse_contribution(node: read.Node) -> Contribution:
    """Read one contribution agreement."""
    scheme, periods = read.child(node, "contributionScheme"), read.child(node, "periods")
    code = read.text(scheme, "code")
    return Contribution(
        id=read.text(node, "id"),
        scheme=read.text(scheme, "displayName") or code,
        scheme_code=code,
        is_taxable=read.flag(scheme, "taxable"),
        amount=read.integer(node, "amount"),
        interval=read.text(node, "interval"),
        since=read.moment(node, "activeFrom"),
        until=read.moment(node, "activeTo"),
        periods=tuple(map(_period, read.nodes(periods))),
        periods_total=read.integer(periods, "totalCount"),
    )


def _period(node: read.Node) -> Period:
    return Period(
        begins=read.moment(node, "periodFrom"),
        ends=read.moment(node, "periodTo"),
        fulfilled=read.moment(node, "fulfilledAt"),
    )


def parse_proceeding(node: read.Node) -> Proceeding:
    """Read one debt collection proceeding."""
    agency, campaign = read.child(node, "agency"), read.child(node, "collectionCampaign")
    return Proceeding(
        agency=read.text(agency, "name"),
        agency_code=read.text(agency, "code"),
        campaign=read.text(campaign, "displayName") or read.text(campaign, "code"),
        needs_visit=read.flag(campaign, "requiresFieldVisit"),
        amount=read.integer(node, "amount"),
        started=read.moment(node, "startedAt"),
        stopped=read.moment(node, "stoppedAt"),
        stop_reason=read.text(node, "stopReason"),
    )


HARDSHIP = AccountList("hardship", parse_hardship)
ASSISTANCE = AccountList("assistance", parse_assistance)
CONTRIBUTIONS = AccountList("contributions", parse_contribution)
DEBT_COLLECTION = AccountList("debt_collection", parse_proceeding)
