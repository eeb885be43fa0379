"""How complaints are listed and shown whole, with each time that somebody was in touch."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kraken_tui.domain.complaints import Complaint, Contact
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.overview_texts import known, paragraphs
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.record_columns import Column

if TYPE_CHECKING:
    from kraken_tui.formats import Formats
    from kraken_tui.session import Session


def complaints(session: "Session", account: str) -> Listing[Complaint]:
    """List complaints, those that are open marked."""
    formats = session.formats

    def subject(complaint: Complaint) -> Subject:
        identifiers = {
            "accountNumber": account,
            "complaintId": complaint.id,
            "type": complaint.kind,
            "subtype": complaint.subkind,
        }
        return Subject("complaint", _title(complaint), identifiers)

    return Listing(
        name="complaints",
        noun="complaints",
        empty="No complaints.",
        columns=(
            Column(key="opened", title="Opened", width=12),
            Column(key="state", title="", width=8),
            Column(key="kind", title="About", width=14, flex=1),
            Column(key="subkind", title="In detail", width=16, flex=1),
            Column(key="resolved", title="Resolved", width=12),
        ),
        cells=lambda complaint: (
            formats.day(complaint.opened),
            "" if complaint.resolved else "open",
            words(complaint.kind),
            words(complaint.subkind),
            formats.day(complaint.resolved) if complaint.resolved else "",
        ),
        key=lambda complaint: complaint.id or complaint,
        title=_title,
        sections=lambda complaint: tuple(_sections(complaint, formats)),
        subject=subject,
        tag=lambda complaint: "dim" if complaint.resolved else "warn",
        order={
            "opened": lambda complaint: complaint.opened,
            "resolved": lambda complaint: complaint.resolved,
        },
    )


def _title(complaint: Complaint) -> str:
    return f"Complaint {complaint.id}".strip()


def _sections(complaint: Complaint, formats: "Formats") -> Iterator[Section]:
    told = {
        "About": words(complaint.kind),
        "In detail": words(complaint.subkind),
        "Opened": formats.day(complaint.opened),
        "Resolved": formats.day(complaint.resolved) if complaint.resolved else "not yet",
        "Assignee id": complaint.assignee,
        "Id": complaint.id,
    }
    yield Section("Complaint", tuple(known(told)))
    for contact in complaint.contacts:
        yield Section(f"In touch  {formats.moment(contact.at)}", tuple(_contact(contact)))


def _contact(contact: Contact) -> Iterator[Fact]:
    told = {
        "Name": contact.name,
        "E-mail": contact.email,
        "Mobile": contact.mobile,
        "Landline": contact.landline,
        "Prefers": words(contact.preferred),
        "Status": words(contact.status),
    }
    yield from known(told, private=("Name", "E-mail", "Mobile", "Landline"))
    yield from paragraphs("Said", contact.summary)
    yield from paragraphs("Done", contact.action)
