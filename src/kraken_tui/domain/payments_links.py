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

Leaf = tuple[str, str]
"""The name of a field, and what it holds."""

MOST_BESIDE = 6
"""An answer of more values is about an object; a link within is not what was asked for."""

_SECRET = re.compile(r"(secret(key)?|token|passw(or)?d)$", re.IGNORECASE)


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
    at_top = list(_at_top(answer))
    new = [leaf for leaf in told if leaf[1] not in known]
    links = [leaf for leaf in new if is_web_link(leaf[1])] if len(told) <= MOST_BESIDE else []
    secrets = [leaf for leaf in new if _is_secret(leaf, told=told, at_top=at_top)]
    # What calls itself secret is what was asked for, and a token beside it only names it.
    secrets.sort(key=lambda leaf: "secret" not in leaf[0].lower())
    for found in (*links, *secrets):
        return HandedOut(
            purpose=purpose,
            name=found[0],
            value=found[1],
            is_link=found in links,
            beside=_beside(found, told if len(told) <= MOST_BESIDE else at_top),
            account=account,
            at=at,
        )
    return None


def is_secret_name(name: str) -> bool:
    """Tell whether a field of this name, wherever it stands, holds what nobody may look at."""
    return _SECRET.search(name) is not None


def _is_secret(leaf: Leaf, *, told: list[Leaf], at_top: list[Leaf]) -> bool:
    """Tell a new secret. A ``key`` is one where it is the answer itself: others name a detail."""
    if leaf in at_top and leaf[0] == "key":
        return True
    return is_secret_name(leaf[0]) and (leaf in at_top or len(told) <= MOST_BESIDE)


def _beside(found: Leaf, told: list[Leaf]) -> tuple[Leaf, ...]:
    return tuple(leaf for leaf in told if leaf != found)


def _at_top(answer: object) -> Iterator[Leaf]:
    """Give what stands in the payload itself, not in an object within it."""
    for payload in answer.values() if isinstance(answer, Mapping) else ():
        if isinstance(payload, Mapping):
            plainly = {
                name: value
                for name, value in payload.items()
                if not isinstance(value, Mapping | list)
            }
            yield from _leaves("", plainly)


def _leaves(name: str, value: object) -> Iterator[Leaf]:
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
