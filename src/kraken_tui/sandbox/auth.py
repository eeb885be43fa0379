"""Who a request comes from: the `Authorization` header."""

import sqlite3
from collections.abc import Mapping

from .context import State
from .errors import Refusal


def authenticate(state: State, headers: Mapping[str, str]) -> sqlite3.Row | None:
    """Read the user out of the header: the bare token, or `JWT` or `Bearer` and the token.

    Without the header there is no user. Raises Refusal for a token that is expired, revoked
    or wrong, whatever the request asks for.
    """
    header = headers.get("authorization")
    if header is None:
        return None
    scheme, _, token = header.strip().rpartition(" ")
    if scheme.lower() not in {"", "jwt", "bearer"}:
        raise Refusal("KT-CT-1111")
    claims = state.tokens.read(token)
    user = state.row("SELECT * FROM users WHERE id = ?", claims["user"])
    if user is None or not user["is_active"] or claims["epoch"] != user["tokens_revoked_before"]:
        raise Refusal("KT-CT-1111")
    return user
