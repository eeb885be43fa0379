"""Goods: quoted, shared, spoken of later, bought, and changed."""

import json
from typing import Any

import pytest

from .refusals import Case, check
from .till import NOW, Till

CURRENCY = {"water": "GBP", "energy": "EUR"}
QUOTE = """
    id code quotedAt totalNetAmount hasQuoteExpired
    goodsQuotedProducts { product currency numberOfUnits pricePerUnit netAmount }
"""
PURCHASE = """
    code marketName ledgerNumber clientParams marketParams
    goodsSaleItems { product currency numberOfUnits pricePerUnit netAmount grossAmount }
"""
PURCHASES = f"""
    query ($number: String!) {{ goodsPurchases(accountNumber: $number) {{ {PURCHASE} }} }}
"""


def path(*fields: str | int) -> list[str | int]:
    return ["input", *fields]


def line(till: Till, **changes: Any) -> dict[str, Any]:
    shower = {"productId": "SHOWER-ECO", "numberOfUnits": 2, "currency": CURRENCY[till.name]}
    return {**shower, **changes}


def quotation(till: Till, account_id: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "accountNumber": till.account(account_id),
        "productsToQuote": [line(till), line(till, productId="2", pricePerUnit=100)],
        "clientParams": json.dumps({"colour": "green"}),
        **changes,
    }


async def quote(till: Till, account_id: int = 1) -> dict[str, Any]:
    given = quotation(till, account_id)
    made = await till.send("createGoodsQuote", given, f"goodsQuote {{ {QUOTE} }}")
    return dict(made["goodsQuote"])


async def test_goods_are_quoted(till: Till) -> None:
    made = await quote(till)
    assert made["totalNetAmount"] == 2 * 1850 + 2 * 100
    assert [each["product"] for each in made["goodsQuotedProducts"]] == [
        "SHOWER-ECO",
        "WATER-BUTT-200",
    ]
    assert (made["quotedAt"], made["hasQuoteExpired"]) == (NOW, False)
    query = f"""
        query ($number: String, $code: String) {{
          goodsQuotes(accountNumber: $number, quoteCode: $code) {{ {QUOTE} }}
        }}
    """
    assert made in (await till.ask(query, number=till.account(1)))["goodsQuotes"]
    assert (await till.ask(query, code=made["code"]))["goodsQuotes"] == [made]
    row = till.row("SELECT * FROM goods_quotes WHERE code = ?", made["code"])
    assert (row["account_id"], row["client_params"]) == (1, '{"colour": "green"}')


PROFILE = {
    "givenName": "Ada",
    "familyName": "Stranger",
    "email": "ada@kraken.example",
    "phoneNumber": "+447700900123",
    "postcode": "ME1 1AA",
    "addressLine1": "1 New Street",
}


def strangers(till: Till, **changes: Any) -> dict[str, Any]:
    return {"customerProfile": PROFILE, "productsToQuote": [line(till)], **changes}


async def test_a_stranger_gets_a_quote(till: Till) -> None:
    mutation = "createGoodsQuoteWithoutAccount"
    answer = await till.send(mutation, strangers(till), f"goodsQuote {{ {QUOTE} }}")
    made = answer["goodsQuote"]
    row = till.row("SELECT * FROM goods_quotes WHERE code = ?", made["code"])
    assert row["account_id"] is None
    assert json.loads(row["customer_profile"]) == PROFILE
    wrong = {"customerProfile": {**PROFILE, "email": "nobody"}}
    case = Case("KT-CT-8202", wrong, path("customerProfile", "email"))
    await check(till, mutation, strangers(till), case)


WRONG_LINES: list[tuple[dict[str, Any], str]] = [
    ({"productId": "NONE"}, "productId"),
    ({"numberOfUnits": 0}, "numberOfUnits"),
    ({"numberOfUnits": -1}, "numberOfUnits"),
    ({"pricePerUnit": -1}, "pricePerUnit"),
    ({"currency": "XXX"}, "currency"),
]


@pytest.mark.parametrize(("changes", "field"), WRONG_LINES)
async def test_lines_that_are_not_quoted(till: Till, changes: dict[str, Any], field: str) -> None:
    lines = [line(till), line(till, **changes)]
    case = Case("KT-CT-8202", {"productsToQuote": lines}, path("productsToQuote", 1, field))
    await check(till, "createGoodsQuote", quotation(till), case)
    await check(till, "createGoodsQuoteWithoutAccount", strangers(till), case)


