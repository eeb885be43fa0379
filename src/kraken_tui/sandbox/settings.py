"""What a sandbox tenant is made from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Required, TypedDict


def machine_clock() -> datetime:
    """Tell the time of the machine."""
    return datetime.now(UTC)


class Options(TypedDict, total=False):
    """The fields of `Settings` as keyword arguments."""

    tenant: Required[str]
    db: str | Path
    accounts: int
    transactions: int | None
    seed: int
    cache_folder: Path | None
    clock: Callable[[], datetime]
    token_lifetime: timedelta
    points_an_hour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A tenant, `water` or `energy`, and the make of its data.

    `db` is a file whose data is kept between starts, or `:memory:`. `transactions` is how
    many the largest ledger has. `clock` gives aware times. What can be derived is kept in
    `cache_folder`, if there is one, for the next start.
    """

    tenant: str
    db: str | Path = ":memory:"
    accounts: int = 40
    transactions: int | None = None
    seed: int = 1
    cache_folder: Path | None = None
    clock: Callable[[], datetime] = machine_clock
    token_lifetime: timedelta = timedelta(minutes=60)
    points_an_hour: int = 50_000
