"""What the energy tenant alone does: vouchers, bank accounts of two fuels, sales orders."""

import json
from typing import Any

import pytest

from tests.sandbox.mutations.tenant import TODAY

from .refusals import Case, check
from .till import NOW, Till, in_days

IBAN = "ES9121000418450200051332"
VOUCHER = """
    id displayName voucherValue balance availableFrom purchasedAt clientParams
    charge { id grossAmount netAmount salesTaxAmount reason }
    chargeBalanceTransfer { accountCredit { grossAmount } accountCharge { grossAmount } }
    payment { id }
"""
VOUCHERS = f"""
    query ($number: ID!) {{
      vouchersForAccount(accountNumber: $number, redeemableOnly: false, first: 5) {{
        edges {{ node {{ {VOUCHER} }} }}
      }}
      vouchersBalanceDetail(accountNumber: $number) {{ redeemableToday redeemableInFuture }}
    }}
"""


def voucher(till: Till, account_id: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "accountNumber": till.account(account_id),
        "availableFrom": TODAY,
        "displayName": "Green hour",
        "purchasedAt": NOW,
        "voucherType": "GREEN",
        "voucherValueInCents": 1500,
        **changes,
    }


async def seen(till: Till, account_id: int) -> dict[str, Any]:
    answer = await till.ask(VOUCHERS, number=till.account(account_id))
    nodes = [edge["node"] for edge in answer["vouchersForAccount"]["edges"]]
    return {"vouchers": nodes, "balance": answer["vouchersBalanceDetail"]}


async def test_a_voucher_is_charged_to_the_account(energy: Till) -> None:
    main, before = energy.ledger(1), energy.balance(energy.ledger(1))
    payment = energy.value("SELECT max(id) FROM payments WHERE account_id = 1")
    given = voucher(
        energy,
        chargeAmountInCents=1000,
        chargeAmountInCentsWithTax=1210,
        paymentId=str(payment),
        clientParams='{"shop": 4}',
    )
    answer = await energy.send("purchaseVoucher", given, f"voucherPurchase {{ {VOUCHER} }}")
    made = answer["voucherPurchase"]
    assert (made["voucherValue"], made["balance"]) == (1500, 1500)
    assert (made["payment"], made["clientParams"]) == ({"id": str(payment)}, '{"shop": 4}')
    assert made["charge"] == {
        "id": made["charge"]["id"],
        "grossAmount": "1210",
        "netAmount": "1000",
        "salesTaxAmount": "210",
        "reason": "VOUCHER_PURCHASE",
    }
    assert energy.balance(main) == before - 1210
    assert energy.last_posting(main)["id"] == int(made["charge"]["id"])
    assert made in (await seen(energy, 1))["vouchers"]
    row = energy.row("SELECT * FROM vouchers WHERE id = ?", made["id"])
    assert (row["voucher_type"], row["purchased_at"]) == ("GREEN", NOW)


async def test_another_ledger_pays_for_a_voucher(energy: Till) -> None:
    main, gas = energy.ledger(3), energy.ledger(3, "%GAS%")
    before = energy.balance(main), energy.balance(gas)
    given = voucher(
        energy,
        3,
        chargeAmountInCents=800,
        transferChargeLedgerNumber=gas,
        availableFrom=in_days(20),
    )
    answer = await energy.send("purchaseVoucher", given, f"voucherPurchase {{ {VOUCHER} }}")
    transfer = answer["voucherPurchase"]["chargeBalanceTransfer"]
    assert transfer["accountCredit"] == transfer["accountCharge"] == {"grossAmount": "800"}
    assert (energy.balance(main), energy.balance(gas)) == (before[0], before[1] - 800)
    assert energy.rows("SELECT reason FROM balance_transfers") == [{"reason": "VOUCHER_PURCHASE"}]
    after = await seen(energy, 3)
    assert after["balance"] == {"redeemableToday": 0, "redeemableInFuture": 1500}


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, ["input", "accountNumber"]),
        *(
            Case("KT-CT-1605", {field: value}, ["input", field])
            for field, value in (
                ("voucherValueInCents", 0),
                ("voucherValueInCents", -1),
                ("chargeAmountInCents", 0),
                ("chargeAmountInCentsWithTax", -1),
                ("paymentId", "99999999"),
                ("transferChargeLedgerNumber", "L-NONE"),
            )
        ),
        Case(
            "KT-CT-1605",
            {"chargeAmountInCents": 10, "chargeAmountInCentsWithTax": 9},
            ["input", "chargeAmountInCentsWithTax"],
        ),
    ],
)
async def test_vouchers_that_are_not_sold(energy: Till, case: Case) -> None:
    await check(energy, "purchaseVoucher", voucher(energy), case)


def details(till: Till, account_id: int = 1, **changes: Any) -> dict[str, Any]:
    return {"accountNumber": till.account(account_id), "electricityIban": IBAN, **changes}


def instructions(till: Till, ledger: str) -> list[dict[str, Any]]:
    return till.rows(
        "SELECT payment_instructions.* FROM payment_instructions"
        " JOIN ledgers ON ledgers.id = ledger_id WHERE number = ? AND status = 'ACTIVE'",
        ledger,
    )


