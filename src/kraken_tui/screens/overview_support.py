"""How hardship, assistance, contributions and debt collection are listed and shown whole."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kraken_tui.domain.support import Assistance, Contribution, Hardship, Period, Proceeding
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.overview_texts import first_line, known, over, paragraphs, place, yes
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.record_columns import Column

if TYPE_CHECKING:
    from kraken_tui.formats import Formats
    from kraken_tui.session import Session

ONCE_A = {"MONTHLY": "a month", "QUARTERLY": "a quarter"}


def hardship(session: "Session", account: str) -> Listing[Hardship]:
    """List hardship agreements."""
    formats = session.formats

    def sections(agreement: Hardship) -> tuple[Section, ...]:
        told = {
            "Kind": words(agreement.kind),
            "Found by": words(agreement.entry_reason),
            "Since": formats.day(agreement.starts),
            "Until": formats.day(agreement.ends) if agreement.ends else "still going",
            "Ended because": words(agreement.exit_reason),
            "On record since": formats.moment(agreement.created),
        }
        return (
            Section("Hardship agreement", tuple(known(told))),
            Section("What happened", tuple(paragraphs("", agreement.details))),
            Section("What was agreed", tuple(paragraphs("", agreement.plan))),
            *_if_any("How it ended", agreement.exit_details),
        )

    return Listing(
        name="hardship",
        noun="hardship agreements",
        empty="No hardship agreements.",
        columns=(
            Column(key="starts", title="Since", width=12),
            Column(key="kind", title="Kind", width=18),
            Column(key="details", title="What happened", width=20, flex=2, private=True),
            Column(key="plan", title="Agreed", width=14, flex=1, from_width=100, private=True),
            Column(key="ends", title="Until", width=12),
        ),
        cells=lambda agreement: (
            formats.day(agreement.starts),
            words(agreement.kind),
            first_line(agreement.details),
            first_line(agreement.plan),
            formats.day(agreement.ends) if agreement.ends else "still going",
        ),
        key=lambda agreement: agreement.id or agreement,
        title=lambda agreement: f"Hardship since {formats.day(agreement.starts)}",
        sections=sections,
        subject=lambda _: Subject("hardship", f"account {account}", {"accountNumber": account}),
        tag=lambda agreement: "dim" if agreement.ends else "warn",
        order={
            "starts": lambda agreement: agreement.starts,
            "ends": lambda agreement: agreement.ends,
        },
    )


def _if_any(title: str, text: str) -> Iterator[Section]:
    if text:
        yield Section(title, tuple(paragraphs("", text)))


def assistance(session: "Session", account: str) -> Listing[Assistance]:
    """List agreements on assistance, those that are over quietly."""
    formats, today = session.formats, session.clock().date()

    def until(agreement: Assistance) -> str:
        return formats.day(agreement.until) if agreement.until else "still going"

    def sections(agreement: Assistance) -> tuple[Section, ...]:
        told = {
            "Kind": words(agreement.kind),
            "Since": formats.day(agreement.since),
            "Until": until(agreement),
        }
        return (Section("Assistance agreement", tuple(known(told))),)

    return Listing(
        name="assistance",
        noun="assistance agreements",
        empty="No assistance agreements.",
        columns=(
            Column(key="kind", title="Kind", width=20, flex=1),
            Column(key="since", title="Since", width=12),
            Column(key="until", title="Until", width=12),
        ),
        cells=lambda agreement: (
            words(agreement.kind),
            formats.day(agreement.since),
            until(agreement),
        ),
        key=lambda agreement: agreement,
        title=lambda agreement: words(agreement.kind) or "Assistance",
        sections=sections,
        subject=lambda _: Subject("assistance", f"account {account}", {"accountNumber": account}),
        tag=lambda agreement: "dim" if over(agreement.until, today) else None,
        order={
            "since": lambda agreement: agreement.since,
            "until": lambda agreement: agreement.until,
        },
    )


def contributions(session: "Session", account: str) -> Listing[Contribution]:
    """List what is given to which scheme."""
    formats = session.formats

    def subject(agreement: Contribution) -> Subject:
        identifiers = {
            "accountNumber": account,
            "contributionAgreementId": agreement.id,
            "schemeCode": agreement.scheme_code,
            "interval": agreement.interval,
            "amount": agreement.amount,
        }
        return Subject("contribution", f"contribution to {agreement.scheme}", identifiers)

    return Listing(
        name="contributions",
        noun="contribution agreements",
        empty="No contribution agreements.",
        columns=(
            Column(key="scheme", title="Scheme", width=18, flex=1),
            Column(key="amount", title="Amount", width=10, align="right"),
            Column(key="interval", title="", width=9),
            Column(key="since", title="Since", width=12),
            Column(key="until", title="Until", width=12),
        ),
        cells=lambda agreement: (
            agreement.scheme,
            formats.money(agreement.amount),
            _interval(agreement),
            formats.day(agreement.since),
            _until(agreement, formats),
        ),
        key=lambda agreement: agreement.id or agreement,
        title=lambda agreement: agreement.scheme or "Contribution",
        sections=lambda agreement: tuple(_contribution(agreement, formats)),
        subject=subject,
        tag=lambda agreement: "dim" if agreement.until else None,
        order={
            "amount": lambda agreement: agreement.amount,
            "since": lambda agreement: place(agreement.since),
            "until": lambda agreement: place(agreement.until),
        },
    )


def _interval(agreement: Contribution) -> str:
    return ONCE_A.get(agreement.interval, words(agreement.interval).lower())


def _until(agreement: Contribution, formats: "Formats") -> str:
    return formats.day(agreement.until) if agreement.until else "no end"


def _contribution(agreement: Contribution, formats: "Formats") -> Iterator[Section]:
    told = {
        "Scheme": agreement.scheme,
        "Code": agreement.scheme_code,
        "Amount": f"{formats.money(agreement.amount)} {_interval(agreement)}".strip(),
        "Since": formats.day(agreement.since),
        "Until": _until(agreement, formats),
        "Taxable": yes(agreement.is_taxable),
        "Id": agreement.id,
    }
    yield Section("Contribution agreement", tuple(known(told)))
    if agreement.periods:
        total = agreement.periods_total or len(agreement.periods)
        shown = len(agreement.periods)
        title = "Periods" if shown >= total else f"Periods  {shown} of {total}"
        yield Section(title, tuple(_period(period, formats) for period in agreement.periods))


def _period(period: Period, formats: "Formats") -> Fact:
    ends = f"to {formats.day(period.ends)}" if period.ends else "without end"
    done = f"given {formats.day(period.fulfilled)}" if period.fulfilled else "not given yet"
    tone = "" if period.fulfilled else "quiet"
    return Fact(formats.day(period.begins), f"{ends}, {done}", tone)


def debt_collection(session: "Session", account: str) -> Listing[Proceeding]:
    """List debt collection proceedings, those that go on marked."""
    formats = session.formats

    def sections(proceeding: Proceeding) -> tuple[Section, ...]:
        told = {
            "Amount": formats.money(proceeding.amount),
            "Agency": proceeding.agency,
            "Agency code": proceeding.agency_code,
            "Campaign": proceeding.campaign,
            "Needs a visit": yes(proceeding.needs_visit),
            "Since": formats.moment(proceeding.started),
            "Until": formats.moment(proceeding.stopped) if proceeding.stopped else "still going",
            "Ended because": words(proceeding.stop_reason),
        }
        return (Section("Debt collection", tuple(known(told))),)

    return Listing(
        name="debt-collection",
        noun="proceedings",
        empty="No debt collection proceedings.",
        columns=(
            Column(key="started", title="Since", width=12),
            Column(key="agency", title="Agency", width=18, flex=1),
            Column(key="campaign", title="Campaign", width=18, flex=1, from_width=100),
            Column(key="amount", title="Amount", width=14, align="right"),
            Column(key="stopped", title="Until", width=12),
        ),
        cells=lambda proceeding: (
            formats.day(proceeding.started),
            proceeding.agency,
            proceeding.campaign,
            formats.money(proceeding.amount),
            formats.day(proceeding.stopped) if proceeding.stopped else "still going",
        ),
        key=lambda proceeding: proceeding,
        title=lambda proceeding: f"{proceeding.agency} since {formats.day(proceeding.started)}",
        sections=sections,
        subject=lambda _: Subject("proceeding", f"account {account}", {"accountNumber": account}),
        tag=lambda proceeding: "dim" if proceeding.stopped else "bad",
        order={
            "started": lambda proceeding: place(proceeding.started),
            "stopped": lambda proceeding: place(proceeding.stopped),
            "amount": lambda proceeding: proceeding.amount,
        },
    )
