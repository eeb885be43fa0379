"""What the sandbox can answer: one module for each domain."""

from typing import Final

from ..fields import Fields
from . import (
    accounts,
    bills,
    businesses,
    caring,
    consents,
    devices,
    goods,
    ledgers,
    loyalty,
    meters,
    moving,
    offers,
    passwords,
    payments,
    platform,
    processes,
    properties,
    search,
    supply,
    transactions,
    users,
    vouchers,
)

BINDABLES: Final[list[Fields]] = [
    *accounts.BINDABLES,
    *bills.BINDABLES,
    *businesses.BINDABLES,
    *caring.BINDABLES,
    *consents.BINDABLES,
    *devices.BINDABLES,
    *goods.BINDABLES,
    *ledgers.BINDABLES,
    *loyalty.BINDABLES,
    *meters.BINDABLES,
    *moving.BINDABLES,
    *offers.BINDABLES,
    *passwords.BINDABLES,
    *payments.BINDABLES,
    *platform.BINDABLES,
    *processes.BINDABLES,
    *properties.BINDABLES,
    *search.BINDABLES,
    *supply.BINDABLES,
    *transactions.BINDABLES,
    *users.BINDABLES,
    *vouchers.BINDABLES,
]
