"""Kraken's error envelope: coded refusals, and how an error is put in an answer."""

from collections.abc import Sequence
from typing import Any, Final

from graphql import GraphQLError

_CATALOGUE: Final[dict[str, tuple[str, str]]] = {
    "KT-CT-1111": ("AUTHORIZATION", "Unauthorized."),
    "KT-CT-1112": ("AUTHORIZATION", "'Authorization' header not provided."),
    "KT-CT-1113": ("APPLICATION", "Disabled GraphQL field requested."),
    "KT-CT-1124": ("APPLICATION", "Signature of the JWT has expired."),
    "KT-CT-1134": ("VALIDATION", "Invalid data."),
    "KT-CT-1135": ("VALIDATION", "Invalid data."),
    "KT-CT-1138": ("VALIDATION", "Invalid data."),
    "KT-CT-1139": ("VALIDATION", "Authentication failed."),
    "KT-CT-1188": ("VALIDATION", "Query is too complex."),
    "KT-CT-1189": ("VALIDATION", "Query asks for too many nodes."),
    "KT-CT-1199": ("APPLICATION", "Too many requests."),
    "KT-CT-1201": ("VALIDATION", "Say how many items to return with `first` or `last`."),
    "KT-CT-4177": ("AUTHORIZATION", "Unauthorized."),
    "KT-CT-4178": ("NOT_FOUND", "No account found with given account number."),
}
_KINDS: Final = {
    "Unauthorized": "AUTHORIZATION",
    "found": "NOT_FOUND",
    "does not exist": "NOT_FOUND",
    "not enabled": "APPLICATION",
    "not configured": "APPLICATION",
    "Unable to": "APPLICATION",
    "error occurred": "APPLICATION",
}
_UNEXPECTED: Final = "An internal error occurred."


class Refusal(GraphQLError):
    """An answer of the API that says no, with a code that clients may rely on."""

    def __init__(
        self,
        code: str,
        message: str | None = None,
        *,
        kind: str | None = None,
        description: str | None = None,
        fields: Sequence[dict[str, Any]] = (),
    ) -> None:
        """Refuse with `code`; what is left out comes from the catalogue of common codes.

        `kind` is Kraken's error type (`VALIDATION`, `AUTHORIZATION`, `NOT_FOUND`,
        `APPLICATION`); `fields` are entries made by `problem`.
        """
        known_kind, known_message = _CATALOGUE.get(code, ("VALIDATION", "Invalid data."))
        kind = kind or known_kind
        message = message or known_message
        self.code = code
        extensions: dict[str, Any] = {
            "errorType": kind,
            "errorCode": code,
            "errorDescription": description or message,
            "errorClass": kind,
        }
        if fields:
            extensions["validationErrors"] = list(fields)
        super().__init__(message, extensions=extensions)


def problem(path: Sequence[str | int], message: str, code: str | None = None) -> dict[str, Any]:
    """Say what is wrong with the input at `path`, as one entry of `validationErrors`."""
    entry: dict[str, Any] = {"message": message, "inputPath": list(path)}
    return entry | {"code": code} if code else entry


def account_not_found(*path: str) -> Refusal:
    """Refuse an account that does not exist or is not the caller's to see."""
    fields = [problem(path, "There is no such account.")] if path else []
    return Refusal("KT-CT-4178", fields=fields)


def format_error(error: GraphQLError) -> dict[str, Any]:
    """Turn an error met while answering into its place in the answer.

    A bug of the sandbox is told as an internal error with the exception's name, never as
    a coded refusal.
    """
    if error.original_error is None or isinstance(error.original_error, GraphQLError):
        return dict(error.formatted)
    described = f"{type(error.original_error).__name__}: {error.original_error}"
    return {
        "message": _UNEXPECTED,
        "path": error.path,
        "locations": error.formatted.get("locations"),
        "extensions": {
            "errorType": "INTERNAL",
            "errorCode": "KT-CT-1000",
            "errorDescription": described,
            "errorClass": "INTERNAL",
        },
    }


def envelope(*refusals: GraphQLError) -> dict[str, Any]:
    """Answer a whole request with nothing but refusals."""
    return {"errors": [dict(refusal.formatted) for refusal in refusals], "data": None}


def kind_of(code: str, message: str = "") -> str:
    """Tell the error type that a code comes with, judging an uncommon one by its message."""
    if code in _CATALOGUE:
        return _CATALOGUE[code][0]
    return next((kind for words, kind in _KINDS.items() if words in message), "VALIDATION")
