"""What sets one tenant apart from another, as data.

Named tuples, here and in the modules beside: a demo waits while these modules are imported, and
a dataclass takes ten times as long to make.
"""

from collections.abc import Callable, Mapping
from datetime import date
from random import Random
from typing import NamedTuple

from kraken_tui.sandbox.generate.cycles import Cycle
from kraken_tui.sandbox.generate.personas import Persona
from kraken_tui.sandbox.generate.rows import Batch

MAIN = "main"


class Words(NamedTuple):
    """Lists that names and places are drawn from."""

    given_names: tuple[str, ...]
    family_names: tuple[str, ...]
    titles: tuple[str, ...]
    companies: tuple[str, ...]
    sectors: tuple[str, ...]
    streets: tuple[str, ...]
    house_names: tuple[str, ...]
    towns: tuple[tuple[str, str, str], ...]
    districts: tuple[str, ...]


class LedgerKind(NamedTuple):
    """A kind of ledger; without a cycle of its own it follows its persona's.

    `tenths` is its share of the persona's monthly payment, `opening_months` what it opens with,
    in such payments. Nothing is posted to one that is not `filled`.
    """

    ledger_type: str
    name: str
    unit: str
    unit_rate: float
    cycle: str = ""
    tenths: int = 10
    opening_months: int = 0
    years: float | None = None
    is_debt: bool = False
    accepts_payments: bool = True
    affects_account_balance: bool = True
    supports_statements: bool = True
    supports_invoices: bool = False
    filled: bool = True


class Person(NamedTuple):
    """Someone who was just made a user."""

    user_id: int
    given_name: str
    family_name: str
    email: str

    @property
    def full_name(self) -> str:
        """Return given and family name."""
        return f"{self.given_name} {self.family_name}"


class Account(NamedTuple):
    """An account that was just made; `ledger_ids` go by the names of the ledgers' kinds.

    Its supply runs from `since` to `until`, which is today unless it was closed.
    """

    id: int
    number: str
    persona: Persona
    people: tuple[Person, ...]
    ledger_ids: Mapping[str, int]
    since: date
    until: date

    @property
    def main_ledger_id(self) -> int:
        """Return the id of the ledger that every account has."""
        return self.ledger_ids[MAIN]

    @property
    def started_at(self) -> str:
        """Return the moment at which supply began."""
        return f"{self.since}T00:00:00+00:00"

    @property
    def ended_at(self) -> str | None:
        """Return the moment at which the account was closed, or None."""
        return f"{self.until}T00:00:00+00:00" if self.persona.closed_for else None


class Market(NamedTuple):
    """A tenant's market: its words, customers and ledgers, and how a property is supplied."""

    tenant: str
    currency: str
    country: str
    language: str
    brand: str
    first_account: str
    api_key: str
    words: Words
    first: Persona
    kinds: tuple[Persona, ...]
    ordinary: tuple[Persona, ...]
    cycles: Mapping[str, Cycle]
    ledger_kinds: Mapping[str, LedgerKind]
    domestic_tax: int
    business_tax: int
    opening_title: str
    payment_titles: Mapping[str, tuple[str, str]]
    format_street: Callable[[str, int], str]
    format_postcode: Callable[[str, Random], str]
    mobile: Callable[[int], str]
    landline: Callable[[int], str]
    company_number: Callable[[Random], str]
    personal_numbers: Callable[[Random, str], Mapping[str, str]]
    bank_details: Callable[[Random], Mapping[str, str]]
    supply: Callable[["World", Account, int], None]
    catalogue: Callable[["World"], None]


class World(NamedTuple):
    """A tenant in the making. The bulk lists are parameters for the statements in *.sql.

    `counts` are those of the statements that follow from what was measured, by statement.
    """

    market: Market
    batch: Batch
    rng: Random
    seed: int
    today: date
    postings: list[dict[str, object]]
    readings: list[dict[str, object]]
    measurements: list[dict[str, object]]
    counts: dict[str, list[dict[str, object]]]
