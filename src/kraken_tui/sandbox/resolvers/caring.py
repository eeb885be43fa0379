"""Complaints and feedback."""

import sqlite3
from typing import Any

from .. import paging
from ..context import Context
from ..fields import Arguments, Fields, RootFields
from .listing import answer_with_pages

query = RootFields()
complaint = Fields("ComplaintType")

answer_with_pages(
    complaint,
    {"contacts": "SELECT * FROM complaint_contacts WHERE complaint_id = ? ORDER BY id"},
)


@query.answers("complaint")
def _complaint(source: Any, context: Context, arguments: Arguments) -> sqlite3.Row | None:
    found = context.by_id("complaints", arguments["complaintId"])
    return found if found is not None and context.may_see(found["account_id"]) else None


@query.answers("customerFeedbackForms")
def _forms(source: Any, context: Context, arguments: Arguments) -> Any:
    if arguments.get("accountNumber"):
        context.account(arguments["accountNumber"], "accountNumber")
    return paging.page(context.rows("SELECT * FROM customer_feedback_forms ORDER BY id"), arguments)


BINDABLES = [query, complaint]
