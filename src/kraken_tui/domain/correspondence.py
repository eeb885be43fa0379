"""What was written down about an account, sent to its people, or filed with it."""

from dataclasses import dataclass
from datetime import datetime

from kraken_tui.domain import read
from kraken_tui.domain.account_list import AccountList

KINDS = {
    "EmailEventType": "E-mail",
    "PrintEventType": "Letter",
    "SMSEventType": "Text message",
    "PushNotificationEventType": "Push notification",
}
"""What each type behind the API's account events is called."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note; ``body`` may have several lines."""

    id: str
    body: str
    is_pinned: bool
    created: datetime | None
    unpins: datetime | None


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that somebody is to do by a time."""

    id: str
    kind: str
    content: str
    due: datetime | None
    created: datetime | None
    assignee: str
    team: str
    is_automatic: bool | None


@dataclass(frozen=True, slots=True)
class Message:
    """An e-mail, letter or text, and what became of it."""

    id: str
    kind: str
    state: str
    at: datetime | None
    subject: str
    recipient: str
    body: str
    template: str


@dataclass(frozen=True, slots=True)
class File:
    """A file kept with the account; ``url`` is empty until it can be fetched."""

    id: str
    category: str
    name: str
    size: int | None
    is_ready: bool | None
    is_uploaded: bool | None
    url: str


def parse_note(node: read.Node) -> Note:
    """Read one note."""
    return Note(
        id=read.text(node, "id"),
        body=read.lines(node, "body"),
        is_pinned=bool(read.flag(node, "isPinned")),
        created=read.moment(node, "createdAt"),
        unpins=read.moment(node, "unpinAt"),
    )


def parse_reminder(node: read.Node) -> Reminder:
    """Read one reminder."""
    return Reminder(
        id=read.text(node, "id"),
        kind=read.text(node, "reminderTypeName"),
        content=read.lines(node, "content"),
        due=read.moment(node, "dueAt"),
        created=read.moment(node, "createdAt"),
        assignee=read.text(node, "assigneeUsername"),
        team=read.text(node, "assigneeTeamName"),
        is_automatic=read.flag(node, "isKrakenManaged"),
    )


def parse_message(node: read.Node) -> Message:
    """Read one account event."""
    kind, message = read.text(node, "__typename"), read.child(node, "message")
    return Message(
        id=read.text(node, "id"),
        kind=KINDS.get(kind, kind),
        state=read.text(node, "eventType"),
        at=read.moment(node, "occurredAt"),
        subject=read.text(message, "subject") or read.text(message, "title"),
        recipient=read.text(message, "toAddress") or read.text(message, "recipient"),
        body=read.lines(message, "textBody"),
        template=read.text(message, "templateCode"),
    )


def parse_file(node: read.Node) -> File:
    """Read one file attachment."""
    return File(
        id=read.text(node, "id"),
        category=read.text(node, "category"),
        name=read.text(node, "filename"),
        size=read.integer(node, "sizeInBytes"),
        is_ready=read.flag(node, "isReady"),
        is_uploaded=read.flag(node, "isUploaded"),
        url=read.text(node, "fetchUrl"),
    )


NOTES = AccountList("notes", parse_note)
REMINDERS = AccountList("reminders", parse_reminder, paged=True)
MESSAGES = AccountList("messages", parse_message, paged=True)
FILES = AccountList("files", parse_file, paged=True)
