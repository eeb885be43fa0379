"""The errors that a mutation's documents list, made from the documents alone."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from graphql import GraphQLInputObjectType, GraphQLSchema, get_nullable_type

from .errors import Refusal, kind_of, problem
from .operations import Operation

_NAMED_BY: Final[dict[str, tuple[str, ...]]] = {
    r"\bamount\b": ("amount",),
    r"\bbrand\b": ("brandCode",),
    r"(?<!reset )\bemail\b": ("email", "billingEmail", "emailAddress"),
    r"\bcampaign\b": ("campaign",),
    r"\bconsent (expiring )?token\b|\bMFA token\b": ("token",),
    r"\bconsent type\b": ("consentTypeCode",),
    r"\bcups\b": ("cups",),
    r"\bfeedback_id\b": ("feedbackId",),
    r"\bidempotency key\b": ("idempotencyKey",),
    r"\bidentifier\b": ("identifier", "supplyPointIdentifier"),
    r"\binvalid ledger\b|\bledger is not valid\b": ("ledgerNumber", "ledgerId"),
    r"\bnif\b": ("nif",),
    r"\bno account found\b|\baccount not found\b": ("accountNumber",),
    r"\bold password\b": ("oldPassword",),
    r"\bpassword is invalid\b": ("newPassword", "password"),
    r"\bpayment day\b": ("paymentDay",),
    r"^(insufficient|indivisible|negative or zero).*points": ("points", "pointsToRedeem"),
    r"\bposted at\b": ("postedAt",),
    r"\bproduct code\b": ("productCode",),
    r"\bproperty type\b": ("propertyType",),
    r"\bpurchaseid\b|\bpurchase is\b": ("purchaseId",),
    r"\bquote code\b|\bquote with\b": ("code", "quoteCode"),
    r"\bquoteid\b": ("quoteId",),
    r"^reading\b": ("reading",),
    r"\breference\b": ("reference",),
    r"\breferral claim code\b": ("code", "claimCode"),
    r"\bsales channel\b": ("salesChannel", "salesChannelCode"),
    r"\bverification type\b": ("verificationType",),
}


def refusal(schema: GraphQLSchema, operation: Operation, code: str) -> Refusal | None:
    """Make the error `code` of an operation as documented; None where it documents no such.

    Where its message speaks of one field, and the input has just one such field, the error
    names it.
    """
    found = next((error for error in operation.errors if error.code == code), None)
    if found is None:
        return None
    path = concerned(schema, operation, found.message)
    fields = [problem(path, found.message, code)] if path else []
    return Refusal(code, found.message, kind=kind_of(code, found.message), fields=fields)


def concerned(schema: GraphQLSchema, operation: Operation, message: str) -> list[str]:
    """Return the path of the one input field that a message is about; empty where unclear."""
    wanted = next((names for words, names in _NAMED_BY.items() if _speaks(message, words)), ())
    paths = [path for path in _leaves(schema, operation) if path[-1] in wanted]
    return paths[0] if len(paths) == 1 else []


def _speaks(message: str, words: str) -> bool:
    return re.search(words, message, re.IGNORECASE) is not None


def _leaves(schema: GraphQLSchema, operation: Operation) -> Iterator[list[str]]:
    assert schema.mutation_type is not None
    for name, argument in schema.mutation_type.fields[operation.name].args.items():
        yield from _below(name, argument.type, [])


def _below(name: str, kind: Any, above: list[str]) -> Iterator[list[str]]:
    # Lists end a path: which of their items is at fault, no document tells.
    inner = get_nullable_type(kind)
    path = [*above, name]
    if not isinstance(inner, GraphQLInputObjectType):
        yield path
    elif len(path) < 4:
        for field, each in inner.fields.items():
            yield from _below(field, each.type, path)


def at_endpoint(
    operations: Mapping[str, tuple[Operation, ...]], name: str, endpoint: str
) -> Operation | None:
    """Pick the row that documents a mutation at an endpoint, or else any row of that name."""
    rows = operations.get(name, ())
    here = (row for row in rows if row.endpoint == endpoint)
    return next(here, rows[0] if rows else None)


def documents(operations: Mapping[str, tuple[Operation, ...]], name: str, code: str) -> bool:
    """Say whether a tenant documents that a mutation may raise `code`."""
    return any(error.code == code for row in operations.get(name, ()) for error in row.errors)
