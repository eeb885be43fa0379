"""How each ledger of an account is meant to be paid, now and before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kraken_tui.domain import read
from kraken_tui.domain.payments_instructions import Means, parse_means


@dataclass(frozen=True, slots=True)
class Preference:
    """By what a ledger is paid from a moment on.

    ``balance`` is the ledger's, in minor units; ``by_hand`` where the customer pays without an
    instruction; ``known`` is false for a ledger of which nobody has said anything. ``current``
    marks what holds now.
    """

    ledger_number: str
    ledger_name: str
    balance: int | None
    takes_payments: bool | None
    returned_by_bank: bool
    since: datetime | None
    means: Means
    by_hand: bool
    state: str
    current: bool
    known: bool = True


def parse_preferences(account: read.Node | None) -> tuple[Preference, ...]:
    """Read each ledger's preferences, newest first; a ledger without any has a line too."""
    return tuple(
        preference
        for ledger in read.children(account, "ledgers")
        for preference in _of_ledger(ledger)
    )


def _of_ledger(ledger: read.Node) -> Iterator[Preference]:
    now = read.child(ledger, "paymentPreferenceAtTime")
    listed = list(read.nodes(read.child(ledger, "paymentPreferences")))
    if now is not None and not any(_same(node, now) for node in listed):
        listed.insert(0, now)
    for node in listed:
        yield _preference(ledger, node, current=now is not None and _same(node, now))
    if not listed:
        yield _preference(ledger, {}, current=True)


def _same(left: read.Node, right: read.Node) -> bool:
    return _identity(left) == _identity(right)


def _identity(node: read.Node) -> tuple[str, str]:
    instruction = read.text(read.child(node, "paymentMethod"), "id")
    return read.text(node, "forPaymentsAfter"), instruction


def _preference(ledger: read.Node, node: read.Node, *, current: bool) -> Preference:
    means = parse_means(read.child(node, "paymentMethod"))
    return Preference(
        ledger_number=read.text(ledger, "number"),
        ledger_name=read.text(ledger, "name") or read.text(ledger, "ledgerType"),
        balance=read.integer(ledger, "balance"),
        takes_payments=read.flag(ledger, "acceptsPayments"),
        returned_by_bank=bool(
            read.flag(ledger, "currentDirectDebitInstructionInvalidatedWithVendor")
        ),
        since=read.moment(node, "forPaymentsAfter"),
        means=means,
        by_hand=bool(node) and not means.id,
        state=read.text(node, "status"),
        current=current,
        known=bool(node),
    )
