"""Rows of the journal, as another window of the profile would have written them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from kraken_tui.api.errors import FieldProblem, Problem
from kraken_tui.store.database import Database
from kraken_tui.store.journal import DONE, Attempt, Journal, Outcome
from tests.ui.desk import Desk

EMAIL = "updateAccountBillingEmail"
READING = "submitMeterReading"
NO_ANSWER = "No answer came within 30 seconds. It is not known whether the change was made."
TOO_HIGH = Problem(
    "Reading will be held.",
    code="KT-CT-6422",
    description="The reading is far above what was used before.",
    fields=(FieldProblem(("input", "reading"), "This is too high."),),
)


def journal_of(at: Desk) -> Journal:
    return Journal(Database(at.session.folders.database))


def written(
    at: Desk,
    outcome: Outcome = "accepted",
    *,
    days_ago: float = 0,
    answer: Mapping[str, Any] | None = None,
    sentence: str | None = None,
    seconds: float | None = None,
    **changes: Any,
) -> int:
    """Write a row about an e-mail address, or about what `changes` name; return its id."""
    profile = at.session.profile.name
    attempt = Attempt(profile, "A-1A2B3C4D", EMAIL, {"input": {"billingEmail": "x"}}, "wish")
    journal, then = journal_of(at), at.session.now() - timedelta(days=days_ago)
    entry = journal.begin(attempt._replace(**changes), owner="", at=then)
    if outcome != "open":
        told = f"It was {outcome}." if sentence is None else sentence
        journal.end(entry, outcome, sentence=told, answer=answer, seconds=seconds)
    return entry


def write_a_morning(at: Desk) -> None:
    """Write what somebody may have sent by now: one of each outcome, and some before today."""
    email = {"accountNumber": "A-1A2B3C4D", "billingEmail": "isla@example.org"}
    reading = {"meterId": "1", "reading": 99999, "readingDate": "2026-03-02"}
    refused = {"errors": [TOO_HIGH._asdict()]}
    hour = 1 / 24
    written(
        at,
        days_ago=300,
        operation="createAccountNote",
        variables={"input": {"accountNumber": "A-1A2B3C4D", "note": "Asked for a call."}},
        intent="wish-1",
        sentence="",
        seconds=0.31,
    )
    lost = written(
        at, "unknown", days_ago=3, intent="wish-2", sentence=NO_ANSWER, seconds=30, account="A-2"
    )
    journal_of(at).settle(lost, DONE)
    written(
        at,
        "refused",
        days_ago=2 * hour,
        operation=READING,
        variables={"input": reading},
        answer=refused,
        intent="wish-3",
        sentence=TOO_HIGH.sentence,
        seconds=0.42,
    )
    written(
        at,
        "not sent",
        days_ago=1.5 * hour,
        variables={"input": email},
        intent="wish-4",
        sentence="Nothing is listening at water.kraken.example.",
        seconds=0.02,
    )
    written(
        at,
        "unknown",
        days_ago=hour,
        variables={"input": email},
        intent="wish-4",
        sentence=NO_ANSWER,
        seconds=30.02,
        acting_as="Isla MacAllister",
    )
    written(
        at,
        operation="collectPayment",
        variables={
            "input": {
                "accountNumber": "A-1A2B3C4D",
                "amount": 1250,
                "paymentDate": "2026-03-09",
                "idempotencyKey": "5b0c1f2a-d3e9-4b7c-8d6e-0a4b4c3d9e5f",
            }
        },
        key="5b0c1f2a-d3e9-4b7c-8d6e-0a4b4c3d9e5f",
        intent="wish-5",
        answer={"collectPayment": {"payment": {"id": "77", "amount": 1250, "status": "PENDING"}}},
        sentence="",
        seconds=0.35,
    )
    written(at, "open", intent="wish-6", operation="updateCommsDeliveryPreference")
