"""Links and secrets that a mutation hands out: what opens a provider's page or form.

They are told once, as the answer to a mutation; the API lists them nowhere. What they are is seen
from the answer alone, whichever mutation gave it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from kraken_tui.api.text import plain
from kraken_tui.domain.links import is_web_link

MOST_BESIDE = 6
"""An answer of more values is about an object; a link within is not what was asked for."""

_SECRET = re.compile(r"secret(key|token)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A link, or the secret of an embedded form, with what else came along.

    ``purpose`` says in words which mutation gave it, ``name`` is the field that held it, ``beside``
    are the other fields with their values; ``account`` is what was open then.
    """

    purpose: str
    name: str
    value: str
    is_link: bool
    beside: tuple[tuple[str, str], ...]
    account: str
    at: datetime

    @property
    def kind(self) -> str:
        """Say what the value is."""
        return "link" if self.is_link else "secret"


def handed_out(
    answer: object, *, sent: object, purpose: str, account: str, at: datetime
) -> HandedOut | None:
    """Find in a mutation's answer a link or a secret; ``None`` where it brought nothing new.

    ``sent`` is what the mutation was called with: what only comes back was not handed out.
    """
    known = {value for _, value in _leaves("", sent)}
    told = list(_leaves("", answer))
    new = [leaf for leaf in told if leaf[1] not in known]
    if len(told) > MOST_BESIDE:
        return None
    links = [leaf for leaf in new if is_web_link(leaf[1])]
    secrets = [leaf for leaf in new if _SECRET.search(leaf[0])]
    for found in (*links, *secrets):
        return HandedOut(
            purpose=purpose,
            name=found[0],
            value=found[1],
            is_link=found in links,
            beside=tuple(leaf for leaf in told if leaf != found),
            account=account,
            at=at,
        )
    return None


def _leaves(name: str, value: object) -> Iterator[tuple[str, str]]:
    """Give the texts and numbers of an answer, each with the name of its field."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key != "__typename":
                yield from _leaves(key, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(name, inner)
    elif value not in (None, "") and not isinstance(value, bool):
        yield name, plain(str(value))
