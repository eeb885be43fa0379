"""What the sandbox can change: one module for each domain, and the registry that runs them."""

from . import billing, money, people, readings, sessions, signing_in, supply
from .registry import Handlers, bind_mutations, without_secrets

__all__ = ["HANDLERS", "bind_mutations", "without_secrets"]

HANDLERS: Handlers = {
    **signing_in.HANDLERS,
    **sessions.HANDLERS,
    **billing.HANDLERS,
    **money.HANDLERS,
    **people.HANDLERS,
    **readings.HANDLERS,
    **supply.HANDLERS,
}
