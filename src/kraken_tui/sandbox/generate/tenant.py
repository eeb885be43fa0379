"""Make a whole tenant."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from random import Random

from kraken_tui.sandbox import store
from kraken_tui.sandbox.generate.access import add_demo_user, let_in
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
    size = _Size(accounts, transactions)
    world = _world(connection, tenant, seed, today)
    connection.execute("BEGIN")
    with connection:
        for _ in _steps(connection, world, size):
            pass


def generate_in_steps(
    connection: sqlite3.Connection,
    *,
    tenant: str,
    accounts: int = 40,
    transactions: int | None = None,
    seed: int = 1,
    today: date,
) -> Iterator[None]:
    """Do what `generate` does, pausing once the first account can be read.

    Yields when the first account and the demo's user are complete, and again at the end. Between
    the two the store may be read, but nothing may write to it.
    """
    steps = _steps(
        connection, _world(connection, tenant, seed, today), _Size(accounts, transactions)
    )
    done = False
    while not done:
        connection.execute("BEGIN")
        with connection:
            done = next(steps)
        yield


class _Size:
    def __init__(self, accounts: int, transactions: int | None) -> None:
        if accounts < 1 or (transactions or 0) < 0:
            msg = "A tenant needs at least one account, and a number of transactions of 0 or more."
            raise ValueError(msg)
        self.accounts = accounts
        self.transactions = _FIRST_TRANSACTIONS if transactions is None else transactions


def _world(connection: sqlite3.Connection, tenant: str, seed: int, today: date) -> World:
    return World(
        market=_market(tenant),
        batch=Batch(connection),
        rng=Random(seed),
        seed=seed,
        today=today,
        postings=[],
        readings=[],
        measurements=[],
        counts={},
    )


def _steps(connection: sqlite3.Connection, world: World, size: _Size) -> Iterator[bool]:
    """Make the first account, then the others; yield whether that was all."""
    _describe(connection, world)
    world.batch.reserve("transactions", _FIRST_TRANSACTION_ID - 1)
    world.market.catalogue(world)
    _add_portfolio(world)
    user_id = add_demo_user(world)
    add_account(world, world.market.first, index=0, transactions=size.transactions)
    let_in(world, user_id, first_account=1, last_account=1)
    fill(connection, world)
    yield False
    for index in range(1, size.accounts):
        add_account(world, _persona(world, index), index=index)
    let_in(world, user_id, first_account=2, last_account=size.accounts)
    fill(connection, world)
    if size.accounts > 2:
        add_oddities(connection, world, size.accounts - 1)
    yield True


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
    if index <= len(market.kinds):
        return market.kinds[index - 1]
    persona = world.rng.choice(market.ordinary)
    return persona._replace(
        monthly=persona.monthly * world.rng.randrange(60, 160) // 100,
        opening=world.rng.randrange(-4000, 9000),
    )
