"""What customers say about the service: asked for first, answered later, and once."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from ...context import Context
from ...errors import Refusal, problem
from ..registry import Arguments, Handlers
from .ownership import find_user, is_customer, own_account
from .rows import update

Given = Mapping[str, Any]


def create_customer_feedback(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Make an empty record for a customer to answer."""
    given = arguments["input"]
    account = own_account(context, given["accountNumber"], "input", "accountNumber")
    if not given["feedbackSource"].strip():
        raise _invalid("feedbackSource", "Say where the feedback comes from.")
    values = {
        "account_id": account["id"],
        "user_id": _user_id(context, account, given),
        "source": given["feedbackSource"],
        "created_at": context.now,
    }
    return {"customerFeedback": context.insert("customer_feedback", values)}


def _user_id(context: Context, account: sqlite3.Row, given: Given) -> int | None:
    named = [name for name in ("accountUserId", "accountUserNumber") if given.get(name) is not None]
    found = [find_user(context, given[name]) for name in named]
    for name, user in zip(named, found, strict=True):
        if user is None or not is_customer(context, account, user):
            raise _invalid(name, "This account has no such user.")
        if user != found[0]:
            raise _invalid(name, "The id and the number are of different users.")
    return found[0]["id"] if found and found[0] is not None else None


def _invalid(field: str, reason: str) -> Refusal:
    return Refusal("KT-CT-5516", "Invalid data.", fields=[problem(["input", field], reason)])


def submit_customer_feedback(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Store a customer's answer in the record that waits for it."""
    given = arguments["input"]
    account = own_account(context, given["accountNumber"], "input", "accountNumber")
    if context.by_id("customer_feedback_forms", given["formId"]) is None:
        raise _unsubmittable("formId", "There is no such form.")
    feedback = _waiting(context, account, given)
    changes = {
        "form_id": given["formId"],
        "answer": given.get("answer"),
        "issue_resolved": given["issueResolved"],
        "submitted_at": context.now,
    }
    return {"customerFeedback": update(context, "customer_feedback", feedback, changes)}


def _waiting(context: Context, account: sqlite3.Row, given: Given) -> sqlite3.Row:
    path = ["input", "feedbackId"]
    feedback = context.by_id("customer_feedback", given["feedbackId"])
    if feedback is None:
        message = "The feedback_id should be provided for feedback source."
        fields = [problem(path, "Nobody asked for this feedback.")]
        raise Refusal("KT-CT-5511", message, fields=fields)
    if feedback["account_id"] != account["id"]:
        message = "The feedback doesn't match the account."
        fields = [problem(path, "Another account was asked for this feedback.")]
        raise Refusal("KT-CT-5512", message, fields=fields)
    if feedback["submitted_at"]:
        raise _unsubmittable("feedbackId", "This feedback was given before.")
    return feedback


def _unsubmittable(field: str, reason: str) -> Refusal:
    fields = [problem(["input", field], reason)]
    return Refusal(
        "KT-CT-5514",
        "Unable to submit feedback.",
        kind="APPLICATION",
        description=reason,
        fields=fields,
    )


HANDLERS: Handlers = {
    "createCustomerFeedback": create_customer_feedback,
    "submitCustomerFeedback": submit_customer_feedback,
}