async def test_another_bank_account_pays(energy: Till) -> None:
    given = details(
        energy,
        gasIban=IBAN,
        holderName="Ada Nueva",
        address1="Calle Mayor 1",
        city="Madrid",
        postcode="28001",
    )
    assert await energy.send("updatePaymentDetails", given, "success") == {"success": True}
    for ledger in (energy.ledger(1), energy.ledger(1, "%GAS%")):
        (row,) = instructions(energy, ledger)
        assert (row["account_holder"], row["valid_from"]) == ("Ada Nueva", NOW)
        assert row["masked_iban"].endswith("1332")
    query = """
        query ($number: String!) { account(accountNumber: $number) {
          billingAddressLine1 billingAddressPostcode
          directDebitInstructions(first: 5, statuses: [ACTIVE]) { edges { node {
            accountHolder
          } } }
        } }
    """
    account = (await energy.ask(query, number=energy.account(1)))["account"]
    edges = account["directDebitInstructions"]["edges"]
    assert [edge["node"]["accountHolder"] for edge in edges] == ["Ada Nueva", "Ada Nueva"]
    assert account["billingAddressLine1"] == "Calle Mayor 1"
    stored = "SELECT billing_address_postcode FROM accounts WHERE id = 1"
    assert energy.value(stored) == account["billingAddressPostcode"] == "28001"


@pytest.mark.parametrize(
    ("code", "changes", "field", "as_customer"),
    [
        ("KT-ES-4120", {"accountNumber": None}, "accountNumber", False),
        ("KT-ES-4120", {"electricityIban": None}, "electricityIban", False),
        ("KT-ES-4120", {"electricityIban": "ES00"}, "electricityIban", False),
        ("KT-ES-4120", {"gasIban": IBAN + "1"}, "gasIban", False),
        ("KT-CT-4178", {"accountNumber": "A-NONE"}, "accountNumber", False),
        ("KT-ES-1130", {}, "accountNumber", True),
    ],
)
async def test_bank_accounts_that_do_not_pay(
    energy: Till, code: str, changes: dict[str, Any], field: str, as_customer: bool
) -> None:
    case = Case(code, changes, ["newPaymentDetails", field], as_customer)
    await check(energy, "updatePaymentDetails", details(energy), case)


async def test_an_account_without_gas_pays_for_none(energy: Till) -> None:
    given = details(energy, 2, gasIban=IBAN)
    case = Case("KT-ES-3910", {}, ["newPaymentDetails", "gasIban"])
    await check(energy, "updatePaymentDetails", given, case)


def order(till: Till, **changes: Any) -> dict[str, Any]:
    code = till.rows("SELECT code FROM products ORDER BY id")[0]["code"]
    return {
        "orderReference": "REF-UNUSED",
        "salesChannel": "PARTNER",
        "affiliateOrganisationNumber": "AF-0001",
        "opportunityNumber": "OP-0001",
        "accountNumber": till.account(1),
        "lines": [{"offeringIdentifier": code, "quantity": 2, "validFrom": TODAY}],
        "metadata": '{"campaign": "spring"}',
        **changes,
    }


async def test_an_order_is_taken_in_once(energy: Till) -> None:
    given = order(energy, orderReference="REF-1")
    answer = await energy.send("processOrder", given, "status identifier")
    row = energy.row("SELECT * FROM orders WHERE number = ?", answer["identifier"])
    assert (row["status"], answer["status"]) == ("RECEIVED", "RECEIVED")
    assert (row["order_reference"], row["account_id"]) == ("REF-1", 1)
    content = json.loads(row["content"])
    assert content["lines"][0]["quantity"] == 2
    assert content["metadata"] == {"campaign": "spring"}
    again = Case("KT-CT-13104", {}, ["input", "orderReference"])
    await check(energy, "processOrder", given, again)


async def test_an_order_makes_do_with_a_customer(energy: Till) -> None:
    person = {"givenName": "Ada", "familyName": "Nueva", "email": "ada@kraken.example"}
    given = order(energy, orderReference="REF-2", accountNumber=None, customer=person)
    for optional in ("affiliateOrganisationNumber", "opportunityNumber", "metadata"):
        del given[optional]
    answer = await energy.send("processOrder", given, "status identifier")
    row = energy.row("SELECT * FROM orders WHERE number = ?", answer["identifier"])
    assert row["account_id"] is None
    assert json.loads(row["content"])["customer"] == person


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-1605", {"orderReference": " "}, ["input", "orderReference"]),
        Case("KT-CT-12701", {"salesChannel": "NONE"}, ["input", "salesChannel"]),
        Case(
            "KT-CT-7701",
            {"affiliateOrganisationNumber": "AF-9"},
            ["input", "affiliateOrganisationNumber"],
        ),
        Case("KT-CT-8906", {"opportunityNumber": "OP-9"}, ["input", "opportunityNumber"]),
        Case("KT-CT-13102", {"lines": []}, ["input", "lines"]),
        Case(
            "KT-CT-13102",
            {"lines": [{"offeringIdentifier": "NONE"}]},
            ["input", "lines", 0, "offeringIdentifier"],
        ),
        Case("KT-CT-13103", {"accountNumber": None}, ["input", "customer"]),
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, ["input", "accountNumber"]),
    ],
)
async def test_orders_that_are_not_taken(energy: Till, case: Case) -> None:
    await check(energy, "processOrder", order(energy), case)


async def test_an_order_has_a_sensible_quantity(energy: Till) -> None:
    (line,) = order(energy)["lines"]
    changes = {"lines": [line, {**line, "quantity": 0}]}
    case = Case("KT-CT-13102", changes, ["input", "lines", 1, "quantity"])
    await check(energy, "processOrder", order(energy), case)
