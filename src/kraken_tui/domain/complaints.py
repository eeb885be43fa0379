"""Complaints, and each time that somebody was in touch about one."""

from dataclasses import dataclass
from datetime import date, datetime

from kraken_tui.domain import read
from kraken_tui.domain.account_list import AccountList


@dataclass(frozen=True, slots=True)
class Contact:
    """Once that somebody was in touch about a complaint."""

    name: str
    email: str
    mobile: str
    landline: str
    preferred: str
    status: str
    summary: str
    action: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint, open until it is resolved."""

    id: str
    kind: str
    subkind: str
    assignee: str
    opened: date | None
    resolved: date | None
    contacts: tuple[Contact, ...]


def parse_complaint(node: read.Node) -> Complaint:
    """Read one complaint."""
    return Complaint(
        id=read.text(node, "id"),
        kind=read.text(node, "type"),
        subkind=read.text(node, "subtype"),
        assignee=read.text(node, "assigneeId"),
        opened=read.day(node, "creationDate"),
        resolved=read.day(node, "resolutionDate"),
        contacts=tuple(map(_contact, read.nodes(read.child(node, "contacts")))),
    )


def _contact(node: read.Node) -> Contact:
    return Contact(
        name=read.text(node, "name"),
        email=read.text(node, "email"),
        mobile=read.text(node, "mobile"),
        landline=read.text(node, "landline"),
        preferred=read.text(node, "preferredCommunicationMethod"),
        status=read.text(node, "status"),
        summary=read.lines(node, "summary"),
        action=read.lines(node, "actionTaken"),
        at=read.moment(node, "createdAt"),
    )


COMPLAINTS = AccountList("complaints", parse_complaint, paged=True)
