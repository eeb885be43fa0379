"""Billing an account by meter from now on."""

import sqlite3
from typing import Any, Final

from ...context import Context
from ...tariffs import can_be_measured
from ..registry import Arguments, Handlers
from .refusing import refuse_input

_MEASURED: Final = """
    SELECT measured.id FROM products AS measured JOIN products AS present ON present.id = ?
    WHERE measured.market_name = present.market_name AND measured.is_measured = 1
    AND substr(measured.code, 1, 6) = substr(present.code, 1, 6) ORDER BY measured.id LIMIT 1
"""


def switch_account_to_measured_tariff(context: Context, arguments: Arguments) -> dict[str, Any]:
    """End an account's unmeasured agreements today, and go on with measured ones."""
    account = context.account(arguments["input"]["accountNumber"], "input", "accountNumber")
    if not can_be_measured(context, account):
        reason = "Only an account that has a meter and is not billed by it yet can be switched."
        raise refuse_input((("input", "accountNumber"), reason))
    now = context.now
    for agreement in context.rows(_UNMEASURED, account["id"], now):
        _replace(context, agreement)
    context.state.store.execute(
        "UPDATE accounts SET is_measured = 1 WHERE id = ?", (account["id"],)
    )
    return {"account": context.row("SELECT * FROM accounts WHERE id = ?", account["id"])}


_UNMEASURED: Final = """
    SELECT agreements.* FROM agreements JOIN products ON products.id = product_id
    WHERE account_id = ? AND is_measured = 0 AND coalesce(valid_to, '9') > ?
"""


def _replace(context: Context, agreement: sqlite3.Row) -> None:
    now = context.now
    context.state.store.execute(
        "UPDATE agreements SET valid_to = ? WHERE id = ?", (now, agreement["id"])
    )
    context.insert(
        "agreements",
        {
            "account_id": agreement["account_id"],
            "ledger_id": agreement["ledger_id"],
            "supply_point_id": agreement["supply_point_id"],
            "product_id": context.value(_MEASURED, agreement["product_id"]),
            "agreed_at": now,
            "agreed_from": now,
            "valid_from": now,
        },
    )


HANDLERS: Handlers = {"switchAccountToMeasuredTariff": switch_account_to_measured_tariff}
