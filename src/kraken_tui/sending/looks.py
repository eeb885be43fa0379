"""What was seen of an account before a change was sent, to compare with what is there now."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from kraken_tui.forms.differences import Difference, Write, differences

if TYPE_CHECKING:
    from kraken_tui.api.answer import Answer

KEPT = 12
"""So many views are remembered."""
LOOKED_AT = 6
"""So many of them are asked again, those seen last."""

Ask = Callable[[str, Mapping[str, object]], Awaitable["Answer"]]


class Look(NamedTuple):
    """A view as it was answered."""

    account: str
    view: str
    variables: Mapping[str, object]
    data: Mapping[str, Any]


class Looks:
    """The views answered last, and for each wish on its way how they were before it was sent."""

    def __init__(self) -> None:
        self._last: dict[str, Look] = {}
        self._before: dict[str, tuple[Look, ...]] = {}

    def keep(
        self, account: str, view: str, variables: Mapping[str, object], data: Mapping[str, Any]
    ) -> None:
        """Remember what a view answered while an account was open; first pages only."""
        if variables.get("after") or variables.get("before"):
            return
        look = Look(account, view, variables, data)
        key = f"{look.account} {look.view} {sorted(look.variables.items(), key=str)}"
        self._last.pop(key, None)
        self._last[key] = look
        if len(self._last) > KEPT:
            del self._last[next(iter(self._last))]

    def freeze(self, intent: str, account: str) -> None:
        """Hold on to how an account looks now, for a wish that is about to be sent."""
        seen = tuple(each for each in self._last.values() if each.account == account)
        self._before.setdefault(intent, seen[-LOOKED_AT:])

    def forget(self, intent: str) -> None:
        """Let go of how it was, once it is known what became of the wish."""
        self._before.pop(intent, None)

    def has_before(self, intent: str) -> bool:
        """Tell whether anything is known of how it was."""
        return bool(self._before.get(intent))

    async def again(self, intent: str, ask: Ask, *, write: Write) -> tuple[Difference, ...]:
        """Ask the same anew and return what differs; raise KrakenError."""
        found: dict[Difference, None] = {}
        for before in self._before.get(intent, ()):
            now = await ask(before.view, before.variables)
            found.update(dict.fromkeys(differences(before.data, now.data, write=write)))
        return tuple(found)
