"""Schemas put on disk as if they had been fetched, and two that differ as before a release."""

import json
import os
from datetime import datetime
from pathlib import Path

from graphql import build_schema, introspection_from_schema

from kraken_tui.api.schema_build import build
from kraken_tui.api.schema_cache import SchemaCache, hash_of
from kraken_tui.domain import documents

LIVE = """
type Query { account(accountNumber: String!): Account, viewer: Person }
type Mutation {
  "Pay a bill now."
  payBill(input: PayBillInput!): PayBillPayload
  "Give money back."
  refundPayment(paymentId: ID!, amount: Int!): Payment
}
input PayBillInput { accountNumber: String!, amount: Int!, reference: String, day: Int = 1 }
enum PaymentMethod { DIRECT_DEBIT CARD }
type Account { number: String!, balance: Int!, method: PaymentMethod, holder: Person }
type Payment { id: ID!, amount: Int! }
type Person { name: String }
type PayBillPayload { payment: Payment }
"""
TEST = """
type Query { account(accountNumber: String!): Account, viewer: Person }
type Mutation {
  "Take a payment for a bill."
  payBill(input: PayBillInput!, dryRun: Boolean = false): PayBillPayload
  "Ask for a bill to be paid."
  remindOfBill(accountNumber: String!): Payment
}
input PayBillInput { accountNumber: String!, amount: Int!, reference: String!, ledgerNumber: ID!
  day: Int = 1 @deprecated(reason: "The schedule knows.") }
enum PaymentMethod { DIRECT_DEBIT CARD VOUCHER }
type Account { number: String!, balance: Int, method: PaymentMethod, holder: Person }
type Payment { id: ID!, amount: Int! }
type Person { name: String }
type PayBillPayload { payment: Payment }
"""


def keep_schema(
    folder: Path, endpoint: str, definition: str, *, at: datetime | None = None
) -> None:
    """Keep a definition as the schema of an endpoint, fetched now or then."""
    told = introspection_from_schema(
        build_schema(definition, assume_valid=True), input_value_deprecation=True, one_of=True
    )
    target = SchemaCache(folder).path(endpoint)
    build(
        introspection=json.dumps({"data": told}).encode(),
        target=target,
        about={
            "hash": hash_of({"": definition}),
            "endpoint": endpoint,
            "documents_hash": hash_of(documents.all_texts()),
        },
        documents={},
    )
    if at is not None:
        os.utime(target, (at.timestamp(), at.timestamp()))
