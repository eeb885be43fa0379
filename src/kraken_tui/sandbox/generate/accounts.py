"""One account after another, each with all that hangs on it."""

from datetime import date, timedelta

from kraken_tui.sandbox.generate.benefits import count_referrals
from kraken_tui.sandbox.generate.billing import add_billing
from kraken_tui.sandbox.generate.extras import add_extras
from kraken_tui.sandbox.generate.identifiers import reference
from kraken_tui.sandbox.generate.ledgers import add_ledgers, plan_postings
from kraken_tui.sandbox.generate.market import MAIN, Account, Person, World
from kraken_tui.sandbox.generate.paying import (
    add_arrangements,
    add_instruction,
    add_schedules,
    add_unposted_payments,
)
from kraken_tui.sandbox.generate.people import (
    add_address,
    add_person,
    lines_as_columns,
)
from kraken_tui.sandbox.generate.personas import Persona
from kraken_tui.sandbox.generate.properties import add_properties
from kraken_tui.sandbox.generate.rows import Value


def add_account(
    world: World, persona: Persona, *, index: int, transactions: int | None = None
) -> None:
    """Add account number `index`, counted from 0, with `transactions` on its main ledger."""
    until = world.today - timedelta(days=30 * (persona.closed_for or 0))
    since = until - timedelta(days=int(persona.years * 365.25) + 45)
    people = tuple(
        add_person(
            world,
            since=since,
            is_vulnerable=persona.is_vulnerable,
            has_email=not persona.on_paper,
        )
        for _ in range(persona.users)
    )
    row = _account_row(world, persona, index, people[0], since)
    account_id = world.batch.add("accounts", row)
    account = Account(
        id=account_id,
        number=str(row["number"]),
        persona=persona,
        people=people,
        ledger_ids=add_ledgers(world, account_id, persona),
        since=since,
        until=until,
    )
    _add_roles(world, account)
    add_properties(world, account)
    _add_money(world, account, transactions)
    add_extras(world, account)


def _add_roles(world: World, account: Account) -> None:
    for person in account.people:
        world.batch.add(
            "account_users",
            {
                "account_id": account.id,
                "user_id": person.user_id,
                "role": "ACCOUNT_ADMIN" if person is account.people[0] else "ACCOUNT_VIEWER",
            },
        )


def _add_money(world: World, account: Account, transactions: int | None) -> None:
    instruction_id = add_instruction(world, account)
    for name in account.ledger_ids:
        plan_postings(
            world,
            account,
            name=name,
            payment_instruction_id=instruction_id,
            transactions=transactions if name == MAIN else None,
        )
    if account.persona.cycle:
        add_billing(world, account)
    if not account.persona.cycle or account.persona.closed_for:
        return
    if instruction_id is not None:
        add_schedules(world, account)
    add_unposted_payments(world, account, payment_instruction_id=instruction_id)
    add_arrangements(world, account)


def _account_row(
    world: World, persona: Persona, index: int, payer: Person, since: date
) -> dict[str, Value]:
    market, rng = world.market, world.rng
    address_id, lines, postcode = add_address(world)
    business_id, name = _business(world, persona, payer, address_id, index)
    vulnerable = "LARGE_PRINT" if persona.is_vulnerable and rng.random() < 0.6 else None
    return {
        "number": reference("A", index, world.seed) if index else market.first_account,
        "status": persona.status,
        "account_type": persona.account_type,
        "business_type": "LIMITED" if persona.is_business else None,
        "brand": market.brand,
        "urn": f"{rng.randrange(10**9, 10**10)}" if index % 3 == 0 else None,
        "portfolio_id": 1 if persona.in_portfolio else None,
        "business_id": business_id,
        "billing_name": name,
        "billing_sub_name": "Accounts payable" if persona.is_business else "",
        "billing_email": "" if persona.on_paper else payer.email,
        **lines_as_columns("billing_address_", lines),
        "billing_address_postcode": postcode,
        "billing_country_code": market.country,
        "address_id": address_id,
        "comms_delivery_preference": "POSTAL_MAIL" if persona.on_paper else "EMAIL",
        "document_accessibility": vulnerable,
        "preferred_language_for_comms": market.language,
        "is_in_hardship": persona.in_hardship,
        "is_measured": persona.measured,
        "is_on_stepped_tariff": persona.measured is True and index % 5 == 0,
        "is_on_pcc_dunning_journey": persona.in_debt_collection,
        "has_active_debt_collection_proceeding": persona.in_debt_collection,
        "has_active_dunning_process": persona.in_dunning,
        "has_active_social_agreement": persona.in_hardship,
        "has_active_watersure_agreement": persona.is_vulnerable and persona.measured is True,
        "is_enrolled_in_loyalty_program": persona.status == "ACTIVE" and index % 2 == 0,
        "loyalty_points_user_id": payer.user_id if index % 2 == 0 else None,
        "referrals_created": count_referrals(index + 1),
        "billing_period_length": "MONTHLY" if persona.measured is not False else "QUARTERLY",
        "billing_period_start_day": 1,
        "next_billing_date": (world.today.replace(day=1) + timedelta(days=32))
        .replace(day=1)
        .isoformat(),
        "created_at": f"{since}T09:30:00+00:00",
    }


def _business(
    world: World, persona: Persona, payer: Person, address_id: int, index: int
) -> tuple[int | None, str]:
    if not persona.is_business:
        return None, payer.full_name
    words = world.market.words
    name = words.companies[index % len(words.companies)]
    business_id = world.batch.add(
        "businesses",
        {
            "number": world.market.company_number(world.rng),
            "name": name,
            "business_type": "LIMITED",
            "segment_name": "SME" if persona.monthly < 1000 else "CORPORATE",
            "sectors": f'["{words.sectors[index % len(words.sectors)]}"]',
            "billing_address_id": address_id,
            "legal_address_id": address_id,
        },
    )
    world.batch.put("business_users", {"business_id": business_id, "user_id": payer.user_id})
    return business_id, name
