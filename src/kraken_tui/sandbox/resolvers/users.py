"""Users: who signed in, and who an account belongs to."""

import sqlite3
from typing import Any

from ..context import Context
from ..errors import Refusal
from ..fields import Arguments, Fields, RootFields
from .listing import answer_with_pages

query = RootFields()
user = Fields("AccountUserType", "EspAccountUserType")

answer_with_pages(
    user,
    {
        "businesses": (
            "SELECT businesses.* FROM business_users JOIN businesses ON businesses.id = business_id"
            " WHERE user_id = ? ORDER BY businesses.id"
        ),
        "paymentMethods": (
            "SELECT payment_instructions.* FROM payment_instruction_owners"
            " JOIN payment_instructions ON payment_instructions.id = payment_instruction_id"
            " WHERE user_id = ? ORDER BY payment_instructions.id DESC"
        ),
        "portfolios": (
            "SELECT portfolios.* FROM portfolio_users JOIN portfolios ON portfolios.id ="
            " portfolio_id WHERE user_id = ? ORDER BY portfolios.id"
        ),
    },
)


@query.answers("viewer")
def _viewer(source: Any, context: Context, arguments: Arguments) -> Any:
    return context.caller


@query.answers("accountUser")
def _account_user(source: Any, context: Context, arguments: Arguments) -> Any:
    given = {**arguments, **(arguments.get("input") or {})}
    for argument, column in (("number", "number"), ("email", "email"), ("userId", "id")):
        if given.get(argument):
            sql = f"SELECT * FROM users WHERE {column} = ? COLLATE NOCASE"
            found = [row for row in context.rows(sql, given[argument]) if _visible(context, row)]
            if found:
                return found[0]
    raise Refusal("KT-CT-5415", "Account user not found.", kind="NOT_FOUND")


def _visible(context: Context, row: sqlite3.Row) -> bool:
    if row["id"] == context.caller["id"]:
        return True
    sql = "SELECT account_id FROM account_users WHERE user_id = ?"
    return any(context.may_see(role["account_id"]) for role in context.rows(sql, row["id"]))


@user.answers("accounts")
def _accounts(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    sql = """
        SELECT accounts.* FROM account_users JOIN accounts ON accounts.id = account_id
        WHERE user_id = ? ORDER BY account_users.id
    """
    own = source["id"] == context.caller["id"]
    found = context.visible_accounts() if own else context.rows(sql, source["id"])
    only = arguments.get("restrictToAccountNumbers")
    without = arguments.get("excludeAccountTypes") or ()
    return [
        row
        for row in found
        if (not only or row["number"] in only)
        and row["account_type"] not in without
        and (own or context.may_see(row["id"]))
    ]


@user.answers("accountUserRoles")
def _roles(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    rows = context.rows(
        "SELECT account_users.* FROM account_users JOIN accounts ON accounts.id = account_id"
        " WHERE user_id = ? AND number = coalesce(?, number) ORDER BY account_users.id",
        source["id"],
        arguments.get("accountNumber"),
    )
    return [row for row in rows if context.may_see(row["account_id"])]


@user.answers("portfolioUserRoles")
def _portfolio_roles(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.rows("SELECT * FROM portfolio_users WHERE user_id = ?", source["id"])


@user.answers("portfolioIds")
def _portfolio_ids(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return [row["portfolio_id"] for row in _portfolio_roles(source, context, arguments)]


@user.answers("portfolioId")
def _portfolio_id(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return next(iter(_portfolio_ids(source, context, arguments)), None)


@user.answers("fullName", "displayName")
def _full_name(source: sqlite3.Row, context: Context, arguments: Arguments) -> str:
    return f"{source['given_name']} {source['family_name']}".strip()


@user.answers("firstName")
def _first_name(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source["given_name"]


@user.answers("lastName")
def _last_name(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source["family_name"]


@user.answers("landlinePhoneNumber")
def _landline(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source["landline"]


@user.answers("liveSecretKey")
def _key(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    own = context.user is not None and source["id"] == context.user["id"]
    return source["live_secret_key"] if own else None


@user.answers("address")
def _address(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("addresses", source["address_id"])


@user.answers("preferences", "commsPreferences")
def _preferences(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.row("SELECT * FROM user_comms_preferences WHERE user_id = ?", source["id"])


@user.answers("specialCircumstances")
def _circumstances(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM special_circumstance_records WHERE user_id = ? ORDER BY id"
    records = [
        {**dict(row), "__typename": "SpecialCircumstanceRecordType"}
        for row in context.rows(sql, source["id"])
    ]
    return {"is_sharing_consent_given": source["is_sharing_consent_given"], "records": records}


@user.answers("accountUserMeta")
def _meta(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source


role = Fields("AccountUserRoleType", "PortfolioUserRoleType")


@role.answers("user")
def _role_user(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("users", source["user_id"])


@role.answers("portfolio")
def _role_portfolio(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("portfolios", source["portfolio_id"])


BINDABLES = [query, user, role]
