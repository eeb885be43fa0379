"""What an account's money is collected by: payment instructions, their identifiers masked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from kraken_tui.domain import read

MASKS = "*#\N{BULLET}\N{MIDDLE DOT}"
"""Signs that show that an identifier was masked before it came here."""

MOST_BARE = 6
"""An identifier without a mask may be this long; of a longer one only its end is kept."""

_MASK = re.compile(rf"\s*[{MASKS}][{MASKS}\s]*")
_KINDS = {"DIRECT_DEBIT": "direct debit", "CARD": "card", "BPAY": "BPAY"}


@dataclass(frozen=True, slots=True)
class Owner:
    """Who an instruction belongs to: a user of the account, or a business."""

    name: str
    user_id: str = ""
    business_number: str = ""


@dataclass(frozen=True, slots=True)
class Means:
    """An instruction in a few words, as other objects name it."""

    id: str = ""
    kind: str = ""
    state: str = ""
    identifier: str = ""

    @property
    def words(self) -> str:
        """Say by what is paid, such as ``direct debit ****1234``; empty for nothing."""
        kind = _KINDS.get(self.kind, self.kind.replace("_", " ").lower())
        return " ".join(filter(None, (kind, self.identifier)))


@dataclass(frozen=True, slots=True)
class Instruction:
    """A payment instruction, joined with what is told of it as a direct debit.

    ``iban`` is masked; ``expiry`` is written as on the card, ``07/28``.
    """

    means: Means
    holder: str
    holder_kind: str
    sort_code: str
    bank_code: str
    iban: str
    card: str
    expiry: str
    vendor: str
    valid_from: datetime | None
    ledger_number: str
    ledger_name: str
    owners: tuple[Owner, ...]
    is_default: bool
    is_debit: bool


def masked(identifier: str) -> str:
    """Hide all but the end of an identifier that was not masked before it came here.

    A mask of any length and sign becomes ``****``.
    """
    bare = "".join(identifier.split())
    if any(sign in bare for sign in MASKS):
        return _MASK.sub("****", identifier)
    return identifier if len(bare) <= MOST_BARE else f"****{bare[-4:]}"


def parse_means(node: read.Node | None) -> Means:
    """Read an instruction where another object names it."""
    return Means(
        id=read.text(node, "id"),
        kind=read.text(node, "instructionType"),
        state=read.text(node, "status"),
        identifier=_identifier(node),
    )


def parse_instructions(account: read.Node | None, *, default: str) -> tuple[Instruction, ...]:
    """Read an account's instructions, each once; ``default`` is the id of the one used first."""
    found = {
        instruction.means.id: instruction
        for node in read.nodes(read.child(account, "paymentMethods"))
        for instruction in (_instruction(node, default),)
    }
    for node in read.nodes(read.child(account, "directDebitInstructions")):
        debit = replace(_instruction(node, default), is_debit=True)
        known = found.get(debit.means.id)
        found[debit.means.id] = debit if known is None else _joined(known, debit)
    return tuple(found.values())


def _joined(known: Instruction, debit: Instruction) -> Instruction:
    """Add what only the direct debit tells."""
    means = replace(
        known.means,
        state=known.means.state or debit.means.state,
        identifier=known.means.identifier or debit.means.identifier,
    )
    iban = debit.iban or known.iban
    return replace(known, means=means, iban=iban, is_debit=True)


def _instruction(node: read.Node, default: str) -> Instruction:
    ledger = read.child(node, "supplementaryLedger")
    means = parse_means(node)
    network, kind = read.text(node, "cardPaymentNetwork"), read.text(node, "cardType")
    return Instruction(
        means=means,
        holder=read.text(node, "accountHolder"),
        holder_kind=read.text(node, "accountType"),
        sort_code=read.text(node, "sortCode"),
        bank_code=read.text(node, "bankCode"),
        iban=masked(read.text(node, "maskedIban") or read.text(node, "iban")),
        card=" ".join(filter(None, (network, kind.lower()))),
        expiry=_expiry(node),
        vendor=read.text(node, "vendor"),
        valid_from=read.moment(node, "validFrom"),
        ledger_number=read.text(ledger, "number"),
        ledger_name=read.text(ledger, "name"),
        owners=tuple(_owners(node)),
        is_default=bool(means.id) and means.id == default,
        is_debit=means.kind == "DIRECT_DEBIT",
    )


def _identifier(node: read.Node | None) -> str:
    """Find what names the instruction to its owner, whatever kind it is."""
    for field in ("maskedAccountIdentifier", "maskedIban", "iban", "cardNumber"):
        if found := read.text(node, field):
            return masked(found)
    last = read.text(node, "lastFourDigitsOfAccountNumber")
    return f"****{last[-4:]}" if last else ""


def _expiry(node: read.Node) -> str:
    month, year = read.integer(node, "cardExpiryMonth"), read.integer(node, "cardExpiryYear")
    return f"{month:02d}/{year % 100:02d}" if month and year else ""


def _owners(node: read.Node) -> Iterator[Owner]:
    for owner in read.children(node, "owners"):
        user, business = read.child(owner, "accountUser"), read.child(owner, "business")
        if user is not None:
            yield Owner(_name(user), user_id=read.text(user, "id"))
        if business is not None:
            name, number = read.text(business, "name"), read.text(business, "number")
            yield Owner(name, business_number=number)


def _name(user: Mapping[str, object]) -> str:
    parts = (read.text(user, "givenName"), read.text(user, "familyName"))
    return " ".join(filter(None, parts))
