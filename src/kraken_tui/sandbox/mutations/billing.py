"""How and where bills go."""

from typing import Any

from ..context import Context
from ..errors import Refusal, problem
from .people.contact_details import is_email
from .people.ownership import own_account
from .registry import Arguments, Handlers


def update_account_billing_email(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Change the address that bills are mailed to; null takes it away."""
    given = arguments["input"]
    number = given["accountNumber"]
    account = own_account(context, number, "input", "accountNumber", stranger="KT-CT-4123")
    email = given.get("billingEmail")
    if email is not None and not is_email(email):
        fields = [problem(["input", "billingEmail"], "This is not an e-mail address.")]
        raise Refusal("KT-CT-4122", "Invalid email.", fields=fields)
    context.state.store.execute(
        "UPDATE accounts SET billing_email = ? WHERE id = ?", (email or "", account["id"])
    )
    return {"account": context.account(account["number"])}


HANDLERS: Handlers = {"updateAccountBillingEmail": update_account_billing_email}
