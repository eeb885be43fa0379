"""Which mutations may wait for a link, told from the schema alone."""

from datetime import UTC, datetime

import pytest

from kraken_tui.forms import delay
from kraken_tui.forms.form import Form
from tests import contracts
from tests.forms.conftest import records_of

NOW = datetime(2026, 3, 1, 10, 30, tzinfo=UTC)
MAY_WAIT = {
    "water": {"exchangeMeter", "installMeter", "submitMeterReading"},
    "energy": set(),
    "third": {"submitGasSelfReading"},
}
SDL = """
scalar Decimal
scalar Date
scalar DateTime
type Query { a: Int }
type Mutation {
  submitReading(input: Reading!): Int
  sendReading(meterId: ID!, readings: [Int!]!, reading: Decimal!, takenAt: DateTime): Int
  endSupply(input: Reading!): Int
  collectReading(input: Reading!): Int
  bookReading(input: Booking!): Int
  tellReading(input: Untimed!): Int
  recordEvent(input: Event!): Int
  moveIn(input: Move!): Int
  payForReading(input: Paid!): Int
  signReading(input: Signed!): Int
  mailReading(input: Banked!): Int
}
input Reading { accountNumber: String, meterId: ID!, reading: Decimal!, readAt: DateTime, on: Date }
input Booking { meterId: ID!, reading: Decimal, scheduledReadingDate: Date!, expectedOn: Date }
input Untimed { meterId: ID!, reading: Decimal!, validFrom: Date }
input Event { accountNumber: String!, occurredAt: DateTime! }
input Move { moveInDate: Date!, meterReadings: [Reading!] }
input Paid { reading: Decimal!, readAt: DateTime!, more: More }
input More { more: More, amount: Int }
input Signed { reading: Decimal!, readAt: DateTime!, password: String }
input Banked { reading: Decimal!, readAt: DateTime!, bankDetails: Bank }
input Bank { iban: String }
"""


@pytest.mark.parametrize("tenant", contracts.TENANTS)
def test_of_every_tenant_only_what_a_meter_showed_may_wait(tenant: str) -> None:
    every = records_of(tenant)
    assert {name for name in every if delay.may_wait(every[name])} == MAY_WAIT[tenant]


def test_what_is_not_of_the_past_or_must_not_lie_on_a_disk_may_not_wait() -> None:
    every = records_of(SDL)
    waiting = {name for name in every if delay.may_wait(every[name])}
    assert waiting == {"submitReading", "sendReading"}


def test_the_time_of_typing_is_that_of_taking_unless_it_is_told() -> None:
    every = records_of(SDL)
    form = Form.build(every["submitReading"], {"meterId": "7"}, clock=lambda: NOW)
    form.set_text(("input", "reading"), "512.4")
    delay.note_taking(form, now=NOW)
    assert form.variables() == {
        "input": {"meterId": "7", "reading": "512.4", "readAt": NOW.isoformat()}
    }
    form.set_text(("input", "readAt"), "yesterday")
    delay.note_taking(form, now=NOW)
    assert delay.taken(every["submitReading"], form.variables()) == "2026-02-28T00:00:00+00:00"

    day = Form.build(records_of("water")["submitMeterReading"], clock=lambda: NOW)
    delay.note_taking(day, now=NOW)
    assert day.node(("input", "readingDate")).text == "2026-03-01"  # type: ignore[union-attr]


def test_what_is_sent_tells_what_was_shown_and_of_what() -> None:
    reading = {"input": {"accountNumber": "A-1", "meterId": "7", "reading": "512.4"}}
    exchange = {"input": {"oldMeterId": 7, "propertyId": 3, "finalReading": 9, "openingReading": 0}}
    assert delay.shown(reading) == "512.4"
    assert delay.shown(exchange) == "final 9, opening 0"
    assert delay.shown({"input": {"readingValue": "5", "readingDate": "2026-03-01"}}) == "5"
    assert delay.named(reading) == {"meter id": "7"}
    assert delay.named(exchange) == {"meter id": "7", "property id": "3"}
    assert delay.named({"input": {"accountNumber": "A-1"}}) == {"account number": "A-1"}
