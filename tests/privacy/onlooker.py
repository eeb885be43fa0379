"""Somebody who looks on: what they may not learn, and what of it they have seen."""

import re
from collections.abc import Iterator
from typing import Any

from textual.screen import Screen

from tests.ui.database import rows
from tests.ui.desk import Desk

OPERATOR = 1
"""The user who is signed in, and is no customer."""

TOLD_BY = {
    "users": "email mobile landline given_name family_name preferred_name nif first_family_name"
    " second_family_name",
    "businesses": "name",
    "addresses": "street_address postal_code",
    "accounts": "billing_name billing_sub_name billing_email billing_address_line1"
    " billing_address_line2 billing_address_postcode",
    "properties": "address address_line1 postcode latitude longitude",
    "payment_instructions": "account_holder iban masked_iban sort_code masked_account_identifier",
    "referrals": "referred_user_name",
    "complaint_contacts": "name email mobile landline summary action_taken",
    "special_circumstance_records": "description",
    "notes": "body",
    "reminders": "content assignee_username",
    "events": "subject body recipient",
    "hardship_agreements": "hardship_details payment_plan_details",
    "file_attachments": "filename fetch_url",
    "service_orders": "caller_information field_notes notes",
    "account_references": "value",
    "customer_assets": "name physical_id",
}
"""The columns of the tenant's database that tell who customers are, or what was written of them."""

SHORTEST = 3


def secrets(at: Desk) -> dict[str, re.Pattern[str]]:
    """Give every text that nobody looking on may see, as words, by where it stands."""
    found = {}
    for table, columns in TOLD_BY.items():
        for row in rows(at, f"SELECT * FROM {table}"):
            if table == "users" and row["id"] == OPERATOR:
                continue
            for column in columns.split():
                for text in _pieces(row[column]):
                    found[text] = f"{table}.{column}"
    return {text: _wording(text) for text in found}


def _pieces(value: object) -> Iterator[str]:
    """Give a text whole, and each part that tells where somebody lives."""
    text = "" if value is None else str(value)
    if len(text) >= SHORTEST:
        yield text[:60]
    for part in text.split(", "):
        if part != text and any(each.isdigit() for each in part) and len(part) > SHORTEST:
            yield part


def _wording(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", re.IGNORECASE)


def on_screen(screen: Screen[Any]) -> str:
    """Read what a screen shows, a line per line."""
    strips = screen._compositor.render_strips()
    return "\n".join("".join(part.text for part in strip).rstrip() for strip in strips)


def learned(shown: str, known: dict[str, re.Pattern[str]]) -> list[str]:
    """Tell what somebody has learned who saw this, each with the line that told it."""
    lines = shown.splitlines()
    return [
        f"{text!r} in {line.strip()!r}"
        for text, wording in known.items()
        if text.casefold() in shown.casefold()
        for line in lines
        if wording.search(line)
    ]
