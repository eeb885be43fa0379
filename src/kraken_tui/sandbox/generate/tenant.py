"""Make a whole tenant."""

import sqlite3
from datetime import date
from random import Random

from kraken_tui.sandbox import store
from kraken_tui.sandbox.generate.access import add_demo_user
from kraken_tui.sandbox.generate.accounts import add_account
from kraken_tui.sandbox.generate.bulk import fill
from kraken_tui.sandbox.generate.identifiers import reference
from kraken_tui.sandbox.generate.market import Market, World
from kraken_tui.sandbox.generate.oddities import add_oddities
from kraken_tui.sandbox.generate.personas import Persona
from kraken_tui.sandbox.generate.rows import Batch

_FIRST_TRANSACTIONS = 200
_FIRST_TRANSACTION_ID = 1_000_001


def generate(
    connection: sqlite3.Connection,
    *,
    tenant: str,
    accounts: int = 40,
    transactions: int | None = None,
    seed: int = 1,
    today: date,
) -> None:
    """Fill an empty store with a tenant, "water" or "energy".

    The same arguments make the same rows. `transactions` says how many the first account's main
    ledger gets. `today` is the day that the data leads up to.

    Raises `ValueError` for another tenant, no account at all or a negative number of transactions.
    """
    if accounts < 1 or (transactions or 0) < 0:
        msg = "A tenant needs at least one account, and a number of transactions of 0 or more."
        raise ValueError(msg)
    world = World(
        market=_market(tenant),
        batch=Batch(connection),
        rng=Random(seed),
        seed=seed,
        today=today,
        postings=[],
        readings=[],
        measurements=[],
    )
    connection.execute("BEGIN")
    _plan(world, accounts, _FIRST_TRANSACTIONS if transactions is None else transactions)
    world.batch.write()
    fill(connection, world)
    if accounts > 2:
        add_oddities(connection, world, accounts - 1)
    _describe(connection, world)
    connection.execute("COMMIT")


def _plan(world: World, accounts: int, transactions: int) -> None:
    world.batch.reserve("transactions", _FIRST_TRANSACTION_ID - 1)
    world.market.catalogue(world)
    _add_portfolio(world)
    for index in range(accounts):
        add_account(
            world,
            _persona(world, index),
            index=index,
            transactions=None if index else transactions,
        )
    add_demo_user(world, accounts=accounts)


def _market(tenant: str) -> Market:
    # Only one of the two is ever needed in a process.
    if tenant == "water":
        from kraken_tui.sandbox.generate.water import WATER

        return WATER
    if tenant == "energy":
        from kraken_tui.sandbox.generate.energy import ENERGY

        return ENERGY
    msg = f'There is no tenant called "{tenant}": choose "water" or "energy".'
    raise ValueError(msg)


def _add_portfolio(world: World) -> None:
    moment = f"{world.today.replace(month=1, day=1)}T00:00:00+00:00"
    world.batch.add(
        "portfolios",
        {
            "number": reference("P", 1, world.seed),
            "name": "Managed estates",
            "brand": world.market.brand,
            "billing_name": "Managed estates",
            "created_at": moment,
            "updated_at": moment,
        },
    )


def _describe(connection: sqlite3.Connection, world: World) -> None:
    for key, value in {
        "tenant": world.market.tenant,
        "currency": world.market.currency,
        "country": world.market.country,
        "seed": str(world.seed),
        "generated_on": world.today.isoformat(),
    }.items():
        store.write_meta(connection, key, value)


def _persona(world: World, index: int) -> Persona:
    market = world.market
    if index == 0:
        return market.first
    if index <= len(market.kinds):
        return market.kinds[index - 1]
    persona = world.rng.choice(market.ordinary)
    return persona._replace(
        monthly=persona.monthly * world.rng.randrange(60, 160) // 100,
        opening=world.rng.randrange(-4000, 9000),
    )
