"""What was said and sent: notes, reminders, messages, files and complaints of an account."""

from datetime import timedelta
from typing import NamedTuple

from kraken_tui.sandbox.generate.market import Account, Person, World

_NOTES = (
    "Prefers to be called after 6 pm.",
    "Asked for a copy of the last two bills; sent by e-mail.",
    "Meter is behind the garage, gate code on file.\n"
    "The dog is friendly. Ring twice, the bell is quiet.",
    "Moving in the spring; will send a final reading.",
    "Disputes the last bill. Photograph of the meter requested.",
)


class _Message(NamedTuple):
    days: int
    kind: str
    event_type: str
    subject: str
    body: str


_STATEMENT = "Your statement is ready. Sign in to read it, or reply to have it sent by post."
_MESSAGES = (
    _Message(4, "EMAIL", "delivered", "Your statement is ready", _STATEMENT),
    _Message(35, "EMAIL", "opened", "Your statement is ready", _STATEMENT),
)
_MORE_MESSAGES = (
    _Message(9, "SMS", "delivered", "", "We are reading meters in your street on Tuesday."),
    _Message(52, "PRINT", "succeeded", "Welcome letter", ""),
    _Message(
        63,
        "EMAIL",
        "bounced",
        "Your direct debit is changing",
        "It will follow your use.",
    ),
)
_FILES = (
    ("METER_PHOTO", "meter-in-the-cellar.jpg", 482_113, True),
    ("CORRESPONDENCE", "letter-of-authority.pdf", 91_874, True),
    ("CORRESPONDENCE", "scan-0007.pdf", None, False),
)


def add_correspondence(world: World, account: Account) -> None:
    """Add what was written down, sent and received."""
    holder = account.people[0]
    _add_notes(world, account.id)
    _add_messages(world, account.id, holder)
    if account.id % 5 == 1:
        _add_files(world, account.id)
        _add_reminder(world, account.id, "Call back about the leak.", "Call back", days=-2)
    if account.persona.in_dunning or account.id % 6 == 1:
        _add_complaint(world, account.id, holder, closed=not account.persona.in_dunning)
    if account.persona.in_dunning:
        content = "Check whether the promised payment came in."
        _add_reminder(world, account.id, content, "Follow up a payment promise", days=-5)


def _ago(world: World, days: int, time: str = "11:05:00") -> str:
    return f"{world.today - timedelta(days=days)}T{time}+00:00"


def _add_notes(world: World, account_id: int) -> None:
    for index in range((account_id + 1) % 4):
        pinned = index == 0
        world.batch.add(
            "notes",
            {
                "account_id": account_id,
                "body": _NOTES[(account_id + index) % len(_NOTES)],
                "is_pinned": pinned,
                "unpin_at": _ago(world, -40) if pinned and account_id % 2 else None,
                "created_at": _ago(world, 20 + 47 * index),
            },
        )


def _add_reminder(world: World, account_id: int, content: str, kind: str, *, days: int) -> None:
    world.batch.add(
        "reminders",
        {
            "account_id": account_id,
            "content": content,
            "due_at": _ago(world, days, "09:00:00"),
            "reminder_type_name": kind,
            "assignee_username": "a.fletcher" if account_id % 2 else None,
            "assignee_team_name": "Customer care",
            "created_at": _ago(world, 12),
        },
    )


def _add_messages(world: World, account_id: int, person: Person) -> None:
    messages = (*_MESSAGES, *_MORE_MESSAGES) if account_id % 5 == 1 else _MESSAGES
    for message in messages:
        world.batch.add(
            "events",
            {
                "account_id": account_id,
                "kind": message.kind,
                "event_type": message.event_type,
                "subject": message.subject,
                "body": message.body,
                "recipient": person.email if message.kind == "EMAIL" else person.full_name,
                "occurred_at": _ago(world, message.days, "06:31:00"),
            },
        )


def _add_files(world: World, account_id: int) -> None:
    for category, name, size, ready in _FILES:
        file_id = world.batch.peek("file_attachments")
        url = f"https://files.kraken.example/{file_id}/{name}"
        world.batch.add(
            "file_attachments",
            {
                "account_id": account_id,
                "category": category,
                "filename": name,
                "size_in_bytes": size,
                "is_uploaded": ready,
                "is_ready": ready,
                "fetch_url": url if ready else None,
            },
        )


def _add_complaint(world: World, account_id: int, person: Person, *, closed: bool) -> None:
    complaint_id = world.batch.add(
        "complaints",
        {
            "account_id": account_id,
            "type": "BILLING",
            "subtype": "INCORRECT_BILL",
            "summary": "Says that the reminder crossed with the payment.",
            "status": "CLOSED" if closed else "OPEN",
            "assignee_id": 7 if closed else None,
            "creation_date": _ago(world, 33)[:10],
            "resolution_date": _ago(world, 18)[:10] if closed else None,
        },
    )
    world.batch.add(
        "complaint_contacts",
        {
            "complaint_id": complaint_id,
            "name": person.full_name,
            "email": person.email,
            "preferred_communication_method": "EMAIL",
            "status": "CLOSED" if closed else "OPEN",
            "summary": "Called to ask why the reminder was sent.",
            "action_taken": "Apologised and took the fee off." if closed else "",
            "created_at": _ago(world, 33),
        },
    )
