"""What a form gives back once its mutation was accepted."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from kraken_tui.forms import names
from kraken_tui.screens.acting import OPERATION
from kraken_tui.session import Session

if TYPE_CHECKING:
    from kraken_tui.domain.payments_links import HandedOut


class Accepted(NamedTuple):
    """A sentence saying what was accepted, and the link or the secret that came with it."""

    news: str
    handed_out: "HandedOut | None" = None
    acts_as: str = ""
    """The user whom the token that came with it acts as."""
    is_kept: bool = False
    """Whether it only waits in the outbox, so that nothing has changed yet."""


def accepted(
    operation: str, answer: Mapping[str, Any], *, sent: Mapping[str, Any], session: Session
) -> Accepted:
    """Tell what a mutation answered.

    A link or a secret is left out of the sentence, for it has a dialog and a list of its own.
    """
    from kraken_tui.domain.payments_links import handed_out
    from kraken_tui.screens.answer_words import answer_words

    purpose = names.label(operation)
    found = handed_out(
        answer,
        sent=sent,
        purpose=purpose,
        account=session.account or "",
        at=session.clock(),
    )
    told = answer_words(answer)
    if found is not None:
        told = f"The {found.kind} stays under Payments, Links, until the end."
    acts_as = str(sent.get("userId", "")) if found and operation == OPERATION else ""
    return Accepted(f"{purpose}: accepted. {told}".strip(), found, acts_as)
