"""Accounts: what is known of one, and what hangs on it."""

import sqlite3
from typing import Any

from ..context import Context
from ..fields import Arguments, Fields, RootFields
from ..standing import may_pay
from .listing import answer_with_lists, answer_with_pages

query = RootFields()
account = Fields("AccountType", "Account")

answer_with_lists(
    account,
    {
        "activeHardshipAgreements": "SELECT * FROM hardship_agreements WHERE account_id = ?",
        "assistanceAgreements": "SELECT * FROM assistance_agreements WHERE account_id = ?",
        "campaigns": "SELECT * FROM campaigns WHERE account_id = ? ORDER BY id",
        "notes": (
            "SELECT * FROM notes WHERE account_id = ? ORDER BY is_pinned DESC, created_at DESC"
        ),
        "references": "SELECT * FROM account_references WHERE account_id = ? ORDER BY namespace",
        "rewards": "SELECT * FROM rewards WHERE account_id = ? ORDER BY id DESC",
        "users": (
            "SELECT users.* FROM account_users JOIN users ON users.id = user_id"
            " WHERE account_id = ? AND is_customer = 1 ORDER BY account_users.id"
        ),
    },
)
answer_with_pages(
    account,
    {
        "annualStatements": (
            "SELECT * FROM annual_statements WHERE account_id = ? ORDER BY period_ends_at DESC"
        ),
        "applications": "SELECT * FROM applications WHERE account_id = ? ORDER BY id DESC",
        "complaints": "SELECT * FROM complaints WHERE account_id = ? ORDER BY creation_date DESC",
        "provisionalTransactions": (
            "SELECT * FROM provisional_transactions WHERE account_id = ? ORDER BY date, id"
        ),
        "reminders": "SELECT * FROM reminders WHERE account_id = ? ORDER BY due_at",
    },
)


@query.answers("account")
def _account(source: Any, context: Context, arguments: Arguments) -> Any:
    return context.account(arguments["accountNumber"], "accountNumber")


@query.answers("accounts")
def _accounts(source: Any, context: Context, arguments: Arguments) -> Any:
    found = context.visible_accounts()
    if arguments.get("portfolioNumber"):
        number = arguments["portfolioNumber"]
        portfolio = context.value("SELECT id FROM portfolios WHERE number = ?", number)
        found = [row for row in found if portfolio and row["portfolio_id"] == portfolio]
    if arguments.get("phoneNumber"):
        found = [row for row in found if _has_phone(context, row, arguments["phoneNumber"])]
    return found


def _has_phone(context: Context, row: sqlite3.Row, phone: str) -> bool:
    sql = """
        SELECT 1 FROM account_users JOIN users ON users.id = user_id
        WHERE account_id = ? AND is_customer = 1 AND ? IN (mobile, landline)
    """
    return context.value(sql, row["id"], phone) is not None


@account.answers("balance")
def _balance(source: sqlite3.Row, context: Context, arguments: Arguments) -> int:
    condition = "1" if arguments.get("includeAllLedgers") else "affects_account_balance"
    sql = f"SELECT coalesce(sum(balance), 0) FROM ledgers WHERE account_id = ? AND {condition}"
    total: int = context.value(sql, source["id"])
    return total


