"""How notes, reminders, messages and files are listed and shown whole."""

from datetime import datetime
from typing import TYPE_CHECKING

from kraken_tui.domain.correspondence import File, Message, Note, Reminder
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.overview_texts import first_line, known, paragraphs, place, yes
from kraken_tui.screens.words import UNKNOWN, words
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.record_columns import Column

if TYPE_CHECKING:
    from kraken_tui.session import Session


def notes(session: "Session", account: str) -> Listing[Note]:
    """List notes, those that are pinned marked."""
    formats = session.formats

    def sections(note: Note) -> tuple[Section, ...]:
        told = {
            "Written": formats.moment(note.created),
            "Pinned": yes(note.is_pinned),
            "Pinned until": formats.moment(note.unpins) if note.unpins else "",
        }
        text = tuple(paragraphs("Text", note.body)) or (Fact("Text", UNKNOWN, "quiet"),)
        return (Section("Note", (*text, *known(told))),)

    return Listing(
        name="notes",
        noun="notes",
        empty="No notes.",
        columns=(
            Column(key="created", title="Written", width=19),
            Column(key="pinned", title="", width=6),
            Column(key="body", title="Note", width=30, flex=1, private=True),
        ),
        cells=lambda note: (
            formats.moment(note.created),
            "pinned" if note.is_pinned else "",
            first_line(note.body) or UNKNOWN,
        ),
        key=lambda note: note,
        title=lambda note: f"Note of {formats.moment(note.created)}",
        sections=sections,
        subject=lambda _: Subject("note", f"account {account}", {"accountNumber": account}),
        tag=lambda note: "mark" if note.is_pinned else None,
        order={"created": lambda note: place(note.created)},
    )


def reminders(session: "Session", account: str) -> Listing[Reminder]:
    """List reminders, those that are overdue in a colour of their own."""
    formats, now = session.formats, session.clock()

    def sections(reminder: Reminder) -> tuple[Section, ...]:
        told = {
            "Due": formats.moment(reminder.due),
            "Kind": reminder.kind,
            "For": reminder.assignee,
            "Team": reminder.team,
            "Written": formats.moment(reminder.created) if reminder.created else "",
            "By the system": yes(reminder.is_automatic),
        }
        return (
            Section(
                "Reminder", (*paragraphs("To do", reminder.content), *known(told, private=("For",)))
            ),
        )

    return Listing(
        name="reminders",
        noun="reminders",
        empty="No reminders.",
        columns=(
            Column(key="due", title="Due", width=19),
            Column(key="kind", title="Kind", width=16, flex=1, from_width=100),
            Column(key="content", title="To do", width=24, flex=2, private=True),
            Column(key="who", title="For", width=14, private=True),
        ),
        cells=lambda reminder: (
            formats.moment(reminder.due),
            reminder.kind,
            first_line(reminder.content),
            reminder.assignee or reminder.team,
        ),
        key=lambda reminder: reminder.id or reminder,
        title=lambda reminder: f"Reminder for {formats.moment(reminder.due)}",
        sections=sections,
        subject=lambda _: Subject("reminder", f"account {account}", {"accountNumber": account}),
        tag=lambda reminder: "bad" if _past(reminder.due, now) else None,
        order={"due": lambda reminder: place(reminder.due)},
    )


def _past(due: datetime | None, now: datetime) -> bool:
    at = place(due)
    return at is not None and at < now


def messages(session: "Session", account: str) -> Listing[Message]:
    """List what was sent, newest first as the tenant gives it."""
    formats = session.formats

    def sections(message: Message) -> tuple[Section, ...]:
        told = {
            "Sent": formats.moment(message.at),
            "By": message.kind,
            "To": message.recipient,
            "Became": words(message.state.upper()),
            "Subject": message.subject,
            "Template": message.template,
        }
        return (
            Section("Message", tuple(known(told, private=("To", "Subject")))),
            Section("Text", tuple(paragraphs("", message.body)) or (Fact("", "none", "quiet"),)),
        )

    return Listing(
        name="messages",
        noun="messages",
        empty="No messages.",
        columns=(
            Column(key="at", title="Sent", width=19),
            Column(key="kind", title="By", width=12),
            Column(key="state", title="Became", width=10),
            Column(key="subject", title="What", width=24, flex=2, private=True),
            Column(key="recipient", title="To", width=24, flex=1, from_width=100, private=True),
        ),
        cells=lambda message: (
            formats.moment(message.at),
            message.kind,
            words(message.state.upper()),
            message.subject or first_line(message.body) or message.template,
            message.recipient,
        ),
        key=lambda message: message.id or message,
        title=lambda message: message.subject or f"{message.kind} of {formats.moment(message.at)}",
        sections=sections,
        subject=lambda _: Subject("message", f"account {account}", {"accountNumber": account}),
        tag=lambda message: "bad" if message.state.lower() in TROUBLE else None,
        order={"at": lambda message: place(message.at)},
    )


TROUBLE = ("bounced", "failed", "returned", "print_failed", "print_returned")
"""What became of a message that did not arrive."""


def files(session: "Session", account: str) -> Listing[File]:
    """List files; the link is copied with the file."""
    formats = session.formats

    def size(file: File) -> str:
        return "" if file.size is None else formats.quantity(round(file.size / 1000), "kB")

    def sections(file: File) -> tuple[Section, ...]:
        told = {
            "Name": file.name,
            "Category": words(file.category),
            "Size": size(file),
            "Uploaded": yes(file.is_uploaded),
            "Ready": yes(file.is_ready),
            "Link": file.url or "not ready yet",
        }
        return (Section("File", tuple(known(told, private=("Name", "Link")))),)

    return Listing(
        name="files",
        noun="files",
        empty="No files.",
        columns=(
            Column(key="name", title="File", width=24, flex=2, private=True),
            Column(key="category", title="Category", width=16, flex=1),
            Column(key="size", title="Size", width=11, align="right"),
            Column(key="state", title="", width=9),
        ),
        cells=lambda file: (
            file.name,
            words(file.category),
            size(file),
            "" if file.url else "not ready",
        ),
        key=lambda file: file.id or file,
        title=lambda file: file.name or "File",
        sections=sections,
        subject=lambda file: Subject("file", file.name, {"accountNumber": account}),
        tag=lambda file: None if file.url else "dim",
        order={"size": lambda file: file.size},
    )
