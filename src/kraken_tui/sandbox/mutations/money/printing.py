"""Bills on paper."""

from typing import Any

from ...context import Context
from ..registry import Arguments, Handlers
from .contract import Contract


def request_printed_bill(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Have an issued bill printed; the letter is among the account's events from now on."""
    contract, given = Contract(context, "requestPrintedBill"), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-3824")
    query = "SELECT * FROM statements WHERE account_id = ? AND ? IN (CAST(id AS TEXT), identifier)"
    bill = context.row(query, account["id"], given["billingDocumentId"])
    if bill is None:
        raise contract.refuse("KT-CT-3824", ("billingDocumentId", "There is no such bill."))
    if bill["issued_date"] is None:
        raise contract.refuse("KT-CT-9705", ("billingDocumentId", "It was not issued yet."))
    today = context.today.isoformat()
    context.insert("printed_bill_requests", {"statement_id": bill["id"], "requested_on": today})
    context.insert(
        "events",
        {
            "account_id": account["id"],
            "kind": "PRINT",
            "event_type": "requested",
            "subject": f"Bill {bill['identifier']}",
            "recipient": account["billing_name"],
            "occurred_at": context.now,
        },
    )
    return {"success": True}


HANDLERS: Handlers = {"requestPrintedBill": request_printed_bill}
