"""Which forms are asked about before they are sent, told from names alone."""

from datetime import UTC, datetime

import pytest

from kraken_tui.forms.form import Form
from kraken_tui.forms.stakes import is_final, moves_money, stakes
from tests.forms.conftest import records_of

NOW = datetime(2025, 11, 21, 12, 30, tzinfo=UTC)
SDL = """
scalar Decimal
type Query { a: Int }
type Mutation {
  updateTree(input: Tree!): Int
  refundTree(input: Tree!): Int
  deleteTree(input: Tree!): Int
}
input Tree { accountNumber: String, amount: Int, price: Decimal, points: Int, age: Int }
"""


@pytest.mark.parametrize(
    "name",
    [
        "terminateThing",
        "invalidateKey",
        "deleteTree",
        "cancelOrder",
        "endAgreement",
        "forceMoveIn",
        "moveOut",
        "regenerateSecretKey",
        "revokeContract",
    ],
)
def test_names_of_what_cannot_be_undone(name: str) -> None:
    assert is_final(name)


@pytest.mark.parametrize("name", ["moveInCustomer", "updateUser", "sendEmail", "endpointTest"])
def test_names_of_what_can(name: str) -> None:
    assert not is_final(name)


@pytest.mark.parametrize(
    "name",
    [
        "collectPayment",
        "refundPayment",
        "submitRepaymentRequest",
        "redeemPoints",
        "transferBalance",
        "purchaseVoucher",
        "initiateStandalonePayment",
        "postCredit",
    ],
)
def test_names_of_what_moves_money(name: str) -> None:
    assert moves_money(name)


@pytest.mark.parametrize(
    "name",
    [
        "createPaymentSchedule",
        "storePaymentInstruction",
        "createCreditTransferPermission",
        "updateUser",
        "setUpDirectDebitInstruction",
        "redeemReferralClaimCode",
        "postponeVisit",
    ],
)
def test_names_of_what_leaves_money_where_it_is(name: str) -> None:
    assert not moves_money(name)


def at_stake(name: str, account: str = "", **texts: str) -> str | None:
    """Return the sentence and the account, None if nothing is asked."""
    form = Form.build(records_of(SDL)[name], clock=lambda: NOW, currency="GBP")
    for field, text in texts.items():
        form.set_text(("input", field), text)
    found = stakes(form, account=account)
    return None if found is None else f"{found.sentence} {found.account}".strip()


def test_an_amount_makes_any_form_one_of_money() -> None:
    assert at_stake("updateTree", age="7") is None
    assert at_stake("updateTree", amount="1250") == "This moves money: amount £12.50."


def test_amounts_and_points_are_named_and_the_forms_account_comes_first() -> None:
    told = at_stake("refundTree", account="A-2", accountNumber="A-1", price="7.5", points="90")
    assert told == "This moves money: price 7.5 GBP, 90 points. A-1"
    assert at_stake("deleteTree", account="A-2") == "This cannot be undone. A-2"


def test_a_deed_can_be_both() -> None:
    told = at_stake("deleteTree", amount="-5")
    assert told == "This moves money and cannot be undone: amount -£0.05."
