"""What the sandbox can change: one module for each domain, and the registry that runs them."""

from . import billing, instructions, readings, sessions, signing_in
from .registry import Handlers, bind_mutations, without_secrets

__all__ = ["HANDLERS", "bind_mutations", "without_secrets"]

HANDLERS: Handlers = {
    **signing_in.HANDLERS,
    **sessions.HANDLERS,
    **billing.HANDLERS,
    **instructions.HANDLERS,
    **readings.HANDLERS,
}
