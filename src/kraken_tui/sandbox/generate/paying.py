"""How an account pays: instructions, schedules, preferences, and payments not yet in a ledger."""

from datetime import date, timedelta

from kraken_tui.sandbox.generate.market import Account, World
from kraken_tui.sandbox.generate.personas import Persona
from kraken_tui.sandbox.generate.rows import Value

_CARD_NETWORKS = ("VISA", "MASTERCARD", "AMEX")
_COLLECTIONS = {"card": "DEBIT_CARD", "direct-debit": "DD_REGULAR_COLLECTION"}
_SCHEDULE_TYPES = {"card": "CARD_PAYMENT", "direct-debit": "DIRECT_DEBIT"}
_BY_HAND = timedelta(days=21)  # how long one pays before an instruction is set up
_PLAN_AGE = timedelta(days=210)
_UNPOSTED = (
    ("PENDING", 2, "DD_REGULAR_COLLECTION"),
    ("FAILED", 40, "DD_REGULAR_COLLECTION"),
    ("PROMISED", -9, None),
    ("PROMISE_BROKEN", 75, None),
    ("REQUESTED", 1, "DEBIT_CARD"),
)


def add_instruction(world: World, account: Account) -> int | None:
    """Add the persona's payment instruction, with its owner; return its id, or None."""
    persona, payer = account.persona, account.people[0]
    if persona.instruction is None:
        return None
    shared: dict[str, Value] = {
        "account_id": account.id,
        "ledger_id": account.main_ledger_id,
        "status": persona.instruction,
        "account_holder": payer.full_name,
        "is_default": True,
        "valid_from": account.started_at,
        "created_at": account.started_at,
    }
    details = _card(world) if persona.pay_by == "card" else _bank_account(world)
    instruction_id = world.batch.add("payment_instructions", shared | details)
    world.batch.put(
        "payment_instruction_owners",
        {"payment_instruction_id": instruction_id, "user_id": payer.user_id},
    )
    _add_preferences(world, account, instruction_id)
    return instruction_id


def _add_preferences(world: World, account: Account, instruction_id: int) -> None:
    """Let the ledger be paid by hand at first, then by the instruction."""
    chosen = account.since + _BY_HAND
    if chosen < world.today:
        _prefer(world, account, None, account.since)
    else:
        chosen = account.since
    _prefer(world, account, instruction_id, chosen)


def _prefer(world: World, account: Account, instruction_id: int | None, since: date) -> None:
    world.batch.add(
        "payment_preferences",
        {
            "ledger_id": account.main_ledger_id,
            "payment_instruction_id": instruction_id,
            "for_payments_after": f"{since}T00:00:00+00:00",
        },
    )


def add_schedules(world: World, account: Account) -> None:
    """Add the monthly schedule that payments follow, and the one that it replaced."""
    persona, since = account.persona, account.since
    shared: dict[str, Value] = {
        "account_id": account.id,
        "ledger_id": account.main_ledger_id,
        "schedule_type": _SCHEDULE_TYPES.get(persona.pay_by, "BACS_TRANSFER"),
        "payment_frequency": "Monthly",
        "payment_day": _payment_day(world, persona),
        "trigger": "REGULAR_PLAN" if persona.in_hardship else "REGULAR",
        "reason": "DEBT_REPAYMENT_PLAN" if persona.in_hardship else "GENERAL_ACCOUNT_PAYMENT",
        "total_debt_amount": persona.monthly * 900 if persona.in_hardship else None,
        "payment_plan_id": _add_plan(world, account) if persona.in_hardship else None,
    }
    changed = since + (world.today - since) // 2
    for amount, begin, end in (
        (persona.monthly * 92, since, changed.isoformat()),
        (persona.monthly * 100, changed, None),
    ):
        world.batch.add(
            "payment_schedules",
            shared | {"payment_amount": amount, "valid_from": begin.isoformat(), "valid_to": end},
        )


def add_unposted_payments(
    world: World, account: Account, *, payment_instruction_id: int | None
) -> None:
    """Add the payment that is scheduled next, and one in a state that no ledger shows."""
    if payment_instruction_id is not None:
        coming = _next_payment_day(world, account.persona)
        kind = _COLLECTIONS.get(account.persona.pay_by, "BACS_DEPOSIT")
        _add_payment(world, account, payment_instruction_id, coming, ("SCHEDULED", kind))
    status, days_ago, collected = _UNPOSTED[account.id % len(_UNPOSTED)]
    day = world.today - timedelta(days=days_ago)
    how = collected if payment_instruction_id is not None else None
    _add_payment(world, account, payment_instruction_id, day, (status, how))


