"""What a person should know of fields that the tenant switches off for a while, or for good."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kraken_tui.session import Session

if TYPE_CHECKING:
    from kraken_tui.api.records import MutationRecord
    from kraken_tui.domain.brownouts import Brownout


def of_screen(session: Session, screen: str) -> str:
    """Say what will soon be, or is, missing from a screen; empty if nothing."""
    views = session.asked.get(screen, {})
    found = (each for view in views for each in session.plans.outages.get(view, ()))
    return " ".join(told(session, found, where="this screen shows"))


def of_form(session: Session, record: "MutationRecord") -> str:
    """Say what will soon be, or is, refused of a mutation's form; empty if nothing."""
    return " ".join(told(session, session.plans.felt_by(record), where="this form needs"))


def told(session: Session, brownouts: "Iterable[Brownout]", *, where: str) -> list[str]:
    """Say of each brownout that lasts or is near when it is, once."""
    sentences = []
    for each in dict.fromkeys(brownouts):
        now, written = session.now(), session.formats.moment
        if each.lasts(now):
            sentences.append(
                f"Until {written(each.ends)} the tenant has switched off {each.field},"
                f" which {where}."
            )
        elif each.is_near(now):
            sentences.append(
                f"From {written(each.starts)} to {written(each.ends)} the tenant switches off"
                f" {each.field}, which {where}."
            )
    return sentences