async def test_quotes_that_are_not_made(till: Till) -> None:
    for case in (
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
        Case("KT-CT-8202", {"productsToQuote": []}, path("productsToQuote")),
        Case("KT-CT-8205", {"accountNumber": till.account(12)}, path("accountNumber")),
    ):
        await check(till, "createGoodsQuote", quotation(till), case)


async def test_a_quote_is_shared_by_mail(till: Till) -> None:
    code = (await quote(till))["code"]
    given = {"quoteCode": code, "email": "friend@kraken.example"}
    share = (await till.send("shareGoodsQuote", given, "share { id }"))["share"]
    row = till.row("SELECT * FROM quote_messages WHERE id = ?", share["id"])
    assert (row["kind"], json.loads(row["recipient"])) == ("SHARE", {"email": given["email"]})
    for case in (
        Case("KT-CT-4122", {"email": "friend"}, path("email")),
        Case("KT-CT-8203", {"quoteCode": "GQ-NONE"}, path("quoteCode")),
    ):
        await check(till, "shareGoodsQuote", given, case)


async def test_a_quote_is_spoken_of_later(till: Till) -> None:
    code = (await quote(till))["code"]
    recipient = {"givenName": "Ada", "mobile": "+44 7700 900123"}
    given = {"quoteCode": code, "recipient": recipient, "accountNumber": till.account(2)}
    assert await till.send("scheduleQuoteFollowUp", given, "success") == {"success": True}
    row = till.row("SELECT * FROM quote_messages ORDER BY id DESC LIMIT 1")
    assert (row["kind"], row["account_id"]) == ("FOLLOW_UP", 2)
    assert json.loads(row["recipient"]) == recipient
    for case in (
        Case("KT-CT-4619", {"quoteCode": "GQ-NONE"}, path("quoteCode")),
        Case("KT-CT-4632", {"recipient": {"givenName": "Ada"}}, path("recipient")),
        Case("KT-CT-4632", {"recipient": {"email": "ada"}}, path("recipient", "email")),
        Case("KT-CT-4632", {"recipient": {"mobile": "soon"}}, path("recipient", "mobile")),
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
    ):
        await check(till, "scheduleQuoteFollowUp", given, case)


async def test_a_quote_is_accepted_once(till: Till) -> None:
    made = await quote(till)
    given = {"accountNumber": till.account(1), "quoteId": made["id"], "marketParams": '{"a": 1}'}
    answer = await till.send("acceptGoodsQuote", given, f"goodsPurchase {{ {PURCHASE} }}")
    bought = answer["goodsPurchase"]
    assert [each["netAmount"] for each in bought["goodsSaleItems"]] == [3700, 200]
    assert [each["grossAmount"] for each in bought["goodsSaleItems"]] == [4440, 240]
    assert bought["ledgerNumber"] == till.ledger(1)
    assert bought["marketParams"] == '{"a": 1}'
    assert bought in (await till.ask(PURCHASES, number=till.account(1)))["goodsPurchases"]
    row = till.row("SELECT * FROM goods_purchases WHERE code = ?", bought["code"])
    assert (row["goods_quote_id"], row["status"]) == (int(made["id"]), "ACTIVE")
    accepted = "SELECT accepted_at FROM goods_quotes WHERE id = ?"
    assert till.value(accepted, made["id"]) == NOW
    await check(till, "acceptGoodsQuote", given, Case("KT-CT-8224", {}, path("quoteId")))


async def test_quotes_that_cannot_be_accepted(till: Till) -> None:
    made = await quote(till)
    given = {"accountNumber": till.account(1), "quoteId": made["id"]}
    for case in (
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
        Case("KT-CT-8223", {}, path("accountNumber"), as_customer=True),
        Case("KT-CT-8223", {"accountNumber": till.account(2)}, path("quoteId")),
        Case("KT-CT-8201", {"quoteId": "99999"}, path("quoteId")),
    ):
        await check(till, "acceptGoodsQuote", given, case)
    old = "UPDATE goods_quotes SET quoted_at = '2026-10-01T00:00:00+00:00' WHERE id = ?"
    till.write(old, made["id"])
    await check(till, "acceptGoodsQuote", given, Case("KT-CT-8224", {}, path("quoteId")))


