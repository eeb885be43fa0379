"""What hangs on an account: references, consents, campaigns, points and agreements."""

from datetime import timedelta

from kraken_tui.sandbox.generate.benefits import add_benefits
from kraken_tui.sandbox.generate.correspondence import add_correspondence
from kraken_tui.sandbox.generate.identifiers import reference
from kraken_tui.sandbox.generate.loyalty import add_points
from kraken_tui.sandbox.generate.market import Account, World

_SAVING = ("save-a-little", "Save a little")
_APPLICATIONS = {"PENDING": "CURRENT", "INCOMPLETE": "CURRENT", "ACTIVE": "HISTORIC"}


def add_extras(world: World, account: Account) -> None:
    """Add the smaller records of an account and of its people."""
    persona, holder = account.persona, account.people[0]
    add_correspondence(world, account)
    _add_marks(world, account)
    _add_consents(world, account.id, holder.user_id)
    add_benefits(world, account.id, holder.user_id)
    _ask_for_feedback(world, account.id, holder.user_id)
    if persona.status == "ACTIVE" and account.id % 2:
        add_points(world, user_id=holder.user_id, account_id=account.id)
    if persona.is_vulnerable:
        _add_special_circumstances(world, holder.user_id)
    if persona.in_hardship:
        _add_hardship(world, account)
    if persona.in_debt_collection:
        _add_debt_collection(world, account)
    if not persona.cycle or account.id % 5 == 1:
        _add_application(world, account)


def _ago(world: World, days: int, time: str = "11:05:00") -> str:
    return f"{world.today - timedelta(days=days)}T{time}+00:00"


def _add_marks(world: World, account: Account) -> None:
    world.batch.add(
        "account_references",
        {
            "account_id": account.id,
            "namespace": "legacy-billing",
            "value": f"{world.rng.randrange(10**9, 10**10)}",
            "created_at": account.started_at,
            "updated_at": account.started_at,
        },
    )
    world.batch.add(
        "metadata",
        {
            "linked_object_type": "ACCOUNT",
            "identifier": account.number,
            "key": "migration",
            "value": '{"batch": "2021-03", "checked": true}',
        },
    )
    if account.id % 7 == 1:
        world.batch.add(
            "contribution_agreements",
            {
                "account_id": account.id,
                "contribution_scheme_id": 1,
                "amount": 200,
                "interval": "MONTHLY",
                "active_from": account.started_at,
            },
        )
    _add_campaign(world, account.id)
    if account.id % 5 == 1:
        world.batch.add(
            "customer_assets",
            {
                "account_id": account.id,
                "name": "Water butt" if world.market.tenant == "water" else "Heat pump",
                "type": "GARDEN" if world.market.tenant == "water" else "HEATING",
                "physical_id": f"CA-{account.id:05d}",
                "active_from": account.started_at,
            },
        )


def _add_campaign(world: World, account_id: int) -> None:
    """Put some accounts on a campaign; for others, one is over."""
    if account_id % 3 == 2:
        return
    slug, name = ("paper-free", "Paper free") if account_id % 3 else _SAVING
    begun, left = (400, -35) if account_id % 3 else (90, 90)
    world.batch.add(
        "campaigns",
        {
            "account_id": account_id,
            "slug": slug,
            "name": name,
            "start_date": (world.today - timedelta(days=begun)).isoformat(),
            "expiry_date": (world.today + timedelta(days=left)).isoformat(),
        },
    )


def _add_consents(world: World, account_id: int, user_id: int) -> None:
    for code, accepted in (("MARKETING", 2), ("THIRD_PARTY", 5), ("RESEARCH", 3)):
        value = "ACCEPTED" if account_id % accepted == 0 else "REJECTED"
        shared = {"code": code, "value": value, "updated_at": _ago(world, 100 + account_id)}
        world.batch.add("consents", {"account_id": account_id, **shared})
        world.batch.add("consents", {"user_id": user_id, **shared})


def _ask_for_feedback(world: World, account_id: int, user_id: int) -> None:
    world.batch.add(
        "customer_feedback",
        {
            "account_id": account_id,
            "user_id": user_id,
            "source": "EMAIL",
            "created_at": _ago(world, 3),
        },
    )


def _add_special_circumstances(world: World, user_id: int) -> None:
    world.batch.add(
        "special_circumstance_records",
        {
            "user_id": user_id,
            "internal_code": "MEDICALLY_DEPENDENT",
            "summary": "Depends on the supply for medical reasons",
            "description": "Dialysis at home.",
            "expiry_date": (world.today + timedelta(days=400)).isoformat(),
            "created_at": _ago(world, 330),
        },
    )


def _add_hardship(world: World, account: Account) -> None:
    persona, started = account.persona, world.today - timedelta(days=210)
    world.batch.add(
        "hardship_agreements",
        {
            "account_id": account.id,
            "hardship_type": "REDUCED_INCOME",
            "hardship_details": "Working hours were cut in half.",
            "hardship_entry_reason": "SELF_IDENTIFIED",
            "payment_plan_details": f"{persona.monthly * persona.percent // 100} a month",
            "start_date": started.isoformat(),
            "created_at": _ago(world, 210),
        },
    )
    world.batch.add(
        "assistance_agreements",
        {
            "account_id": account.id,
            "assistance_type": "SOCIAL_TARIFF",
            "active_from": started.isoformat(),
        },
    )


def _add_debt_collection(world: World, account: Account) -> None:
    world.batch.add(
        "debt_collection_proceedings",
        {
            "account_id": account.id,
            "amount": account.persona.monthly * 1200,
            "agency_name": "Fairfield Recoveries",
            "agency_code": "FAIRFIELD",
            "campaign_code": "LATE_STAGE_RESIDENTIAL",
            "campaign_display_name": "Late stage, residential",
            "started_at": _ago(world, 75),
        },
    )


def _add_application(world: World, account: Account) -> None:
    status = _APPLICATIONS.get(account.persona.status, "WITHDRAWN")
    started = account.since if status == "HISTORIC" else world.today
    world.batch.add(
        "applications",
        {
            "account_id": account.id,
            "status": status,
            "sales_channel": "DIRECT",
            "date_of_sale": account.since.isoformat(),
            "preferred_ssd": (started + timedelta(days=14)).isoformat(),
            "cooling_off_end_date": (account.since + timedelta(days=14)).isoformat(),
        },
    )
    if status == "HISTORIC":
        return
    world.batch.add(
        "supplier_processes",
        {
            "number": reference("JS", account.id, world.seed),
            "account_id": account.id,
            "kind": "JOIN_SUPPLIER",
            "status": "IN_PROGRESS" if status == "CURRENT" else "CANCELLED",
            "created_at": account.started_at,
        },
    )
