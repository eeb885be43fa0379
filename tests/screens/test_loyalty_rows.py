"""Points, cards, referrals, rewards and vouchers as rows and pages, whatever the answer holds."""

from typing import Any

import pytest

from kraken_tui.domain import loyalty, loyalty_lists, loyalty_members
from kraken_tui.domain.loyalty import Loyalty, Member
from kraken_tui.domain.loyalty_members import Collected
from kraken_tui.formats import UNKNOWN, Formats
from kraken_tui.screens import loyalty_points, loyalty_referrals, loyalty_vouchers
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.loyalty_sections import sections
from kraken_tui.widgets.facts import Section

POUNDS = Formats("en_GB", "GBP")
ADA = Member(id="7", name="Ada", email="")
BEN = Member(id="8", name="Ben", email="")
NASTY = "[bold red]Robert[/] \x1b[31m\u202e" + "long " * 2_000


def everything(leaf: Any, *, amount: Any, day: Any, number: Any) -> dict[str, Any]:
    """Build a node that has every field of every list."""
    texts = (
        *("id", "code", "schemeType", "referredUserName", "paymentStatus", "displayName"),
        *("clientParams", "number", "scheme", "status", "reasonCode", "ledgerType"),
    )
    amounts = (
        *("rewardAmount", "referringUserPaymentAmount", "referredUserPaymentAmount"),
        *("combinedPaymentAmount", "voucherValue", "balance"),
    )
    days = ("paymentDate", "referredUserJoinDate", "availableFrom", "purchasedAt", "refundedAt")
    posting = {"id": leaf, "netAmount": amount, "salesTaxAmount": amount, "grossAmount": amount}
    return {
        **dict.fromkeys(texts, leaf),
        **dict.fromkeys(amounts, amount),
        **dict.fromkeys((*days, "postedAt"), day),
        **dict.fromkeys(("value", "balanceCarriedForward"), number),
        "charge": posting,
        "chargeBalanceTransfer": {"accountCharge": posting},
        "payment": {"amount": amount, "paymentDate": day, "reference": leaf, "status": leaf},
        "redemptions": [{"claimedAt": day, "credit": posting}, {"claimedAt": day}],
    }


NODES = {
    "nothing": {},
    "nulls": everything(None, amount=None, day=None, number=None),
    "early and negative": everything(
        NASTY, amount=-(10**18), day="1900-01-01T00:00:00+00:00", number="-99999999999"
    ),
    "late and huge": everything(
        NASTY, amount=10**18, day="9999-12-31T23:59:59-11:00", number="1e29"
    ),
}


def listed(node: dict[str, Any]) -> list[tuple[Listing[Any], Any]]:
    """Read a node as a record of every kind, each with the list that it stands in."""
    data = {"account": {"number": "A-1", "rewards": [node]}}
    found = loyalty.parse(data)
    (person,) = loyalty_members.parse({"entries1": [node], "cards1": [node]}, [ADA])
    assert found is not None
    assert found.rewards and person.entries and person.cards
    return [
        (loyalty_points.entries("A-1", POUNDS), person.entries[0]),
        (loyalty_points.cards("A-1"), person.cards[0]),
        (loyalty_referrals.rewards("A-1", POUNDS), found.rewards[0]),
        (loyalty_referrals.referrals("A-1", POUNDS), loyalty_lists.parse_referral(node)),
        (loyalty_vouchers.vouchers("A-1", POUNDS), loyalty_lists.parse_voucher(node)),
    ]


@pytest.mark.parametrize("kind", NODES)
def test_every_record_has_a_row_and_a_page(kind: str) -> None:
    for listing, record in listed(NODES[kind]):
        cells = listing.cells(record)
        assert len(cells) == len(listing.columns)
        pages = listing.sections(record)
        told = [text for page in pages for fact in page.facts for text in (fact.label, fact.value)]
        assert all(text.isprintable() for text in (*cells, *told, listing.title(record)))
        assert not any(text == "None" for text in (*cells, *told))
        subject = listing.subject(record)
        assert subject is not None
        assert subject.identifiers["accountNumber"] == "A-1"
        for column, place in listing.order.items():
            assert column in {each.key for each in listing.columns}
            place(record)


def test_what_can_be_compared_is_compared_across_the_calendar() -> None:
    early, late = listed(NODES["early and negative"]), listed(NODES["late and huge"])
    for (listing, first), (_, second) in zip(early, late, strict=True):
        for place in listing.order.values():
            assert place(first) < place(second)


def summary(data: dict[str, Any], members: dict[str, Any] | None = None) -> dict[str, Section]:
    found = loyalty.parse(data)
    assert isinstance(found, Loyalty)
    people = loyalty_members.parse(members or {}, found.members)
    return {each.title: each for each in sections(Collected(found, people), POUNDS)}


def test_a_tenant_that_tells_balances_alone_shows_these() -> None:
    users = [{"id": "7", "givenName": "Ada"}, {"id": "8", "givenName": "Ben"}]
    worth = {"loyaltyPoints": 1, "totalMonetaryAmount": -5}
    data = {"loyaltyPointsBalance": worth, "account": {"number": "A-1", "users": users}}
    shown = summary(data, {"points1": worth, "points2": None})
    assert shown["Loyalty points"].facts[0].value == "1 point, worth -£0.05"
    assert [fact.value for fact in shown["Points of Ada"].facts] == ["1 point, worth -£0.05"]
    assert [fact.value for fact in shown["Points of Ben"].facts] == [UNKNOWN]


@pytest.mark.parametrize(
    ("eligible", "told"),
    [
        ({"isEligible": True}, "eligible; a offers to enrol it"),
        ({"isEligible": False}, "not eligible"),
        (
            {"isEligible": False, "primaryIneligibilityReason": "ACCOUNT_NOT_ACTIVE"},
            "not eligible: account not active",
        ),
        (
            {"isEligible": False, "primaryIneligibilityReason": "Smart meter is missing"},
            "not eligible: smart meter is missing",
        ),
        ({}, UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_why_an_account_may_not_join_is_said(eligible: dict[str, Any] | None, told: str) -> None:
    data = {"eligibilityToJoinLoyaltyPointsProgram": eligible, "account": {"number": "A-1"}}
    facts = {fact.label: fact.value for fact in summary(data)["Loyalty points"].facts}
    assert facts["Joining"] == told


def test_who_has_points_may_give_them_and_who_has_none_may_get_them() -> None:
    users = [{"id": "7", "givenName": "Ada"}, {"id": "8", "givenName": "Ben"}]
    data = {"loyaltyPointsBalance": {}, "account": {"number": "A-1", "users": users}}
    members = {
        **{"points1": {"loyaltyPoints": 5}, "entries1": [{"value": "5"}]},
        **{"points2": {"loyaltyPoints": 0}, "entries2": []},
    }
    shown = summary(data, members)
    giving = shown["Points of Ada"].facts[0].subject
    taking = shown["Points of Ben"].facts[0].subject
    assert giving is not None
    assert taking is not None
    for subject in (giving, taking):
        assert subject.identifiers["sendingUserId"] == "7"
        assert subject.identifiers["receivingUserId"] == "8"
    assert giving.identifiers["accountUserId"] == "7"
    assert "newLoyaltyPointsUserId" not in giving.identifiers
    assert taking.identifiers["newLoyaltyPointsUserId"] == "8"
    # The one who collects stands for the account.
    account = shown["Loyalty points"].facts[0].subject
    assert account is not None
    assert account.identifiers["accountUserId"] == "7"
