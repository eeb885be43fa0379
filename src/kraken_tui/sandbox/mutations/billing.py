"""How and where bills go."""

import re
from typing import Any, Final

from ..context import Context
from ..errors import Refusal, problem
from .registry import Arguments, Handlers

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def update_account_billing_email(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Change the address that bills are mailed to; null takes it away."""
    given = arguments["input"]
    account = context.account(given["accountNumber"], "input", "accountNumber")
    email = given.get("billingEmail")
    if email is not None and not _EMAIL.fullmatch(email):
        fields = [problem(["input", "billingEmail"], "This is not an e-mail address.")]
        raise Refusal("KT-CT-4122", "Invalid email.", fields=fields)
    context.state.store.execute(
        "UPDATE accounts SET billing_email = ? WHERE id = ?", (email or "", account["id"])
    )
    return {"account": context.account(account["number"])}


HANDLERS: Handlers = {"updateAccountBillingEmail": update_account_billing_email}
