"""Opening an account for somebody new."""

import secrets
import sqlite3
from collections.abc import Mapping
from typing import Any

from ...context import Context

Columns = Mapping[str, Any]


def add_user(context: Context, values: Columns) -> sqlite3.Row:
    """Add a user with a number, and with the preferences that everybody starts from."""
    number = f"U-{secrets.token_hex(4).upper()}"
    user = context.insert("users", {"number": number, "created_at": context.now, **values})
    context.insert("user_comms_preferences", {"user_id": user["id"]})
    return user


def open_account(
    context: Context, user: sqlite3.Row, property_row: sqlite3.Row, values: Columns
) -> sqlite3.Row:
    """Add an account of the user's, billed to a property, with its main ledger.

    Brand, country and the kind of ledger are those of the tenant's other accounts.
    """
    model = context.row("SELECT * FROM accounts ORDER BY id LIMIT 1")
    assert model is not None
    lines = {f"billing_{name}": property_row[name] for name in _LINES}
    account = context.insert(
        "accounts",
        {
            "number": f"A-{secrets.token_hex(4).upper()}",
            "account_type": "DOMESTIC",
            "brand": model["brand"],
            "billing_name": f"{user['given_name']} {user['family_name']}".strip(),
            "billing_email": user["email"],
            "comms_delivery_preference": "EMAIL" if user["email"] else "POSTAL_MAIL",
            **lines,
            "billing_address_postcode": property_row["postcode"],
            "billing_country_code": model["billing_country_code"],
            "address_id": property_row["rich_address_id"],
            "created_at": context.now,
            **values,
        },
    )
    context.insert("account_users", {"account_id": account["id"], "user_id": user["id"]})
    main = "SELECT * FROM ledgers WHERE account_id = ? AND is_main"
    kind = context.row(main, model["id"])
    assert kind is not None
    add_ledger(context, account, kind["ledger_type"], kind["name"], is_main=True)
    return account


_LINES = tuple(f"address_line{number}" for number in range(1, 6))


def add_ledger(
    context: Context, account: sqlite3.Row, ledger_type: str, name: str, *, is_main: bool = False
) -> sqlite3.Row:
    """Add an empty ledger to an account."""
    return context.insert(
        "ledgers",
        {
            "account_id": account["id"],
            "number": f"L-{secrets.token_hex(4).upper()}",
            "ledger_type": ledger_type,
            "name": name,
            "is_main": is_main,
        },
    )
