"""Regular contributions from an account to a scheme."""

import sqlite3
from datetime import datetime
from typing import Any

from ...context import Context, moment
from ...standing import may_pay
from ..registry import Arguments, Handlers
from .contract import Contract


def create_contribution_agreement(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Begin to contribute; an account has one agreement with a scheme at a time."""
    contract, given = Contract(context, "createContributionAgreement"), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-4123")
    scheme = _scheme(contract, given["schemeCode"])
    if given["amount"] <= 0:
        raise contract.refuse("KT-CT-9605", ("amount", "It must be more than 0."))
    starts, ends = _moment(given["activeFrom"]), _moment(given.get("activeTo"))
    if ends is not None and starts is not None and ends <= starts:
        raise contract.refuse("KT-CT-9601", ("activeTo", "It ends before it begins."))
    _check_free(contract, account, scheme)
    agreement = context.insert(
        "contribution_agreements",
        {
            "account_id": account["id"],
            "contribution_scheme_id": scheme["id"],
            "amount": given["amount"],
            "interval": given["interval"],
            "active_from": starts,
            "active_to": ends,
        },
    )
    return {"contributionAgreement": agreement}


def _moment(text: str | None) -> str | None:
    return moment(datetime.fromisoformat(text)) if text else None


def _scheme(contract: Contract, code: str) -> sqlite3.Row:
    found = contract.context.row("SELECT * FROM contribution_schemes WHERE code = ?", code)
    if found is None:
        raise contract.refuse("KT-CT-9601", ("schemeCode", "There is no such scheme."))
    if not found["accepting_contributions"]:
        raise contract.refuse("KT-CT-9606", ("schemeCode", "This scheme is closed."))
    return found


def _check_free(contract: Contract, account: sqlite3.Row, scheme: sqlite3.Row) -> None:
    query = (
        "SELECT 1 FROM contribution_agreements WHERE account_id = ?"
        " AND contribution_scheme_id = ? AND (active_to IS NULL OR active_to > ?)"
    )
    context = contract.context
    if context.value(query, account["id"], scheme["id"], context.now):
        reason = "This account contributes to this scheme already."
        raise contract.refuse("KT-CT-9602", ("schemeCode", reason))
    if not may_pay(account):
        raise contract.refuse("KT-CT-9602", ("accountNumber", "This account takes no payments."))


def end_contribution_agreement(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Stop contributing at a moment, now unless told otherwise."""
    contract, given = Contract(context, "endContributionAgreement"), arguments["input"]
    query = "SELECT * FROM contribution_agreements WHERE id = ?"
    found = context.row(query, given["contributionAgreementId"])
    if found is None:
        reason = ("contributionAgreementId", "There is no such agreement.")
        raise contract.refuse("KT-CT-9603", reason)
    if not context.may_see(found["account_id"]):
        reason = ("contributionAgreementId", "This agreement is not yours.")
        raise contract.refuse("KT-CT-4123", reason)
    if found["active_to"] is not None and found["active_to"] <= context.now:
        reason = ("contributionAgreementId", "This agreement has ended.")
        raise contract.refuse("KT-CT-9604", reason)
    ends = _moment(given.get("endAt")) or context.now
    if ends < found["active_from"]:
        raise contract.refuse("KT-CT-9604", ("endAt", "It ends before it begins."))
    ended = contract.update("contribution_agreements", found["id"], active_to=ends)
    return {"contributionAgreement": ended}


HANDLERS: Handlers = {
    "createContributionAgreement": create_contribution_agreement,
    "endContributionAgreement": end_contribution_agreement,
}
