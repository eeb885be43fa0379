"""The points and cards of an account's people, several people in one request."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kraken_tui.domain import read
from kraken_tui.domain.loyalty import Loyalty, Member, Points, parse_points
from kraken_tui.domain.loyalty_read import number

SLOTS = 6
"""So many people fit into one request."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A posting to somebody's points; ``change`` is negative where points were taken."""

    id: str
    member: Member
    posted: datetime | None
    kind: str
    reason: str
    change: Decimal | None
    before: Decimal | None
    after: Decimal | None
    account: str
    key: str


@dataclass(frozen=True, slots=True)
class Card:
    """A loyalty card."""

    id: str
    member: Member
    number: str
    scheme: str
    status: str


@dataclass(frozen=True, slots=True)
class MemberPoints:
    """What one person collected; ``None`` where the tenant does not tell."""

    member: Member
    points: Points | None
    entries: tuple[Entry, ...] | None
    cards: tuple[Card, ...] | None


@dataclass(frozen=True, slots=True)
class Collected:
    """What an account has, and what each of its people collected."""

    loyalty: Loyalty
    people: tuple[MemberPoints, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everybody's entries, newest first."""
        return _newest_first(entry for person in self.people for entry in person.entries or ())

    @property
    def knows_entries(self) -> bool:
        """Tell whether what is there is everything."""
        return self._knows_all and all(person.entries is not None for person in self.people)

    @property
    def knows_cards(self) -> bool:
        """Tell whether what is there is everything."""
        return self._knows_all and all(person.cards is not None for person in self.people)

    @property
    def _knows_all(self) -> bool:
        return len(self.people) == len(self.loyalty.members)

    @property
    def cards(self) -> tuple[Card, ...]:
        """Everybody's cards."""
        return tuple(card for person in self.people for card in person.cards or ())

    @property
    def collector(self) -> MemberPoints | None:
        """Who collects for the account, where only one of its people can be meant."""
        collecting = [person for person in self.people if person.entries]
        return collecting[0] if len(collecting) == 1 else None


def batches(members: Sequence[Member]) -> Iterator[Sequence[Member]]:
    """Cut people into as many as one request asks for."""
    for start in range(0, len(members), SLOTS):
        yield members[start : start + SLOTS]


def variables(account: str, members: Sequence[Member]) -> dict[str, object]:
    """Build the variables of the ``loyalty_members`` document for up to ``SLOTS`` people."""
    given: dict[str, object] = {"accountNumber": account}
    for slot, member in enumerate(members, start=1):
        given |= {f"id{slot}": member.id, f"user{slot}": member.id, f"with{slot}": True}
    return given


def parse(
    data: read.Node, members: Sequence[Member], *, empty: Collection[str] = ()
) -> tuple[MemberPoints, ...]:
    """Read the answer for the people that were asked about; ``empty`` names fields without any."""
    known = {**data, **{field: [] for field in empty}}
    return tuple(_member(known, slot, member) for slot, member in enumerate(members, start=1))


def _member(data: read.Node, slot: int, member: Member) -> MemberPoints:
    entries, cards = f"entries{slot}", f"cards{slot}"
    return MemberPoints(
        member=member,
        points=parse_points(read.child(data, f"points{slot}")),
        entries=_entries(data, entries, member),
        cards=_cards(data, cards, member),
    )


def _entries(data: read.Node, field: str, member: Member) -> tuple[Entry, ...] | None:
    if not isinstance(data.get(field), list):
        return None
    return _newest_first(_entry(node, member) for node in read.children(data, field))


def _newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Sort, whatever the tenant's order; what has no time keeps its place at the end."""
    undated: list[Entry] = []
    dated: list[tuple[datetime, Entry]] = []
    for entry in entries:
        if entry.posted is None:
            undated.append(entry)
        else:
            dated.append((entry.posted, entry))
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return (*(entry for _, entry in dated), *undated)


def _entry(node: read.Node, member: Member) -> Entry:
    kind = read.text(node, "ledgerType")
    before = number(node, "balanceBroughtForward")
    after = number(node, "balanceCarriedForward")
    return Entry(
        id=read.text(node, "id"),
        member=member,
        posted=read.instant(node, "postedAt"),
        kind=kind,
        reason=read.text(node, "reasonCode"),
        change=_change(kind, number(node, "value"), before, after),
        before=before,
        after=after,
        account=read.text(node, "accountNumber"),
        key=read.text(node, "idempotencyKey"),
    )


def _change(
    kind: str, value: Decimal | None, before: Decimal | None, after: Decimal | None
) -> Decimal | None:
    """Tell what an entry did; tenants write the value of a debit with a sign or without."""
    if before is not None and after is not None:
        return (after - before) or Decimal(0)  # Nothing has no exponent.
    return -abs(value) if value is not None and kind.upper() == "DEBIT" else value


def _cards(data: read.Node, field: str, member: Member) -> tuple[Card, ...] | None:
    if not isinstance(data.get(field), list):
        return None
    return tuple(_card(node, member) for node in read.children(data, field))


def _card(node: read.Node, member: Member) -> Card:
    return Card(
        id=read.text(node, "id"),
        member=member,
        number=read.text(node, "number"),
        scheme=read.text(node, "scheme"),
        status=read.text(node, "status"),
    )