def sale(till: Till, account_id: int = 2, **changes: Any) -> dict[str, Any]:
    return {
        "accountNumber": till.account(account_id),
        "saleItems": [{"productCode": "SHOWER-ECO", "numberOfUnits": 1}],
        "clientParams": '{"gift": true}',
        **changes,
    }


async def test_goods_are_bought_and_the_purchase_changed(till: Till) -> None:
    wanted = f"goodsPurchase {{ {PURCHASE} }}"
    bought = (await till.send("createGoodsPurchase", sale(till), wanted))["goodsPurchase"]
    assert bought["goodsSaleItems"] == [
        {
            "product": "SHOWER-ECO",
            "currency": CURRENCY[till.name],
            "numberOfUnits": 1,
            "pricePerUnit": 1850.0,
            "netAmount": 1850.0,
            "grossAmount": 2220.0,
        }
    ]
    assert (await till.ask(PURCHASES, number=till.account(2)))["goodsPurchases"] == [bought]
    change = {
        "accountNumber": till.account(2),
        "purchaseId": bought["code"],
        "saleItems": [{"productCode": "WATER-BUTT-200", "numberOfUnits": 3, "pricePerUnit": 10}],
    }
    changed = (await till.send("updateActivePurchase", change, wanted))["goodsPurchase"]
    assert changed["clientParams"] == bought["clientParams"] == '{"gift": true}'
    assert changed["goodsSaleItems"][0]["grossAmount"] == 36.0
    assert (await till.ask(PURCHASES, number=till.account(2)))["goodsPurchases"] == [changed]
    kept = "SELECT goods_sale_items FROM goods_purchases WHERE code = ?"
    assert json.loads(till.value(kept, bought["code"]))[0]["numberOfUnits"] == 3
    for case in (
        Case("KT-CT-8225", {"purchaseId": "GP-NONE"}, path("purchaseId")),
        Case("KT-CT-8225", {"accountNumber": till.account(1)}, path("purchaseId")),
        Case("KT-CT-8206", {"saleItems": []}, path("saleItems")),
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
    ):
        await check(till, "updateActivePurchase", change, case)
    over = "UPDATE goods_purchases SET status = 'FULFILLED' WHERE code = ?"
    till.write(over, bought["code"])
    case = Case("KT-CT-8226", {}, path("purchaseId"))
    await check(till, "updateActivePurchase", change, case)


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
        Case("KT-CT-1131", {}, path("accountNumber"), as_customer=True),
        Case("KT-CT-8206", {"saleItems": []}, path("saleItems")),
        Case(
            "KT-CT-8206",
            {"saleItems": [{"productCode": "NONE", "numberOfUnits": 1}]},
            path("saleItems", 0, "productCode"),
        ),
        Case(
            "KT-CT-8206",
            {"saleItems": [{"productCode": "SHOWER-ECO", "numberOfUnits": 0}]},
            path("saleItems", 0, "numberOfUnits"),
        ),
        Case("KT-CT-8206", {"saleItems": [None]}, path("saleItems", 0)),
    ],
)
async def test_goods_that_are_not_bought(till: Till, case: Case) -> None:
    await check(till, "createGoodsPurchase", sale(till, 1), case)


async def test_an_account_that_is_over_buys_nothing(till: Till) -> None:
    case = Case("KT-CT-1131", {}, path("accountNumber"))
    await check(till, "createGoodsPurchase", sale(till, 12), case)


async def test_the_catalogue_can_be_read(till: Till) -> None:
    query = """
        { goodsProducts(marketName: "GOODS", code: ["SHOWER-ECO"], first: 5) { edges { node {
            id code pricePerUnit grossPricePerUnit currency productType { code }
        } } } }
    """
    (edge,) = (await till.ask(query))["goodsProducts"]["edges"]
    assert edge["node"] == {
        "id": 1,
        "code": "SHOWER-ECO",
        "pricePerUnit": 1850.0,
        "grossPricePerUnit": 2220.0,
        "currency": CURRENCY[till.name],
        "productType": {"code": "DEVICE"},
    }