@account.answers("ledgers", "spanishLedgers")
def _ledgers(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.rows(
        "SELECT * FROM ledgers WHERE account_id = ? AND number = coalesce(?, number)"
        " AND is_debt <= ? ORDER BY is_main DESC, is_debt, id",
        source["id"],
        arguments.get("ledgerNumber"),
        arguments.get("includeDebtLedgers") is not False,
    )


@account.answers("properties")
def _properties(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    since = arguments.get("activeFrom") or ""
    return context.rows(
        "SELECT DISTINCT properties.* FROM occupancy_periods"
        " JOIN properties ON properties.id = property_id"
        " WHERE account_id = ? AND coalesce(effective_to, '9') >= ?"
        " ORDER BY effective_to IS NOT NULL, effective_from DESC",
        source["id"],
        since,
    )


@account.answers("address")
def _address(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("addresses", source["address_id"])


def _address_lines(source: sqlite3.Row) -> list[str]:
    columns = [f"billing_address_line{number}" for number in range(1, 6)]
    return [source[column] for column in columns if source[column]]


@account.answers("splitBillingAddress")
def _split_address(source: sqlite3.Row, context: Context, arguments: Arguments) -> list[str]:
    return _address_lines(source)


@account.answers("billingAddress")
def _billing_address(source: sqlite3.Row, context: Context, arguments: Arguments) -> str:
    return ", ".join([*_address_lines(source), source["billing_address_postcode"]])


@account.answers("billingPostcode")
def _billing_postcode(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source["billing_address_postcode"]


@account.answers("business")
def _business(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("businesses", source["business_id"])


@account.answers("portfolio")
def _portfolio(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("portfolios", source["portfolio_id"])


@account.answers("communicationDeliveryPreference")
def _delivery(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source["comms_delivery_preference"]


@account.answers("billingOptions")
def _billing_options(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    length = source["billing_period_length"]
    return {
        "is_fixed": source["billing_period_start_day"] is not None,
        "next_billing_date": source["next_billing_date"],
        "period_length": length,
        "period_length_multiplier": 1 if length else None,
        "period_start_day": source["billing_period_start_day"],
        "current_billing_period_start_date": context.today.replace(day=1).isoformat(),
        "current_billing_period_end_date": source["next_billing_date"],
    }


@account.answers("canModifyPayments")
def _can_modify_payments(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    can = may_pay(source)
    return {"can_amend_payments": can, "can_cancel_payments": can}


@account.answers("requestRefundEligibility")
def _refund_eligibility(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    can = bool(source["can_request_refund"])
    return {
        "can_request_refund": can,
        "reason": None if can else "The account has too little credit.",
    }


@account.answers("maximumRefund")
def _maximum_refund(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    number = arguments.get("ledgerNumber")
    ledger = context.ledger(number) if number else None
    requested = context.value(
        "SELECT coalesce(sum(amount), 0) FROM repayments"
        " WHERE account_id = ? AND ledger_id = coalesce(?, ledger_id)"
        " AND request_status = 'REQUESTED'",
        source["id"],
        ledger and ledger["id"],
    )
    left = (ledger["balance"] if ledger else _balance(source, context, {})) - requested
    return {"amount": max(0, left), "recommended_balance": 0}


@account.answers("metadata")
def _metadata(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM metadata WHERE linked_object_type = 'ACCOUNT' AND identifier = ?"
    return context.rows(sql, source["number"])


@account.answers("customerAssets")
def _assets(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    rows = context.rows("SELECT * FROM customer_assets WHERE account_id = ?", source["id"])
    return [{**dict(row), "account_number": source["number"]} for row in rows]


@account.answers("debtCollectionProceedings")
def _proceedings(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM debt_collection_proceedings WHERE account_id = ?"
    return [_proceeding(row) for row in context.rows(sql, source["id"])]


def _proceeding(row: sqlite3.Row) -> dict[str, Any]:
    agency = {
        "name": row["agency_name"],
        "code": row["agency_code"],
        "is_active": row["agency_is_active"],
    }
    campaign = {
        "code": row["campaign_code"],
        "display_name": row["campaign_display_name"],
        "requires_field_visit": row["requires_field_visit"],
    }
    return {
        **dict(row),
        "agency": agency,
        "collection_campaign": campaign,
    }


@account.answers("contributionAgreements")
def _contributions(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.rows("SELECT * FROM contribution_agreements WHERE account_id = ?", source["id"])


@account.answers("events")
def _events(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    from .. import paging

    sql = "SELECT * FROM events WHERE account_id = ? ORDER BY occurred_at DESC"
    rows = [
        {**dict(row), "__typename": _EVENTS[row["kind"]]} for row in context.rows(sql, source["id"])
    ]
    return paging.page(rows, arguments)


_EVENTS = {
    "EMAIL": "EmailEventType",
    "PRINT": "PrintEventType",
    "SMS": "SMSEventType",
    "PUSH_NOTIFICATION": "PushNotificationEventType",
}

reference = Fields("AccountReferenceType", "PaymentPlanType", "AccountUserRoleType")


@reference.answers("account")
def _back_to_account(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("accounts", source["account_id"])


BINDABLES = [query, account, reference]