def _add_payment(
    world: World,
    account: Account,
    payment_instruction_id: int | None,
    day: date,
    state: tuple[str, str | None],
) -> None:
    status, transaction_type = state
    created = min(day, world.today) - timedelta(days=3)
    world.batch.add(
        "payments",
        {
            "account_id": account.id,
            "ledger_id": account.main_ledger_id,
            "payment_instruction_id": payment_instruction_id,
            "amount": account.persona.monthly * 100,
            "payment_date": day.isoformat(),
            "reference": f"{status[:2]}{account.id:05d}{day:%m%d}",
            "status": status,
            "reason": "REGULAR_SCHEDULE",
            "transaction_type": transaction_type,
            "created_at": f"{created}T08:00:00+00:00",
        },
    )


def _next_payment_day(world: World, persona: Persona) -> date:
    day, wanted = world.today + timedelta(days=1), _payment_day(world, persona)
    while day.day != wanted:
        day += timedelta(days=1)
    return day


def add_arrangements(world: World, account: Account) -> None:
    """Add what was agreed beside the regular payments: a plan for arrears, a repayment asked."""
    persona = account.persona
    if persona.in_hardship and persona.instruction is None:
        _add_planned_schedule(world, account)
    if persona.percent > 110:
        world.batch.add(
            "repayments",
            {
                "request_id": f"RR-{account.id:05d}A",
                "account_id": account.id,
                "ledger_id": account.main_ledger_id,
                "amount": persona.monthly * 200,
                "payment_date": (world.today + timedelta(days=6)).isoformat(),
                "reason_code": "CUSTOMER_REQUEST",
                "request_status": "REQUESTED",
                "status": "REQUESTED",
                "created_at": f"{world.today - timedelta(days=1)}T15:40:00+00:00",
            },
        )


def _add_planned_schedule(world: World, account: Account) -> None:
    """Add the schedule of somebody who pays off arrears by slips, as the plan says."""
    world.batch.add(
        "payment_schedules",
        {
            "account_id": account.id,
            "ledger_id": account.main_ledger_id,
            "payment_plan_id": _add_plan(world, account),
            "schedule_type": "PAYMENT_SLIP",
            "payment_frequency": "Planned",
            "trigger": "PLAN",
            "reason": "DEBT_REPAYMENT_PLAN",
            "payment_amount": _instalment(account.persona),
            "valid_from": (world.today - _PLAN_AGE).isoformat(),
        },
    )


def _add_plan(world: World, account: Account) -> int:
    """Add a plan of instalments, half of them due already; return its id."""
    agreed = f"{world.today - _PLAN_AGE}T11:05:00+00:00"
    amount = _instalment(account.persona)
    due = (world.today + timedelta(days=30 * month + 9) for month in range(-6, 6))
    payments = ", ".join(
        f'{{"payableDate": "{day}", "amount": {amount}, "paymentType": "ARREARS"}}' for day in due
    )
    return world.batch.add(
        "payment_plans",
        {
            "account_id": account.id,
            "ledger_id": account.main_ledger_id,
            "status": "ACTIVE",
            "strategy_name": "AFFORDABLE_INSTALMENTS",
            "strategy_display_name": "Affordable instalments",
            "initial_schedule_type": "PAYMENT_SLIP",
            "payments": f"[{payments}]",
            "offered_at": agreed,
            "accepted_at": agreed,
            "updated_at": agreed,
        },
    )


def _instalment(persona: Persona) -> int:
    return persona.monthly * persona.percent


def _payment_day(world: World, persona: Persona) -> int:
    postings = world.market.cycles[persona.cycle]
    return next(posting.day for posting in postings if posting.kind == "Payment")


def _bank_account(world: World) -> dict[str, Value]:
    return {
        "instruction_type": "DIRECT_DEBIT",
        "vendor": "SANDBOX_BANK",
        "vendor_reference": f"bank_{world.rng.getrandbits(40):010x}",
        **world.market.bank_details(world.rng),
    }


def _card(world: World) -> dict[str, Value]:
    digits = f"{world.rng.randrange(10000):04d}"
    return {
        "instruction_type": "CARD",
        "vendor": "SANDBOX_CARDS",
        "vendor_reference": f"card_{world.rng.getrandbits(40):010x}",
        "card_number": f"**** **** **** {digits}",
        "masked_account_identifier": f"**** **** **** {digits}",
        "card_type": "DEBIT",
        "card_payment_network": world.rng.choice(_CARD_NETWORKS),
        "card_expiry_month": world.rng.randrange(1, 13),
        "card_expiry_year": world.today.year + world.rng.randrange(0, 4),
    }
