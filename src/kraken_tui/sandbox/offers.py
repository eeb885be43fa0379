"""Groups of offers, as the API's types."""

import json
import sqlite3
from typing import Any

from .context import Context


def as_group(context: Context, group: sqlite3.Row) -> dict[str, Any]:
    """Make the answer for a row of `offer_groups`, with its offers."""
    sql = "SELECT * FROM offers WHERE offer_group_id = ? ORDER BY id"
    offers = [as_offer(context, row) for row in context.rows(sql, group["id"])]
    return {**dict(group), "created_by": _actor(context, group), "offers": offers}


def as_offer(context: Context, offer: sqlite3.Row) -> dict[str, Any]:
    """Make the answer for a row of `offers`, with its quote."""
    group = context.row("SELECT * FROM offer_groups WHERE id = ?", offer["offer_group_id"])
    actor = group and _actor(context, group)
    quote = {
        "identifier": offer["quote_identifier"],
        "created_at": offer["created_at"],
        "created_by": actor,
        "product_offering_identifier": offer["product_offering_identifier"],
        "quote_components": json.loads(offer["quote_components"]),
    }
    return {**dict(offer), "created_by": actor, "quote": quote}


def _actor(context: Context, group: sqlite3.Row) -> dict[str, Any] | None:
    creator = context.row("SELECT * FROM users WHERE id = ?", group["created_by_id"])
    return None if creator is None else {"username": creator["email"]}
