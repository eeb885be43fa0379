"""What the sandbox can answer: one module for each domain."""

from typing import Final

from ..fields import Fields
from . import (
    accounts,
    bills,
    businesses,
    consents,
    ledgers,
    loyalty,
    meters,
    payments,
    platform,
    properties,
    search,
    supply,
    transactions,
    users,
)

BINDABLES: Final[list[Fields]] = [
    *accounts.BINDABLES,
    *bills.BINDABLES,
    *businesses.BINDABLES,
    *consents.BINDABLES,
    *ledgers.BINDABLES,
    *loyalty.BINDABLES,
    *meters.BINDABLES,
    *payments.BINDABLES,
    *platform.BINDABLES,
    *properties.BINDABLES,
    *search.BINDABLES,
    *supply.BINDABLES,
    *transactions.BINDABLES,
    *users.BINDABLES,
]
