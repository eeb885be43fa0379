"""Complaints."""

from collections.abc import Mapping
from typing import Any, Final

from ...context import Context
from ...errors import Refusal, problem
from ..registry import Arguments, Handlers
from .ownership import own_account

_STATUSES: Final = {"OPEN", "CLOSED", "RESOLVED"}


def create_complaint(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Open a complaint of an account's customer."""
    given = arguments["complaint"]
    account = own_account(context, given["accountNumber"], "complaint", "accountNumber")
    wrong = _mistakes(given, brand=account["brand"])
    if wrong:
        fields = [problem(["complaint", name], reason) for name, reason in wrong]
        raise Refusal("KT-CT-10801", "Invalid data.", fields=fields)
    status, today = given["status"].upper(), context.today.isoformat()
    values = {
        "account_id": account["id"],
        "type": given["type"],
        "subtype": given.get("subtype"),
        "summary": given.get("summary") or "",
        "status": status,
        "brand": given["brand"],
        "communication_source": given["communicationSource"],
        "preferred_contact_method": given.get("preferredContactMethod"),
        "creation_date": today,
        "resolution_date": None if status == "OPEN" else today,
    }
    return {"complaint": context.insert("complaints", values)}


def _mistakes(given: Mapping[str, Any], *, brand: str) -> list[tuple[str, str]]:
    found = []
    if given["brand"] != brand:
        found.append(("brand", f"The account is with {brand}."))
    if given["status"].upper() not in _STATUSES:
        found.append(("status", f"A complaint is one of: {', '.join(sorted(_STATUSES))}."))
    if not given["type"].strip():
        found.append(("type", "Say what the complaint is about."))
    return found


HANDLERS: Handlers = {"createComplaint": create_complaint}
