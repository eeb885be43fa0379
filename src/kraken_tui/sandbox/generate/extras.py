"""What hangs on an account: notes, references, consents, campaigns, points and agreements."""

from datetime import timedelta

from kraken_tui.sandbox.generate.identifiers import reference
from kraken_tui.sandbox.generate.loyalty import add_points
from kraken_tui.sandbox.generate.market import Account, Person, World

_NOTES = (
    "Prefers to be called after 6 pm.",
    "Asked for a copy of the last two bills; sent by e-mail.",
    "Meter is behind the garage, gate code on file.",
    "Moving in the spring; will send a final reading.",
    "Disputes the last bill. Photograph of the meter requested.",
)


def add_extras(world: World, account: Account) -> None:
    """Add the smaller records of an account and of its people."""
    persona, holder = account.persona, account.people[0]
    _add_notes(world, account.id)
    _add_marks(world, account)
    _add_consents(world, account.id, holder.user_id)
    _add_referral(world, account.id)
    _ask_for_feedback(world, account.id, holder.user_id)
    _add_events(world, account.id, holder)
    if persona.status == "ACTIVE" and account.id % 2:
        add_points(world, user_id=holder.user_id, account_id=account.id)
    if persona.is_vulnerable:
        _add_special_circumstances(world, holder.user_id)
    if persona.in_hardship:
        _add_hardship(world, account)
    if persona.in_debt_collection:
        _add_debt_collection(world, account)
    if persona.in_dunning:
        _add_complaint(world, account.id, holder)
    if not persona.cycle:
        _add_application(world, account)


def _ago(world: World, days: int, time: str = "11:05:00") -> str:
    return f"{world.today - timedelta(days=days)}T{time}+00:00"


def _add_notes(world: World, account_id: int) -> None:
    for index in range(account_id % 4):
        world.batch.add(
            "notes",
            {
                "account_id": account_id,
                "body": _NOTES[(account_id + index) % len(_NOTES)],
                "is_pinned": index == 0,
                "created_at": _ago(world, 20 + 47 * index),
            },
        )


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
    if account.id % 3 == 0:
        world.batch.add(
            "campaigns",
            {
                "account_id": account.id,
                "slug": "save-a-little",
                "name": "Save a little",
                "start_date": (world.today - timedelta(days=90)).isoformat(),
                "expiry_date": (world.today + timedelta(days=90)).isoformat(),
            },
        )


def _add_consents(world: World, account_id: int, user_id: int) -> None:
    for code, accepted in (("MARKETING", 2), ("THIRD_PARTY", 5), ("RESEARCH", 3)):
        value = "ACCEPTED" if account_id % accepted == 0 else "REJECTED"
        shared = {"code": code, "value": value, "updated_at": _ago(world, 100 + account_id)}
        world.batch.add("consents", {"account_id": account_id, **shared})
        world.batch.add("consents", {"user_id": user_id, **shared})


def _add_referral(world: World, account_id: int) -> None:
    if account_id % 4 != 1:
        return
    words, paid = world.market.words, account_id % 8 == 1
    world.batch.add(
        "referrals",
        {
            "account_id": account_id,
            "code": f"friend-{account_id:05d}",
            "payment_status": "Paid" if paid else "Pending",
            "payment_date": _ago(world, 60)[:10] if paid else None,
            "referred_user_name": world.rng.choice(words.given_names),
            "referred_user_join_date": _ago(world, 95),
            "referred_user_payment_amount": 2500,
            "referring_user_payment_amount": 2500,
            "combined_payment_amount": 5000,
        },
    )


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


def _add_events(world: World, account_id: int, person: Person) -> None:
    for days, event_type in ((4, "delivered"), (35, "opened")):
        world.batch.add(
            "events",
            {
                "account_id": account_id,
                "kind": "EMAIL",
                "event_type": event_type,
                "subject": "Your statement is ready",
                "recipient": person.email,
                "occurred_at": _ago(world, days, "06:31:00"),
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


def _add_complaint(world: World, account_id: int, person: Person) -> None:
    complaint_id = world.batch.add(
        "complaints",
        {
            "account_id": account_id,
            "type": "BILLING",
            "subtype": "INCORRECT_BILL",
            "summary": "Says that the reminder crossed with the payment.",
            "creation_date": _ago(world, 33)[:10],
        },
    )
    world.batch.add(
        "complaint_contacts",
        {
            "complaint_id": complaint_id,
            "name": person.full_name,
            "email": person.email,
            "status": "OPEN",
            "summary": "Called to ask why the reminder was sent.",
            "created_at": _ago(world, 33),
        },
    )
    world.batch.add(
        "reminders",
        {
            "account_id": account_id,
            "content": "Check whether the promised payment came in.",
            "due_at": _ago(world, -5, "09:00:00"),
            "reminder_type": "FOLLOW_UP_PAYMENT_PROMISE",
        },
    )


def _add_application(world: World, account: Account) -> None:
    status = "CURRENT" if account.persona.status in ("PENDING", "INCOMPLETE") else "WITHDRAWN"
    world.batch.add(
        "applications",
        {
            "account_id": account.id,
            "status": status,
            "sales_channel": "DIRECT",
            "date_of_sale": account.since.isoformat(),
            "preferred_ssd": (world.today + timedelta(days=14)).isoformat(),
            "cooling_off_end_date": (account.since + timedelta(days=14)).isoformat(),
        },
    )
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
