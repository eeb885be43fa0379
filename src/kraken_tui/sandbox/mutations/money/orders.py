"""Sales orders."""

import json
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from ...context import Context
from ..registry import Arguments, Handlers
from .contract import Contract, Wrong

Given = Mapping[str, Any]


def process_order(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Take an order in, for an account or for a new customer; a reference is good once."""
    contract, given = Contract(context, "processOrder"), arguments["input"]
    if not given["orderReference"].strip():
        raise contract.refuse("KT-CT-1605", ("orderReference", "A reference is needed."))
    _check_sale(contract, given)
    wrong = list(_wrong_lines(context, given["lines"]))
    if wrong:
        raise contract.refuse("KT-CT-13102", *wrong)
    account = _account(contract, given)
    known = "SELECT 1 FROM orders WHERE order_reference = ?"
    if context.value(known, given["orderReference"]):
        reason = ("orderReference", "An order with this reference was handed in before.")
        raise contract.refuse("KT-CT-13104", reason)
    order = context.insert(
        "orders",
        {
            "number": f"O-{secrets.token_hex(4).upper()}",
            "order_reference": given["orderReference"],
            "account_id": account and account["id"],
            "status": "RECEIVED",
            "content": json.dumps(given),
            "created_at": context.now,
        },
    )
    return {**dict(order), "identifier": order["number"]}


def _check_sale(contract: Contract, given: Given) -> None:
    for field, table, key, code in (
        ("salesChannel", "sales_channels", "code", "KT-CT-12701"),
        ("affiliateOrganisationNumber", "affiliate_organisations", "number", "KT-CT-7701"),
        ("opportunityNumber", "opportunities", "number", "KT-CT-8906"),
    ):
        value = given.get(field)
        known = f"SELECT 1 FROM {table} WHERE {key} = ?"
        if value is not None and not contract.context.value(known, value):
            raise contract.refuse(code, (field, "There is none like this."))


def _wrong_lines(context: Context, lines: list[Given]) -> Iterator[Wrong]:
    if not lines:
        yield "lines", "At least one line is needed."
    query = "SELECT 1 FROM products WHERE ? IN (code, CAST(id AS TEXT))"
    for at, line in enumerate(lines):
        if not context.value(query, line["offeringIdentifier"]):
            yield ("lines", at, "offeringIdentifier"), "There is no such product."
        quantity = line.get("quantity")
        if quantity is not None and quantity < 1:
            yield ("lines", at, "quantity"), "It must be 1 or more."


def _account(contract: Contract, given: Given) -> sqlite3.Row | None:
    if given.get("accountNumber"):
        return contract.account(given["accountNumber"])
    if not given.get("customer"):
        reason: Wrong = ("customer", "The order names neither an account nor a customer.")
        raise contract.refuse("KT-CT-13103", reason)
    if "@" not in given["customer"]["email"]:
        reason = (("customer", "email"), "This is not an e-mail address.")
        raise contract.refuse("KT-CT-13102", reason)
    return None


HANDLERS: Handlers = {"processOrder": process_order}
