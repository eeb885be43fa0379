"""The profiles of `--demo`: a made-up tenant inside the program."""

from kraken_tui.config.profiles import Auth, Profile

_ACCOUNTS = {
    "water": ("A-1A2B3C4D", "GBP", "en_GB", "Europe/London"),
    "energy": ("A-5E6F7A8B", "EUR", "en_IE", "Europe/Madrid"),
}


def demo_profile(tenant: str) -> Profile:
    """Return the profile of a demo tenant; its address is never looked up by anyone."""
    account, currency, locale, timezone = _ACCOUNTS[tenant]
    return Profile(
        name=f"demo-{tenant}",
        endpoint="http://sandbox.localhost/v1/graphql/",
        auth_endpoint="http://sandbox.localhost/auth/graphql/",
        environment="sandbox",
        account=account,
        currency=currency,
        locale=locale,
        timezone=timezone,
        auth=Auth(method="api-key"),
    )


def demo_key(tenant: str) -> str:
    """Return the API key that the sandbox of a tenant always takes."""
    return f"sk_demo_{tenant}"
