"""How supply agreements and applications are listed and shown whole."""

from datetime import datetime
from typing import TYPE_CHECKING

from kraken_tui.domain.agreements import Agreement
from kraken_tui.domain.applications import Application
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.overview_texts import known, place, yes
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Section, Subject
from kraken_tui.widgets.record_columns import Column

if TYPE_CHECKING:
    from kraken_tui.formats import Formats
    from kraken_tui.session import Session


def agreements(session: "Session", account: str) -> Listing[Agreement]:
    """List supply agreements, those that are no longer in force quietly."""
    formats, now = session.formats, session.clock()

    return Listing(
        name="agreements",
        noun="agreements",
        empty="No supply agreements.",
        columns=(
            Column(key="product", title="Product", width=20, flex=1),
            Column(key="point", title="Supply point", width=22),
            Column(key="from", title="From", width=12),
            Column(key="to", title="To", width=12),
            Column(key="state", title="", width=7, from_width=100),
        ),
        cells=lambda agreement: (
            agreement.product,
            agreement.supply_point,
            formats.day(agreement.valid_from),
            formats.day(agreement.valid_to) if agreement.valid_to else "",
            _state(agreement, now),
        ),
        key=lambda agreement: agreement.id or agreement,
        title=_title,
        sections=lambda agreement: whole(agreement, formats, now),
        subject=lambda agreement: subject_of(account, agreement),
        tag=lambda agreement: "dim" if _state(agreement, now) in ("over", "revoked") else None,
        order={
            "from": lambda agreement: place(agreement.valid_from),
            "to": lambda agreement: place(agreement.valid_to),
        },
    )


def subject_of(account: str, agreement: Agreement) -> Subject:
    """Name an agreement to the API."""
    identifiers = {"accountNumber": account, **agreement.identifiers}
    return Subject("agreement", _title(agreement), identifiers)


def _title(agreement: Agreement) -> str:
    return agreement.product or f"Agreement {agreement.id}".strip()


def _state(agreement: Agreement, now: datetime) -> str:
    if agreement.is_revoked:
        return "revoked"
    begins, ends = place(agreement.valid_from), place(agreement.valid_to)
    if begins is not None and begins > now:
        return "to come"
    return "over" if ends is not None and ends <= now else "active"


def whole(agreement: Agreement, formats: "Formats", now: datetime) -> tuple[Section, ...]:
    """Lay out everything that is known of an agreement."""

    def moment(value: datetime | None) -> str:
        return formats.moment(value) if value else ""

    told = {
        "Product": agreement.product,
        "Code": agreement.code,
        "Term": f"{agreement.term} months" if agreement.term else "",
        "State": _state(agreement, now),
        "Id": agreement.id,
    }
    supply = {"Supply point": agreement.supply_point, "Market": agreement.market}
    times = {
        "In force from": moment(agreement.valid_from),
        "In force until": moment(agreement.valid_to) or "no end",
        "Agreed": moment(agreement.agreed),
        "Agreed from": moment(agreement.agreed_from),
        "Agreed until": moment(agreement.agreed_to),
        "Cooling off until": moment(agreement.rescindable_until),
        "Terminated": moment(agreement.terminated),
    }
    titles = {"Agreement": told, "Supply": supply, "Times": times}
    sections = (Section(title, tuple(known(facts))) for title, facts in titles.items())
    return tuple(section for section in sections if section.facts)


def applications(session: "Session", account: str) -> Listing[Application]:
    """List applications, those that came to nothing quietly."""
    formats = session.formats

    def sections(application: Application) -> tuple[Section, ...]:
        told = {
            "Status": words(application.status),
            "Sold": formats.day(application.sold),
            "Channel": words(application.channel),
            "Subchannel": words(application.subchannel),
            "Supply wanted": formats.day(application.supply_from),
            "Cooling off until": formats.day(application.cooling_off),
            "Migrated": yes(application.is_migrated),
            "Migrated from": application.migrated_from,
        }
        return (Section("Application", tuple(known(told))),)

    return Listing(
        name="applications",
        noun="applications",
        empty="No applications.",
        columns=(
            Column(key="sold", title="Sold", width=12),
            Column(key="status", title="Status", width=12),
            Column(key="channel", title="Channel", width=16, flex=1),
            Column(key="from", title="Supply from", width=12),
            Column(key="cooling", title="Cooling off", width=12),
        ),
        cells=lambda application: (
            formats.day(application.sold),
            words(application.status),
            ", ".join(filter(None, (words(application.channel), words(application.subchannel)))),
            formats.day(application.supply_from),
            formats.day(application.cooling_off),
        ),
        key=lambda application: application,
        title=lambda application: f"Application of {formats.day(application.sold)}",
        sections=sections,
        subject=lambda _: Subject("application", f"account {account}", {"accountNumber": account}),
        tag=lambda application: "dim" if application.status in ("WITHDRAWN", "FAILED") else None,
        order={
            "sold": lambda application: application.sold,
            "from": lambda application: application.supply_from,
            "cooling": lambda application: application.cooling_off,
        },
    )
