"""What was said and sent: files, and the messages behind an account's events."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from .. import paging
from ..context import Context
from ..fields import Arguments, Fields

account = Fields("AccountType", "Account")
event = Fields("EmailEventType", "PrintEventType", "SMSEventType", "PushNotificationEventType")


@account.answers("fileAttachments")
def _files(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM file_attachments WHERE account_id = ? ORDER BY id DESC"
    return context.rows(sql, source["id"])


@account.answers("paginatedFileAttachments")
def _paged_files(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    rows = context.rows(
        "SELECT * FROM file_attachments WHERE account_id = ? AND id = coalesce(?, id)"
        " AND category = coalesce(?, category) ORDER BY id DESC",
        source["id"],
        arguments.get("id"),
        arguments.get("category"),
    )
    return paging.page(rows, arguments)


@event.answers("message")
def _message(source: Mapping[str, Any], context: Context, arguments: Arguments) -> Any:
    sent = source["occurred_at"]
    return {
        "id": source["id"],
        "account": context.by_id("accounts", source["account_id"]),
        "channel": source["kind"],
        "subject": source["subject"],
        "title": source["subject"] or "",
        "text_body": source["body"],
        "recipient": source["recipient"],
        "to_address": source["recipient"] if source["kind"] == "EMAIL" else "",
        "template_code": _template(source["subject"]),
        "created_at": sent,
        "sent_at": sent,
        "attachments": [],
    }


def _template(subject: str | None) -> str:
    return (subject or "message").lower().replace(" ", "-")


BINDABLES = [account, event]
