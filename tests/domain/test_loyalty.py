"""Loyalty answers: documents that fit, and whatever a tenant leaves out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from graphql import GraphQLSchema, build_schema, validate
from graphql import parse as parse_document
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.api.adapt import prune
from kraken_tui.api.errors import Problem
from kraken_tui.domain import documents, loyalty, loyalty_lists, loyalty_members, loyalty_read
from kraken_tui.domain.loyalty import Member
from tests.contracts import TENANTS, schema

DOCUMENTS = tuple(name for name in documents.names() if name.startswith("loyalty"))
PERSON = Member(id="7", name="Ada", email="ada@example.com")


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("tenant", ["water", "energy"])
def test_documents_fit_the_contracts(tenant: str, name: str) -> None:
    journeys = (tenant, name) == ("energy", "loyalty")
    lost = ("account.eligibleRewardJourneys",) if journeys else ()
    assert prune(documents.text(name), schema(tenant)).fell_away == lost


@pytest.mark.parametrize("tenant", TENANTS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_left_of_a_document_is_valid_at_any_tenant(name: str, tenant: str) -> None:
    left = prune(documents.text(name), schema(tenant)).text
    assert left is None or validate(schema(tenant), parse_document(left)) == []


def without_loyalty() -> GraphQLSchema:
    return build_schema("""
        type Query { account(accountNumber: String!): AccountType }
        type AccountType { number: String, billingName: String }
    """)


def test_a_tenant_without_any_of_it_is_asked_for_the_account_alone() -> None:
    text = prune(documents.text("loyalty"), without_loyalty()).text
    assert text is not None
    assert "oyalty" not in text.removeprefix("query Loyalty")
    for name in ("loyalty_members", "loyalty_vouchers"):
        assert prune(documents.text(name), without_loyalty()).text is None
    found = loyalty.parse({"account": {"number": "A-1"}})
    assert found is not None
    has = (found.has_programme, found.has_vouchers, found.has_referrals, found.has_rewards)
    assert has == (False, False, False, False)


FIELDS = st.sampled_from(
    [
        *("account", "number", "users", "id", "rewards", "referrals", "activeReferralSchemes"),
        *("domestic", "loyaltyPointsBalance", "loyaltyPoints", "eligibleRewardJourneys"),
        *("eligibilityToJoinLoyaltyPointsProgram", "isEligible", "vouchersBalanceDetail"),
        *("points1", "entries1", "cards1", "value", "postedAt", "balanceCarriedForward"),
        *("edges", "node", "redemptions", "credit", "charge", "grossAmount", "payment"),
    ]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["1e999999", "NaN", "-Infinity", "9999-12-31T23:59:59", "1900-01-01", "²"])
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=6),
    max_leaves=25,
)


@given(st.dictionaries(FIELDS, JSON, max_size=6))
def test_no_shape_of_answer_breaks_a_parser(data: dict[str, Any]) -> None:
    loyalty.parse(data)
    loyalty_members.parse(data, [PERSON])
    loyalty_lists.parse_referral(data)
    loyalty_lists.parse_voucher(data)


def test_an_empty_answer_holds_no_account() -> None:
    assert loyalty.parse({}) is None
    assert loyalty.parse({"account": None}) is None


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
    bad = "\x1b[31mRed\x07 \u202egnirts\u2066 [bold red]bold[/]\nnext"
    account = {
        "number": bad,
        "users": [{"id": bad, "givenName": bad}],
        "eligibleRewardJourneys": [bad, None, 3],
        "rewards": [{"code": bad}, None],
        "activeReferralSchemes": {"domestic": {"code": bad, "referralUrl": bad}},
    }
    found = loyalty.parse({"account": account})
    entry = {"reasonCode": bad, "ledgerType": bad, "accountNumber": bad}
    people = loyalty_members.parse({"entries1": [entry], "cards1": [{"number": bad}]}, [PERSON])
    voucher = loyalty_lists.parse_voucher({"displayName": bad, "clientParams": bad})
    told = [*texts(found), *texts(people), *texts(voucher)]
    assert sum("[bold red]bold[/]" in text for text in told) >= 10
    for text in told:
        assert text.isprintable()


@pytest.mark.parametrize(
    ("node", "change"),
    [
        ({"ledgerType": "CREDIT", "value": "50"}, 50),
        ({"ledgerType": "DEBIT", "value": "50"}, -50),
        ({"ledgerType": "DEBIT", "value": "-50"}, -50),
        ({"ledgerType": "CREDIT", "value": "12.5"}, Decimal("12.5")),
        # The balances on either side know best.
        (
            {
                "ledgerType": "CREDIT",
                "value": "5",
                "balanceBroughtForward": "10",
                "balanceCarriedForward": "-2",
            },
            -12,
        ),
        ({"ledgerType": "CREDIT", "value": "1e999999"}, None),
        ({"value": "nothing"}, None),
        ({}, None),
    ],
)
def test_what_an_entry_did(node: dict[str, Any], change: object) -> None:
    (person,) = loyalty_members.parse({"entries1": [node]}, [PERSON])
    assert person.entries is not None
    assert person.entries[0].change == change


def test_entries_come_newest_first_whatever_their_zone() -> None:
    times = [
        *("1900-01-01T00:00:00", None, "2025-03-01T12:00:00+02:00", "2025-03-01T11:00:00+00:00"),
        *("9999-12-31T23:59:59+00:00", "2025-03-01T12:30:00+02:00"),
    ]
    nodes = [{"id": str(place), "postedAt": time} for place, time in enumerate(times)]
    (person,) = loyalty_members.parse({"entries1": nodes}, [PERSON])
    assert person.entries is not None
    assert [entry.id for entry in person.entries] == ["4", "3", "5", "2", "0", "1"]
    assert person.entries[4].posted == datetime(1900, 1, 1, tzinfo=UTC)


def test_more_people_than_one_request_holds_are_asked_about_in_turn() -> None:
    people = [Member(str(number), f"Person {number}", "") for number in range(1, 9)]
    first, second = loyalty_members.batches(people)
    assert [*first, *second] == people
    given_ = loyalty_members.variables("A-1", second)
    assert given_ == {
        "accountNumber": "A-1",
        **{"id1": "7", "user1": "7", "with1": True},
        **{"id2": "8", "user2": "8", "with2": True},
    }
    full = loyalty_members.variables("A-1", first)
    declared = documents.text("loyalty_members")
    assert all(f"${name}:" in declared for name in full)


def test_amounts_of_any_size_are_read_however_they_travel() -> None:
    charge = {"grossAmount": "123456789012345678", "netAmount": -5, "salesTaxAmount": "much"}
    payment = {"amount": 1500, "paymentDate": "2025-03-01", "status": "CLEARED"}
    node = {"charge": charge, "payment": payment, "clientParams": "{}"}
    voucher = loyalty_lists.parse_voucher(node)
    assert voucher.charge is not None
    assert voucher.payment is not None
    amounts = (voucher.charge.gross, voucher.charge.net, voucher.charge.tax)
    assert amounts == (123456789012345678, -5, None)
    assert (voucher.payment.amount, voucher.payment.day) == (1500, date(2025, 3, 1))
    assert voucher.details == ""


def problem(code: str, *path: str | int) -> Problem:
    return Problem(message=f"About {code}.", code=code, kind=None, description=None, path=path)


def test_what_the_tenant_does_not_run_is_not_offered_and_not_lamented() -> None:
    problems = (
        problem("KT-CT-9202", "loyaltyPointsBalance"),
        problem("KT-CT-1113", "account", "rewards"),
        problem("KT-CT-9203", "entries1"),
        problem("KT-CT-5415", "entries2"),
        problem("KT-CT-5415", "cards2"),
        problem("KT-CT-1113"),
    )
    gone = loyalty_read.not_run(problems)
    assert gone == {"loyaltyPointsBalance", "rewards"}
    data = {"loyaltyPointsBalance": None, "account": {"number": "A-1", "rewards": None}}
    found = loyalty.parse(data, not_run=gone)
    assert found is not None
    assert (found.has_programme, found.has_rewards) == (False, False)
    empty = loyalty_read.nothing_yet(problems)
    (person,) = loyalty_members.parse({"entries1": None, "cards1": None}, [PERSON], empty=empty)
    assert (person.entries, person.cards) == ((), None)
    assert loyalty_read.worth_telling(problems) == (
        "Somebody's entries are missing. About KT-CT-5415.",
        "Somebody's cards are missing. About KT-CT-5415.",
        "About KT-CT-1113.",
    )
