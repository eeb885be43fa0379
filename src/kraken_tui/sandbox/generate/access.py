"""The ways into a tenant that are always there."""

from datetime import UTC, datetime, time, timedelta

from kraken_tui.sandbox.generate.loyalty import add_points
from kraken_tui.sandbox.generate.market import World
from kraken_tui.sandbox.passwords import hash_password

EMAIL = "demo@kraken.example"
PASSWORD = "demo-password"
PRE_SIGNED_KEY = "psk_demo_{tenant}"
ORGANIZATION_KEY = "sk_org_demo_{tenant}"
MASQUERADE_TOKEN = "mt_demo_{tenant}"


def add_demo_user(world: World) -> int:
    """Add the demo's user, and every key that lets one in; return the user's id."""
    expires_at = int((datetime.combine(world.today, time(), UTC) + timedelta(days=365)).timestamp())
    tenant = world.market.tenant
    user_id = world.batch.add(
        "users",
        {
            "number": f"U-DE{'30' if tenant == 'water' else '31'}0000",
            "email": EMAIL,
            "given_name": "Demo",
            "family_name": "Kraken",
            "title": "Mx",
            "mobile": world.market.mobile(0),
            "date_of_birth": "1990-05-17",
            "has_set_password": True,
            "is_staff": True,
            "password_hash": hash_password(PASSWORD, salt=f"demo-{tenant}"),
            "live_secret_key": world.market.api_key,
            "created_at": f"{world.today - timedelta(days=900)}T08:00:00+00:00",
        },
    )
    world.batch.put("user_comms_preferences", {"user_id": user_id})
    world.batch.add("portfolio_users", {"portfolio_id": 1, "user_id": user_id})
    add_points(world, user_id=user_id, account_id=1)
    world.batch.put(
        "pre_signed_keys",
        {
            "key": PRE_SIGNED_KEY.format(tenant=tenant),
            "user_id": user_id,
            "created_at": 0,
            "expires_at": expires_at,
        },
    )
    world.batch.put(
        "masquerade_tokens",
        {
            "token": MASQUERADE_TOKEN.format(tenant=tenant),
            "staff_user_id": user_id,
            "expires_at": expires_at,
        },
    )
    world.batch.add(
        "organizations",
        {
            "name": "Demo organisation",
            "secret_key": ORGANIZATION_KEY.format(tenant=tenant),
            "user_id": user_id,
        },
    )
    return user_id


def let_in(world: World, user_id: int, *, first_account: int, last_account: int) -> None:
    """Let the demo's user see the accounts from `first_account` to `last_account`."""
    for account_id in range(first_account, last_account + 1):
        world.batch.add(
            "account_users",
            {
                "account_id": account_id,
                "user_id": user_id,
                "role": "ACCOUNT_ADMIN",
                "is_customer": False,
            },
        )
