"""How an account pays: documents that fit, answers of any shape, and identifiers that stay hidden.

The answers of a real tenant are those of the sandbox.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from graphql import parse as parse_document
from graphql import validate
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.api.adapt import prune
from kraken_tui.domain import (
    documents,
    payments,
    payments_forecast,
    payments_made,
)
from kraken_tui.domain.payments_instructions import masked, parse_instructions
from kraken_tui.domain.payments_links import HandedOut, handed_out
from kraken_tui.domain.payments_schedules import Schedule, parse_schedules
from tests.contracts import TENANTS, schema

DOCUMENTS = tuple(name for name in documents.names() if name.startswith("payments"))
LACKING = {("energy", "payments"): {"paymentPlan", "missedPayments"}}
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("tenant", ["water", "energy"])
def test_documents_fit_the_contracts(tenant: str, name: str) -> None:
    lost = {place.split(".")[-1] for place in prune(documents.text(name), schema(tenant)).fell_away}
    assert lost == LACKING.get((tenant, name), set())


@pytest.mark.parametrize("tenant", TENANTS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_left_of_a_document_is_valid_at_any_tenant(name: str, tenant: str) -> None:
    left = prune(documents.text(name), schema(tenant)).text
    assert left is not None
    assert validate(schema(tenant), parse_document(left)) == []


FIELDS = st.sampled_from(
    sorted(
        {
            word
            for name in DOCUMENTS
            for word in re.findall(r"\b[a-zA-Z_]+\b(?=\s*(?:[({\n]))", documents.text(name))
        }
    )
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["0001-01-01", "9999-12-31", "2026-03-01T10:00:00+00:00", "Monthly"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=8),
    max_leaves=40,
)


def parse_all(data: dict[str, Any]) -> None:
    """Read an answer in every way, and look at all that is worked out from it."""
    found = payments.parse(data)
    for schedule in found.schedules if found else ():
        schedule.standing(NOON.date())
        schedule.due_days(NOON.date(), most=3)
    for plan in found.plans if found else ():
        assert plan.total is None or isinstance(plan.total, int)
    payments_forecast.parse_expected(data)
    payments_made.parse_states(data)
    payments_made.parse_payment(data)


@given(st.dictionaries(FIELDS, JSON, max_size=8))
def test_no_shape_of_answer_breaks_a_parser(data: dict[str, Any]) -> None:
    parse_all(data)
    parse_all({"account": data})


def test_nothing_is_read_from_nothing() -> None:
    assert payments.parse({}) is None
    assert payments.parse({"account": None}) is None
    bare = payments.parse({"account": {"number": "A-1"}})
    assert bare is not None
    assert bare.told == frozenset()
    assert (bare.instructions, bare.schedules, bare.missed) == ((), (), ())
    assert payments_made.parse_states({}) == (payments_made.StateCount("", 0),)


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("**** **** **** 1234", "****1234"),
        ("********************9620", "****9620"),
        ("ES69****************9620", "ES69****9620"),
        ("\N{BULLET}\N{BULLET}\N{BULLET}\N{BULLET} 77", "****77"),
        ("GB33BUKB20201555555555", "****5555"),
        ("4111 1111 1111 1111", "****1111"),
        ("1234", "1234"),
        ("", ""),
    ],
)
def test_identifiers_are_masked(told: str, shown: str) -> None:
    assert masked(told) == shown


def test_no_identifier_is_told_whole() -> None:
    """A tenant that masks nothing is no reason to show an account at a bank."""
    iban, card = "GB33BUKB20201555555555", "4111111111111111"
    nodes = [
        {"id": "1", "instructionType": "DIRECT_DEBIT", "iban": iban},
        {"id": "2", "instructionType": "CARD", "cardNumber": card},
        {"id": "3", "instructionType": "CARD", "maskedAccountIdentifier": card},
    ]
    account = {"paymentMethods": {"edges": [{"node": node} for node in nodes]}}
    told = repr(parse_instructions(account, default="2"))
    assert iban not in told
    assert card not in told
    assert "****5555" in told
    assert "****1111" in told


def test_an_instruction_told_twice_is_one() -> None:
    method = {"id": "7", "instructionType": "DIRECT_DEBIT", "status": "ACTIVE", "iban": ""}
    debit = {"id": "7", "instructionType": "DIRECT_DEBIT", "maskedIban": "ES69****9620"}
    other = {"id": "8", "instructionType": "DIRECT_DEBIT", "status": "FAILED"}
    account = {
        "paymentMethods": {"edges": [{"node": method}]},
        "directDebitInstructions": {"edges": [{"node": debit}, {"node": other}]},
    }
    first, second = parse_instructions(account, default="7")
    assert (first.means.id, first.iban, first.is_default) == ("7", "ES69****9620", True)
    assert first.means.identifier == "ES69****9620"
    assert first.means.state == "ACTIVE"
    assert (second.means.id, second.is_default) == ("8", False)


def ledger(now: dict[str, Any] | None, *listed: dict[str, Any]) -> dict[str, Any]:
    edges = [{"node": each} for each in listed]
    return {
        "number": "L-1",
        "name": "Main",
        "paymentPreferenceAtTime": now,
        "paymentPreferences": {"edges": edges},
    }


def test_the_preference_that_holds_now_is_marked() -> None:
    hand = {"forPaymentsAfter": "2024-01-01T00:00:00+00:00"}
    debit = {
        "forPaymentsAfter": "2025-01-01T00:00:00+00:00",
        "status": "ACTIVE",
        "paymentMethod": {"id": "7", "instructionType": "DIRECT_DEBIT"},
    }
    found = payments.parse({"account": {"ledgers": [ledger(debit, debit, hand)]}})
    assert found is not None
    assert [each.current for each in found.preferences] == [True, False]
    assert [each.by_hand for each in found.preferences] == [False, True]
    unlisted = payments.parse({"account": {"ledgers": [ledger(hand)]}})
    assert unlisted is not None
    assert [(each.by_hand, each.current) for each in unlisted.preferences] == [(True, True)]
    nothing = payments.parse({"account": {"ledgers": [ledger(None)]}})
    assert nothing is not None
    assert [(each.known, each.by_hand) for each in nothing.preferences] == [(False, False)]


def test_a_missed_payment_that_is_tried_again_is_told_once() -> None:
    missed = {"payableDate": "2026-01-05", "amountPayable": 500, "amountDue": 200, "daysOverdue": 4}
    schedule = {"id": "3", "ledgerNumber": "L-1", "missedPayments": {"edges": [{"node": missed}]}}
    again = {"payableDate": "2026-01-05", "amountPayable": 500}
    other = {"payableDate": "2026-02-05", "amountPayable": 700}
    retried = {"edges": [{"node": again}, {"node": other}]}
    account = {
        "paymentSchedules": {"edges": [{"node": schedule}]},
        "ledgers": [{"number": "L-1", "paymentsWithNonConcludedRePresentation": retried}],
    }
    found = payments.parse({"account": account})
    assert found is not None
    told = [(each.payable, each.missing, each.retried) for each in found.missed]
    assert told == [(500, 200, True), (700, None, True)]


def test_what_lies_beyond_the_first_page_is_counted() -> None:
    def cut(total: int, *nodes: dict[str, Any] | None) -> dict[str, Any]:
        return {"totalCount": total, "edges": [{"node": node} for node in nodes]}

    schedule = {"id": "3", "missedPayments": cut(25, {"payableDate": "2026-01-05"})}
    account = {
        "paymentMethods": cut(63, {"id": "1"}),
        "directDebitInstructions": cut(60, {"id": "1"}),
        "paymentSchedules": cut(2, schedule, None),
        "paymentPlans": cut(0),
        "ledgers": [{"paymentPreferences": cut(21, {}, {})}, {"paymentPreferences": None}],
    }
    found = payments.parse({"account": account})
    assert found is not None
    assert found.untold == {
        "instructions": 62,
        "schedules": 1,
        "plans": 0,
        "preferences": 19,
        "missed": 24,
    }


def test_big_integers_may_travel_as_text() -> None:
    for amount in (12_345_678_901, "12345678901"):
        assert payments_made.parse_payment({"amount": amount}).amount == 12_345_678_901
    for wrong in (None, "", "12.5", True):
        assert payments_made.parse_payment({"amount": wrong}).amount is None


# -- the days of schedules ---------------------------------------------------------------------


def schedule(**terms: Any) -> Schedule:
    node = {"paymentDay": 1, "paymentFrequency": "Monthly", "validFrom": "2025-01-15", **terms}
    (found,) = parse_schedules({"paymentSchedules": {"edges": [{"node": node}]}})
    return found


def days(found: Schedule, today: str = "2026-03-02", most: int = 3) -> list[str]:
    return [day.isoformat() for day in found.due_days(date.fromisoformat(today), most=most)]


def test_the_next_days_of_a_schedule() -> None:
    assert days(schedule()) == ["2026-04-01", "2026-05-01", "2026-06-01"]
    assert days(schedule(paymentDay=2)) == ["2026-03-02", "2026-04-02", "2026-05-02"]
    assert days(schedule(paymentDay=31), "2026-02-01") == ["2026-02-28", "2026-03-31", "2026-04-30"]
    assert days(schedule(validTo="2026-05-01")) == ["2026-04-01"]
    assert days(schedule(validFrom="2026-07-20")) == ["2026-08-01", "2026-09-01", "2026-10-01"]
    every_third = schedule(paymentFrequencyMultiplier=3)
    assert days(every_third) == ["2026-05-01", "2026-08-01", "2026-11-01"]
    weekly = schedule(paymentFrequency="Weekly", paymentDay=1)
    assert days(weekly) == ["2026-03-02", "2026-03-09", "2026-03-16"]
    assert days(schedule(validFrom="1900-01-01"), most=1) == ["2026-04-01"]
    assert days(schedule(), "9999-11-15") == ["9999-12-01"]


@pytest.mark.parametrize(
    "terms",
    [
        {"paymentFrequency": "Planned"},
        {"trigger": "BALANCE"},
        {"trigger": "BILL"},
        {"isPaymentHoliday": True},
        {"paymentDay": None},
        {"paymentDay": 77},
        {"validFrom": None},
        {"paymentFrequencyMultiplier": 0},
        {"paymentDayDetails": {"direction": "BEFORE_END_OF_MONTH"}},
    ],
)
def test_terms_that_name_no_day_lead_to_none(terms: dict[str, Any]) -> None:
    assert days(schedule(**terms)) == []


@given(
    begins=st.dates(date(1900, 1, 1), date(9998, 1, 1)),
    wait=st.integers(0, 5000),
    day=st.integers(1, 31),
    every=st.integers(1, 12),
    weekly=st.booleans(),
)
def test_days_come_in_order_and_as_often_as_agreed(
    begins: date, wait: int, day: int, every: int, weekly: bool
) -> None:
    today = begins + timedelta(days=min(wait, (date(9998, 6, 1) - begins).days))
    found = schedule(
        validFrom=begins.isoformat(),
        paymentFrequency="Weekly" if weekly else "Monthly",
        paymentDay=(day - 1) % 7 + 1 if weekly else day,
        paymentFrequencyMultiplier=every,
    )
    due = found.due_days(today, most=3)
    assert all(each >= today for each in due)
    months = [each.year * 12 + each.month for each in due]
    gaps = {right - left for left, right in pairwise(months)}
    weeks = {(right - left).days for left, right in pairwise(due)}
    assert weeks <= {7 * every} if weekly else gaps <= {every}
    first = due[0] - today if due else timedelta()
    assert first.days <= (7 * every if weekly else 31 * every + 31)


def test_where_a_schedule_stands() -> None:
    today = date(2026, 3, 2)
    assert schedule().standing(today) == "active"
    assert schedule(validTo="2026-03-02").standing(today) == "ended"
    assert schedule(validFrom="2026-03-03").standing(today) == "to come"
    assert schedule(isPaymentHoliday=True).standing(today) == "on holiday"


# -- links -------------------------------------------------------------------------------------


def found_in(answer: dict[str, Any], **sent: Any) -> HandedOut | None:
    return handed_out({"do": answer}, sent=sent, purpose="Do", account="A-1", at=NOON)


URL = "https://pay.example/i,1?a=b,c"
PERSON = {f"field{n}": n for n in range(20)} | {"liveSecretKey": "sk_of_old", "key": "detail"}


@pytest.mark.parametrize(
    ("answer", "name", "value", "kind", "beside"),
    [
        ({"url": URL}, "url", URL, "link", ()),
        (
            {"payment": {"__typename": "P", "retrievalToken": "pi_2", "page": URL}},
            "page",
            URL,
            "link",
            (("retrievalToken", "pi_2"),),
        ),
        (
            {"payment": {"retrievalToken": "pi_2", "secretToken": "pi_2_s"}},
            "secretToken",
            "pi_2_s",
            "secret",
            (("retrievalToken", "pi_2"),),
        ),
        ({"secretKey": "s_1", "url": URL}, "url", URL, "link", (("secretKey", "s_1"),)),
        ({"key": "sk_1", "viewer": PERSON}, "key", "sk_1", "secret", ()),
        ({"token": "ey", "account": PERSON}, "token", "ey", "secret", ()),
        (
            {"token": "ey", "payload": PERSON, "refreshToken": "f", "refreshExpiresIn": 5},
            "token",
            "ey",
            "secret",
            (("refreshToken", "f"), ("refreshExpiresIn", "5")),
        ),
        ({"url": "https://pay.example/\x1b[31m\u202e1"}, "url", None, "link", ()),
    ],
)
def test_links_and_secrets_are_found_in_what_was_answered(
    answer: dict[str, Any],
    name: str,
    value: str | None,
    kind: str,
    beside: tuple[tuple[str, str], ...],
) -> None:
    found = found_in(answer, accountNumber="A-1")
    assert found is not None
    assert (found.name, found.kind, found.beside) == (name, kind, beside)
    assert found.value == value or (value is None and found.value.isprintable())


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"payment": {"amount": 300, "isSecret": True, "secretToken": None, "url": ""}},
        {"url": "javascript:alert(1)"},
        {"website": "https://mine.example"},
        {"account": {f"field{n}": n for n in range(20)} | {"referralUrl": URL}},
    ],
)
def test_what_is_neither_link_nor_secret_is_not_handed_out(answer: dict[str, Any]) -> None:
    assert found_in(answer, input={"website": "https://mine.example"}) is None


def texts(value: object) -> Iterator[str]:
    """Give every text within a model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts(getattr(value, name))


def test_hostile_text_comes_out_plain() -> None:
    hostile = "\x1b[31mRed\x07 \u202egnirts\u2066 [bold red]bold[/]\nnext"
    node = {
        "id": hostile,
        "accountHolder": hostile,
        "paymentHolidayReason": hostile,
        "strategyName": hostile,
        "owners": [{"business": {"name": hostile}}],
    }
    one = {"edges": [{"node": node}]}
    account = {"paymentMethods": one, "paymentSchedules": one, "paymentPlans": one}
    found = payments.parse({"account": account})
    assert found is not None
    assert found.instructions[0].holder == "Red gnirts [bold red]bold[/] next"
    for text in texts(found):
        assert text.isprintable()
