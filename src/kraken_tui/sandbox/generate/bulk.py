"""Run the bulk statements: each fills a ledger or a meter whole, none of it row by row here."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from kraken_tui.sandbox.generate.cycles import Cycle
from kraken_tui.sandbox.generate.hours import spread
from kraken_tui.sandbox.generate.market import World

Cycles = Mapping[str, Cycle]

_CYCLE_COLUMNS = 16


def fill(connection: sqlite3.Connection, world: World) -> None:
    """Write all that `world` has gathered and planned, and leave its plans empty."""
    world.batch.write()
    _make_scratch(connection, world)
    ledgers = [posting for posting in world.postings if posting["transactions"]]
    connection.executemany(_statement("transactions"), ledgers)
    for ledger in ledgers:
        if ledger["head"] != ledger["transactions"]:
            _lengthen(connection, ledger)
    for name in ("statements", "payments", "repayments", "refunds"):
        connection.executemany(_statement(name), ledgers)
    connection.executemany(_statement("readings"), world.readings)
    connection.executemany(_statement("measurements"), world.measurements)
    _count(connection, world)
    for statement in _statement("balances").split(";"):
        connection.execute(statement)
    for table in ("cycle", "block", "months", "calendar", "clock"):
        connection.execute(f"DROP TABLE temp.{table}")
    for plans in (world.postings, world.readings, world.measurements, world.counts):
        plans.clear()


def _count(connection: sqlite3.Connection, world: World) -> None:
    """Measure by meter, feed in, read the registers, and tell the newest intervals by the hour."""
    for name in ("intervals", "exports", "registers"):
        connection.executemany(_statement(name), world.counts.get(name, ()))
    for plan in world.counts.get("hours", ()):
        spread(connection, plan)


def first_cycle_ids(cycles: Cycles) -> dict[str, int]:
    """Return the id of the first row of each cycle; ids 1 and 2 are the opening rows."""
    ids, following = {}, 3
    for name, cycle in cycles.items():
        ids[name] = following
        following += len(cycle)
    return ids


def _lengthen(connection: sqlite3.Connection, ledger: Mapping[str, object]) -> None:
    connection.execute("DELETE FROM temp.block")
    connection.execute(
        "INSERT INTO temp.block SELECT * FROM transactions"
        " WHERE ledger_id = :ledger_id AND seq > :has_opening ORDER BY seq",
        ledger,
    )
    lift = connection.execute("SELECT sum(balance_effect) FROM temp.block").fetchone()[0]
    connection.execute(_statement("copies"), {**ledger, "lift": lift})


def _make_scratch(connection: sqlite3.Connection, world: World) -> None:
    for statement in _statement("scratch").split(";"):
        connection.execute(statement)
    marks = ", ".join("?" * _CYCLE_COLUMNS)
    connection.executemany(
        f"INSERT INTO temp.cycle VALUES (NULL, {marks})", _cycle_rows(world.market.cycles, world)
    )
    first = min(
        (int(str(posting["first_day"])) for posting in world.postings),
        default=world.today.toordinal(),
    )
    # A month before for what was used, and some weeks after for what is due.
    connection.execute(_statement("calendar"), (first - 31, world.today.toordinal() + 210))
    connection.executemany(
        "INSERT INTO temp.months VALUES (?, ?, ?)", _months(date.fromordinal(first), world.today)
    )
    connection.executemany(
        "INSERT INTO temp.clock VALUES (?, ?)",
        ((n, f"T{6 + n % 15:02d}:{n * 37 % 60:02d}:{n * 53 % 60:02d}+00:00") for n in range(97)),
    )


def _cycle_rows(cycles: Cycles, world: World) -> Iterable[tuple[object, ...]]:
    title = world.market.opening_title
    for kind, direction, filter_type in (
        ("Credit", 1, "IMPORTED_CREDITS"),
        ("Charge", -1, "IMPORTED_CHARGES"),
    ):
        yield (
            *(0, 1, kind, direction, 0, 0, title, "IMPORTED_BALANCE", None),
            *(filter_type, False, False, False, 0, False, False),
        )
    for cycle in cycles.values():
        yield from _rows_of(cycle)


def _rows_of(cycle: Cycle) -> Iterable[tuple[object, ...]]:
    taken, taken_index = None, 0
    for index, posting in enumerate(cycle):
        if posting.reversed:
            taken, taken_index = posting, index
        cause = taken if posting.reverses else posting
        yield (
            *(posting.month, posting.day, posting.kind, posting.direction, posting.share),
            *(posting.swing, posting.title, posting.reason_code, posting.note),
            *(posting.filter_type, posting.taxed, posting.measured, posting.reversed),
            index - taken_index if posting.reverses else 0,
            cause is not None and cause.kind == "Payment",
            posting.late_failed,
        )


def _months(first: date, last: date) -> Iterable[tuple[int, int, str]]:
    for month in range(first.year * 12, last.year * 12 + 18):
        day = date(month // 12, month % 12 + 1, 1)
        yield month, day.toordinal(), day.isoformat()


@cache
def _statement(name: str) -> str:
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")
