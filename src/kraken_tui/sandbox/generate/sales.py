"""What money may go to and come from: schemes, claim codes, goods and ways to sell."""

from datetime import timedelta

from kraken_tui.sandbox.generate.market import World

_CLOSED_SCHEME = ("FLOOD_RELIEF", "Flood relief")
_EXPIRED_CLAIM_CODE = ("LAST-YEAR", 1500)
_SALES_CHANNELS = (("DIRECT", "Direct"), ("PARTNER", "Partners"), ("FIELD", "Field sales"))
_AFFILIATE = ("AF-0001", "Fairfield Brokers")
_OPPORTUNITY = ("OP-0001", "Market square, 14 shops")


def add_sales(world: World) -> None:
    """Add what the common catalogue has not: what is closed or over, and who sells."""
    code, name = _CLOSED_SCHEME
    world.batch.add(
        "contribution_schemes",
        {"code": code, "display_name": name, "taxable": False, "accepting_contributions": False},
    )
    code, amount = _EXPIRED_CLAIM_CODE
    expired_at = f"{world.today - timedelta(days=30)}T00:00:00+00:00"
    world.batch.put(
        "claim_codes", {"code": code, "reward_amount": amount, "expires_at": expired_at}
    )
    for code, name in _SALES_CHANNELS:
        world.batch.put("sales_channels", {"code": code, "name": name})
    number, name = _AFFILIATE
    world.batch.put("affiliate_organisations", {"number": number, "name": name})
    number, name = _OPPORTUNITY
    world.batch.put("opportunities", {"number": number, "name": name})
