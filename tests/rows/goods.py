"""Goods: quoted, bought, spoken of."""

import json
from typing import Any

from .trial import Cases, Holds, Kept, Trial, became, told, trial
from .world import NOW, World

PARAMS = {"clientParams": '{"colour": "green"}', "marketParams": '{"channel": "web"}'}
QUOTE = "FROM goods_quotes ORDER BY id DESC"
PURCHASE = "FROM goods_purchases ORDER BY id DESC"
STORED_PARAMS = "json_extract(client_params, '$.colour'), json_extract(market_params, '$.channel')"


def _params(*, full: bool) -> dict[str, Any]:
    return dict(PARAMS) if full else {}


def _stored_params(*, full: bool) -> tuple[str | None, str | None]:
    return ("green", "web") if full else (None, None)


def _quoted(world: World, *, full: bool) -> tuple[list[dict[str, Any]], int]:
    currency = world.text("SELECT value FROM meta WHERE key = 'currency'")
    price = world.value("SELECT net_amount FROM goods_products WHERE code = 'SHOWER-ECO'")
    line = {"productId": "SHOWER-ECO", "numberOfUnits": 3, "currency": currency}
    if not full:
        return [line], 3 * price
    return [{**line, "pricePerUnit": 1000}, {**line, "pricePerUnit": 1}], 3003


def _sold(*, full: bool) -> list[dict[str, Any]]:
    line = {"productCode": "WATER-BUTT-200", "numberOfUnits": 2}
    return [{**line, "pricePerUnit": 4000}] if full else [line]


def _purchased(world: World, *, full: bool) -> tuple[int, int]:
    price = world.value("SELECT net_amount FROM goods_products WHERE code = 'WATER-BUTT-200'")
    return 2, 2 * (4000 if full else price)


SOLD = (
    "json_extract(goods_sale_items, '$[0].numberOfUnits'),"
    " json_extract(goods_sale_items, '$[0].netAmount')"
)


def _quote(world: World, account: int | None = 1) -> str:
    world.write(
        "INSERT INTO goods_quotes (code, account_id, market_name, goods_quoted_products,"
        " total_net_amount, quoted_at) VALUES ('GQ-1', ?, 'GOODS', ?, 3700, ?)",
        account,
        json.dumps(
            [
                {
                    "product": "SHOWER-ECO",
                    "currency": "GBP",
                    "numberOfUnits": 2,
                    "pricePerUnit": 1850,
                    "netAmount": 3700,
                }
            ]
        ),
        NOW,
    )
    return world.text("SELECT id FROM goods_quotes WHERE code = 'GQ-1'")


def create_quote(world: World, *, full: bool) -> Trial:
    """Goods are priced, at the catalogue's prices or those given."""
    products, total = _quoted(world, full=full)
    given = {"accountNumber": world.account(1), "productsToQuote": products, **_params(full=full)}
    row = (1, total, *_stored_params(full=full))
    return trial(
        given,
        became(f"SELECT account_id, total_net_amount, {STORED_PARAMS} {QUOTE}", now=row),
        told("goodsQuote.code", f"SELECT code {QUOTE}"),
        told("goodsQuote.totalNetAmount", f"SELECT total_net_amount {QUOTE}"),
    )


def create_quote_without_account(world: World, *, full: bool) -> Trial:
    """Goods are priced for a stranger, whose profile is kept."""
    products, total = _quoted(world, full=full)
    profile = {
        "givenName": "Nell",
        "familyName": "Hartnell",
        "email": "nell@example.org",
        "phoneNumber": "+447700900999",
        "postcode": "B1 1AA",
        "addressLine1": "1 High Street",
    }
    if full:
        profile |= {f"addressLine{number}": f"Line {number}" for number in (2, 3, 4, 5)}
    given = {"customerProfile": profile, "productsToQuote": products, **_params(full=full)}
    row = (None, total, *_stored_params(full=full))
    columns = f"account_id, total_net_amount, {STORED_PARAMS}"
    return trial(
        given,
        became(f"SELECT {columns} {QUOTE}", now=row),
        Kept(f"SELECT customer_profile {QUOTE}", profile),
        told("goodsQuote.code", f"SELECT code {QUOTE}"),
    )


