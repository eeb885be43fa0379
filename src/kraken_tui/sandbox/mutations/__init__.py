"""What the sandbox can change: one module for each domain, and the registry that runs them."""

from functools import cache

from . import sessions, signing_in
from .registry import Handler, Handlers, bind_mutations, without_secrets

__all__ = ["bind_mutations", "handler", "without_secrets"]

_AT_THE_DOOR: Handlers = {**signing_in.HANDLERS, **sessions.HANDLERS}


def handler(name: str) -> Handler | None:
    """Give what runs a mutation; None for one that the sandbox does not know."""
    return _AT_THE_DOOR.get(name) or _further_in().get(name)


@cache
def _further_in() -> Handlers:
    # Imported with the first mutation: nobody who starts the demo waits for these seventy modules.
    from . import billing, money, people, readings, supply

    return {
        **billing.HANDLERS,
        **money.HANDLERS,
        **people.HANDLERS,
        **readings.HANDLERS,
        **supply.HANDLERS,
    }
