"""What only a mutation opens: quotes to switch by, a messenger's token, events behind screens."""

import json
from datetime import timedelta

from kraken_tui.sandbox.generate.identifiers import reference
from kraken_tui.sandbox.generate.market import Account, World

LINE_TOKEN = "line_demo_{tenant}"
_LINE_USER = "Ub5a1e0c49d2f4f0c8d3e6a7b9c0d1e2f"
_QUOTE_DAYS = 60

# What each event runs, the parameters that it needs, and what the app is to do next.
_EVENTS: dict[str, tuple[str | None, list[str], dict[str, object]]] = {
    "read-tips": (
        "nothing",
        [],
        {"__typename": "LinkActionType", "url": "https://help.kraken.example/tips"},
    ),
    "open-account": (
        "show_account",
        ["accountNumber"],
        {"__typename": "DeeplinkActionType", "url": "kraken://account"},
    ),
    "join-octoplus": (
        "join_octoplus",
        ["accountNumber"],
        {
            "__typename": "ScreenActionType",
            "screenId": "octoplus-welcome",
            "allowBack": False,
            "params": [],
        },
    ),
    "ask-to-join": (
        "nothing",
        [],
        {
            "__typename": "BackendScreenEventActionType",
            "eventId": "join-octoplus",
            "params": [{"key": "source", "value": "banner"}],
        },
    ),
    "dismiss": ("nothing", [], {"__typename": "CloseActionType", "accessibilityHidden": True}),
    "coming-soon": (None, [], {"__typename": "CloseActionType"}),
}


def add_doors(world: World) -> None:
    """Add what is there for everyone: a link token of the messenger, and the screens' events."""
    token = LINE_TOKEN.format(tenant=world.market.tenant)
    world.batch.put("line_link_tokens", {"token": token, "line_user_id": _LINE_USER})
    for event_id, (execute, params, action) in _EVENTS.items():
        world.batch.put(
            "screen_events",
            {
                "id": event_id,
                "execute": execute,
                "required_params": json.dumps(params),
                "action": json.dumps({"id": event_id, **action}),
            },
        )


def add_quote(
    world: World, account: Account, *, supply_point_id: int, product_id: int | None
) -> None:
    """Add a quote for a supply point; without a product, none was selected in it yet."""
    number = world.batch.peek("quoted_products")
    world.batch.add(
        "quoted_products",
        {
            "quote_code": reference("Q", number, world.seed),
            "account_id": account.id,
            "supply_point_id": supply_point_id,
            "product_id": product_id,
            "valid_until": (world.today + timedelta(days=_QUOTE_DAYS)).isoformat(),
        },
    )
