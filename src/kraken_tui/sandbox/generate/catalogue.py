"""What a tenant offers to everyone: products, consents, schemes, campaigns and goods."""

from datetime import timedelta

from kraken_tui.sandbox.generate.doors import add_doors
from kraken_tui.sandbox.generate.market import World
from kraken_tui.sandbox.generate.sales import add_sales

_CONSENTS = (
    ("MARKETING", "Marketing", "News and offers from us."),
    ("THIRD_PARTY", "Third parties", "Offers from companies that we work with."),
    ("RESEARCH", "Research", "Surveys about the service."),
)
_CAMPAIGNS = (
    ("save-a-little", "Save a little"),
    ("leak-watch", "Leak watch"),
    ("paper-free", "Paper free"),
)
_SCHEMES = (("WARM_HOMES", "Warm homes fund", 0), ("RIVER_TRUST", "River trust", 1))
_GOODS = (("WATER-BUTT-200", "Water butt, 200 litres", 4500), ("SHOWER-ECO", "Eco shower", 1850))
_CLAIM_CODES = (("WELCOME25", 2500), ("SPRING10", 1000))


def add_common(world: World) -> None:
    """Add the reference data that both tenants share."""
    for code, name, description in _CONSENTS:
        world.batch.put("consent_types", {"code": code, "name": name, "description": description})
    for slug, name in _CAMPAIGNS:
        world.batch.put("campaign_catalogue", {"slug": slug, "name": name})
    for code, name, taxable in _SCHEMES:
        world.batch.add(
            "contribution_schemes", {"code": code, "display_name": name, "taxable": taxable}
        )
    for code, name, amount in _GOODS:
        world.batch.put(
            "goods_products",
            {
                "code": code,
                "internal_name": name,
                "market_name": "GOODS",
                "product_type": "DEVICE",
                "net_amount": amount,
            },
        )
    _add_rewards(world)
    add_sales(world)
    add_doors(world)
    world.batch.add("customer_feedback_forms", {"name": "How did we do?"})


def add_products(
    world: World,
    *,
    market_name: str,
    products: tuple[tuple[str, str, bool, float, float], ...],
) -> None:
    """Add supply products: code, name, measured or not, unit rate and daily standing charge."""
    available_from = f"{world.today - timedelta(days=2000)}T00:00:00+00:00"
    for code, name, measured, unit_rate, standing_charge in products:
        world.batch.add(
            "products",
            {
                "code": code,
                "display_name": name,
                "full_name": name,
                "brand_code": world.market.brand,
                "market_name": market_name,
                "available_from": available_from,
                "is_measured": measured,
                "unit_rate": unit_rate,
                "standing_charge": standing_charge,
            },
        )


def _add_rewards(world: World) -> None:
    for code, amount in _CLAIM_CODES:
        world.batch.put("claim_codes", {"code": code, "reward_amount": amount})
    for code, audience, amount in (("FRIEND", "domestic", 2500), ("TRADE", "business", 5000)):
        world.batch.put(
            "referral_schemes",
            {
                "code": code,
                "scheme_type": "REFERRAL_REWARD",
                "audience": audience,
                "referred_reward_amount": amount,
                "referrer_reward_amount": amount,
                "referral_display_url": f"share.kraken.example/{code.lower()}",
                "referral_url": f"https://share.kraken.example/{code.lower()}",
            },
        )
