"""Searching accounts by whatever a caller may say on the telephone."""

import sqlite3
from typing import Any, Final

from ..context import Context
from ..fields import Arguments, RootFields
from ..folding import fold

query = RootFields()

_OF_USERS: Final = (
    "SELECT account_id, {text} AS text FROM account_users JOIN users ON users.id = user_id"
    " WHERE is_customer = 1 AND {match}"
)
_OF_PROPERTIES: Final = (
    "SELECT account_id, {text} AS text FROM occupancy_periods"
    " JOIN properties ON properties.id = occupancy_periods.property_id {join} WHERE {match}"
)
_METERS: Final = "JOIN water_meters ON water_meters.property_id = properties.id"
_POINTS: Final = "JOIN supply_points ON supply_points.property_id = properties.id"
_NAME: Final = "users.given_name || ' ' || users.family_name"
_BILLING_ADDRESS: Final = (
    "billing_address_line1 || ', ' || billing_address_line2 || ', ' || billing_address_line3"
    " || ', ' || billing_address_postcode"
)


def _own(text: str) -> str:
    return f"SELECT id AS account_id, {text} AS text FROM accounts WHERE fold({text}) LIKE :like"


def _users(text: str) -> str:
    return _OF_USERS.format(text=text, match=f"fold({text}) LIKE :like")


def _places(text: str, join: str = "") -> str:
    return _OF_PROPERTIES.format(text=text, join=join, match=f"fold({text}) LIKE :like")


def _hanging(table: str, text: str) -> str:
    return f"SELECT account_id, {text} AS text FROM {table} WHERE fold({text}) LIKE :like"


_BUSINESS: Final = (
    "SELECT accounts.id AS account_id, {text} AS text FROM accounts"
    " JOIN businesses ON businesses.id = business_id WHERE fold({text}) LIKE :like"
)
_PORTFOLIO: Final = (
    "SELECT accounts.id AS account_id, portfolios.number AS text FROM accounts"
    " JOIN portfolios ON portfolios.id = portfolio_id WHERE fold(portfolios.number) LIKE :like"
)
_PHONES: Final = (_users("mobile"), _users("landline"))
_TERMS: Final[dict[str, tuple[str, ...]]] = {
    "accountNumber": (_own("number"),),
    "portfolioNumber": (_PORTFOLIO,),
    "urn": (_own("urn"),),
    "user": (_users(_NAME), _users("email")),
    "account": (_own("number"), _own("billing_name"), _own("urn")),
    "bill": (_hanging("statements", "identifier"),),
    "statements": (_hanging("statements", "identifier"),),
    "meterSerialNumber": (
        _places("serial_number", _METERS),
        _places("supply_points.external_identifier", _POINTS),
    ),
    "location": (_places("address"), _places("postcode"), _own(_BILLING_ADDRESS)),
    "billingName": (_own("billing_name"),),
    "businessName": (_BUSINESS.format(text="businesses.name"),),
    "businessNumber": (_BUSINESS.format(text="businesses.number"),),
    "accountReferences": (_hanging("account_references", "value"),),
    "email": (_users("email"), _own("billing_email")),
    "phone": _PHONES,
}


@query.answers("accountsSearch")
def _search(source: Any, context: Context, arguments: Arguments) -> list[dict[str, Any]]:
    asked = arguments.get("searchTerms") or {}
    terms = {name: str(value).strip() for name, value in asked.items() if value}
    if not any(terms.values()):
        return []
    scores = _intersection([_scores(context, name, term) for name, term in terms.items() if term])
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    visible = [(account, score) for account, score in ranked if context.may_see(account)]
    most = max(0, arguments.get("maxResults") or 0)
    return [
        {"account": context.by_id("accounts", account), "score": f"{score:.2f}"}
        for account, score in visible[:most]
    ]


def _scores(context: Context, name: str, term: str) -> dict[int, float]:
    """Score each account that has the term somewhere: 1 where it is all there is."""
    best: dict[int, float] = {}
    for sql in _TERMS[name]:
        for row in context.state.store.execute(sql, {"like": _like(term)}):
            best[row["account_id"]] = max(best.get(row["account_id"], 0.0), _score(row, term))
    return best


def _like(term: str) -> str:
    # Words may stand apart in what is searched: "smith leeds" finds "Smith, 3 Mill Lane, Leeds".
    return f"%{'%'.join(fold(term).split())}%"


def _score(row: sqlite3.Row, term: str) -> float:
    return min(1.0, len(term) / max(1, len(row["text"])))


def _intersection(found: list[dict[int, float]]) -> dict[int, float]:
    common = set(found[0]).intersection(*found)
    return {account: sum(scores[account] for scores in found) / len(found) for account in common}


BINDABLES = [query]
