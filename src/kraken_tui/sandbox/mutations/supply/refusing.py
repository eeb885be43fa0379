"""Refusals in the documents' own words: codes that the operation lists for this tenant."""

import sqlite3
from collections.abc import Sequence

from ...context import Context
from ...errors import Refusal, account_not_found, kind_of, problem

Path = tuple[str | int, ...]
Wrong = tuple[Path, str]


def refuse(context: Context, operation: str, code: str, *wrong: Wrong) -> Refusal:
    """Make a refusal with the message documented for `code`; `wrong` pairs paths with reasons.

    Raises LookupError where the tenant does not document the code for the operation.
    """
    errors = [error for row in context.state.operations[operation] for error in row.errors]
    message = {error.code: error.message for error in errors}[code]
    described = " ".join(reason for _, reason in wrong) or message
    fields = [problem(path, reason) for path, reason in wrong if path]
    kind = kind_of(code, message)
    return Refusal(code, message, kind=kind, description=described, fields=fields)


def refuse_input(*wrong: Wrong) -> Refusal:
    """Make a refusal for operations that document no code of their own for a wrong input."""
    described = " ".join(reason for _, reason in wrong)
    fields = [problem(path, reason) for path, reason in wrong if path]
    return Refusal("KT-CT-1605", "Invalid input.", description=described, fields=fields)


def own_account(
    context: Context, operation: str, code: str, number: str, path: Sequence[str]
) -> sqlite3.Row:
    """Read an account of the caller; one that is somebody else's is refused with `code`."""
    found = context.row("SELECT * FROM accounts WHERE number = ?", number)
    if found is None:
        raise account_not_found(*path)
    if not context.may_see(found["id"]):
        raise refuse(context, operation, code, (tuple(path), "This account is not yours."))
    return found
