"""The kinds of customer that a tenant is made of."""

from typing import NamedTuple


class Persona(NamedTuple):
    """What one account is like; the rest is drawn at random.

    `monthly` is the usual payment in major units, `percent` how much of it is in fact paid (under
    100 runs up debt), `opening` the minor units brought along from an earlier system. `closed_for`
    counts the months since the account was closed. `ledgers` names the ledgers beside the main one.
    """

    cycle: str = ""
    account_type: str = "DOMESTIC"
    status: str = "ACTIVE"
    years: float = 3.0
    monthly: int = 40
    percent: int = 100
    opening: int = 0
    pay_by: str = "direct-debit"
    instruction: str | None = "ACTIVE"
    ledgers: tuple[str, ...] = ()
    properties: int = 1
    users: int = 1
    measured: bool | None = True
    in_portfolio: bool = False
    closed_for: int | None = None
    in_hardship: bool = False
    in_dunning: bool = False
    in_debt_collection: bool = False
    has_held_bill: bool = False
    on_paper: bool = False
    is_vulnerable: bool = False

    @property
    def is_business(self) -> bool:
        """Tell whether a company stands behind the account."""
        return self.account_type.startswith("BUSINESS")
