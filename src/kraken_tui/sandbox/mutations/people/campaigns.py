"""Campaigns that an account takes part in."""

import sqlite3
from typing import Any

from ...context import Context
from ...errors import Refusal, problem
from ..registry import Arguments, Handlers
from .ownership import own_account


def add_campaign_to_account(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Put an account on a campaign; false where it is on it already, or the dates cross."""
    given = arguments["input"]
    number = given["accountNumber"]
    account = own_account(context, number, "input", "accountNumber", stranger="KT-CT-4123")
    query = "SELECT * FROM campaign_catalogue WHERE slug = ?"
    campaign = context.row(query, given["campaign"])
    if campaign is None:
        fields = [problem(["input", "campaign"], "There is no such campaign.")]
        message = "No campaign found with given slug."
        raise Refusal("KT-CT-7427", message, kind="NOT_FOUND", fields=fields)
    start = given.get("startDate") or context.today.isoformat()
    expiry = given.get("expiryDate") or campaign["expiry_date"]
    if (expiry and expiry < start) or _is_on(context, account, campaign):
        return {"campaignAdded": False}
    context.insert(
        "campaigns",
        {
            "account_id": account["id"],
            "slug": campaign["slug"],
            "name": campaign["name"],
            "start_date": start,
            "expiry_date": expiry,
            "campaign_expiry_date": campaign["expiry_date"],
        },
    )
    return {"campaignAdded": True}


def _is_on(context: Context, account: sqlite3.Row, campaign: sqlite3.Row) -> bool:
    query = """
        SELECT 1 FROM campaigns WHERE account_id = ? AND slug = ?
        AND coalesce(expiry_date, '9') >= ?
    """
    today = context.today.isoformat()
    return context.value(query, account["id"], campaign["slug"], today) is not None


HANDLERS: Handlers = {"addCampaignToAccount": add_campaign_to_account}
