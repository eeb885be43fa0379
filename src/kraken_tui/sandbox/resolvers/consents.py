"""Consents, of accounts and of users."""

import sqlite3
from typing import Any

from ..context import Context
from ..fields import Arguments, Fields, RootFields

query = RootFields()
account = Fields("AccountType", "Account")
user = Fields("AccountUserType", "EspAccountUserType")
consent = Fields("ConsentType")


@query.answers("consentTypes")
def _types(source: Any, context: Context, arguments: Arguments) -> Any:
    return context.rows("SELECT * FROM consent_types ORDER BY code")


@account.answers("consents")
def _of_account(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.rows("SELECT * FROM consents WHERE account_id = ?", source["id"])


@user.answers("consents")
def _of_user(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.rows("SELECT * FROM consents WHERE user_id = ?", source["id"])


@consent.answers("type")
def _type(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.row("SELECT * FROM consent_types WHERE code = ?", source["code"])


BINDABLES = [query, account, user, consent]