def accept_quote(world: World, *, full: bool) -> Trial:
    """What a quote lists is bought at its prices."""
    quote = _quote(world)
    given = {"accountNumber": world.account(1), "quoteId": quote, **_params(full=full)}
    row = (1, int(quote), 2, 3700, *_stored_params(full=full))
    columns = f"account_id, goods_quote_id, {SOLD}, {STORED_PARAMS}"
    return trial(
        given,
        became(f"SELECT {columns} {PURCHASE}", now=row),
        became("SELECT accepted_at FROM goods_quotes WHERE code = 'GQ-1'", now=NOW),
        told("goodsPurchase.code", f"SELECT code {PURCHASE}"),
    )


def create_purchase(world: World, *, full: bool) -> Trial:
    """Goods are bought at once."""
    given = {
        "accountNumber": world.account(1),
        "saleItems": _sold(full=full),
        **_params(full=full),
    }
    row = (1, *_purchased(world, full=full), *_stored_params(full=full))
    return trial(
        given,
        became(f"SELECT account_id, {SOLD}, {STORED_PARAMS} {PURCHASE}", now=row),
        told("goodsPurchase.code", f"SELECT code {PURCHASE}"),
    )


def update_purchase(world: World, *, full: bool) -> Trial:
    """What is in an active purchase changes."""
    world.write(
        "INSERT INTO goods_purchases (code, account_id, market_name, created_at)"
        " VALUES ('GP-1', 1, 'GOODS', ?)",
        NOW,
    )
    given = {
        "accountNumber": world.account(1),
        "purchaseId": "GP-1",
        "saleItems": _sold(full=full),
        **_params(full=full),
    }
    row = ("GP-1", *_purchased(world, full=full), *_stored_params(full=full))
    return trial(
        given,
        became(f"SELECT code, {SOLD}, {STORED_PARAMS} {PURCHASE}", now=row),
        told("goodsPurchase.code", f"SELECT code {PURCHASE}"),
    )


MESSAGE = "FROM quote_messages ORDER BY id DESC"


def share_quote(world: World, *, full: bool) -> Trial:
    """A quote is mailed to somebody."""
    _quote(world)

    def mailed(world: World, _answer: object) -> None:
        assert world.service.state.outbox[-1]["to"] == "neighbour@example.org"

    recipient = "json_extract(recipient, '$.email')"
    return trial(
        {"quoteCode": "GQ-1", "email": "neighbour@example.org"},
        became(f"SELECT kind, {recipient} {MESSAGE}", now=("SHARE", "neighbour@example.org")),
        told("share.id", f"SELECT id {MESSAGE}"),
        Holds(mailed),
    )


def schedule_follow_up(world: World, *, full: bool) -> Trial:
    """Somebody will speak of a quote with a person who can be reached."""
    _quote(world)
    recipient = {"email": "nell@example.org"}
    given: dict[str, Any] = {"quoteCode": "GQ-1", "recipient": recipient}
    if full:
        recipient |= {"givenName": "Nell", "familyName": "Hartnell", "mobile": "+447700900999"}
        given["accountNumber"] = world.account(2)
    return trial(
        given,
        became(f"SELECT kind, account_id {MESSAGE}", now=("FOLLOW_UP", 2 if full else 1)),
        Kept(f"SELECT recipient {MESSAGE}", recipient),
        needed="email",
    )


CASES: Cases = {
    "acceptGoodsQuote": accept_quote,
    "createGoodsPurchase": create_purchase,
    "createGoodsQuote": create_quote,
    "createGoodsQuoteWithoutAccount": create_quote_without_account,
    "scheduleQuoteFollowUp": schedule_follow_up,
    "shareGoodsQuote": share_quote,
    "updateActivePurchase": update_purchase,
}
