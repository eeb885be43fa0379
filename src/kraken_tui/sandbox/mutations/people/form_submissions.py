"""Web forms whose answers are kept as they come."""

import json
from typing import Any

from ...context import Context
from ..registry import Arguments, Handlers
from .ownership import own_account


def create_form_submission(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Keep the answers of a form; anything but an object is told among `errors`."""
    given = arguments["input"]
    account = own_account(context, given["accountNumber"], "input", "accountNumber")
    content = given["content"]
    if not isinstance(content, dict):
        reason = {"__typename": "SerializerErrorType", "message": "Answers are a JSON object."}
        return {"errors": [{"field": "content", "errors": [{**reason, "code": "invalid"}]}]}
    values = {
        "account_id": account["id"],
        "form_type": given.get("formType"),
        "content": json.dumps(content),
        "created_at": context.now,
    }
    return {**dict(context.insert("form_submissions", values)), "errors": []}


HANDLERS: Handlers = {"createFormSubmission": create_form_submission}
