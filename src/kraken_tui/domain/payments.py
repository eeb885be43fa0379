"""How an account pays: what its money is collected by, and when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kraken_tui.domain import read
from kraken_tui.domain.payments_instructions import Instruction, parse_instructions
from kraken_tui.domain.payments_preferences import Preference, parse_preferences
from kraken_tui.domain.payments_schedules import (
    Missed,
    Plan,
    Schedule,
    parse_missed,
    parse_plans,
    parse_schedules,
)

PARTS = {
    "paymentMethods": "instructions",
    "directDebitInstructions": "instructions",
    "paymentSchedules": "schedules",
    "paymentPlans": "plans",
}
"""Fields of an account, and which part of this screen each fills."""


@dataclass(frozen=True, slots=True)
class Paying:
    """All that one request tells of how an account pays.

    ``may_amend`` and ``may_cancel`` say what the account allows with payments that are to come.
    ``told`` names the parts that the tenant tells of at all, ``untold`` says of how many records of
    a part it did not tell.
    """

    number: str
    holder: str
    may_amend: bool | None
    may_cancel: bool | None
    instructions: tuple[Instruction, ...]
    preferences: tuple[Preference, ...]
    schedules: tuple[Schedule, ...]
    plans: tuple[Plan, ...]
    missed: tuple[Missed, ...]
    ledger_names: tuple[tuple[str, str], ...]
    told: frozenset[str]
    untold: Mapping[str, int]

    @property
    def payable(self) -> tuple[str, ...]:
        """Number the ledgers that take payments, in the order of the answer."""
        return tuple(
            dict.fromkeys(
                each.ledger_number
                for each in self.preferences
                if each.ledger_number and each.takes_payments is not False
            )
        )

    def ledger_name(self, number: str) -> str:
        """Name a ledger, by its number where it has no name."""
        return dict(self.ledger_names).get(number) or number


def parse(data: read.Node) -> Paying | None:
    """Read the answer to the ``payments`` document; ``None`` where it holds no account."""
    account = read.child(data, "account")
    if account is None:
        return None
    may = read.child(account, "canModifyPayments")
    default = read.text(read.child(data, "defaultPaymentInstruction"), "id")
    schedules = parse_schedules(account)
    return Paying(
        number=read.text(account, "number"),
        holder=read.text(account, "billingName"),
        may_amend=read.flag(may, "canAmendPayments"),
        may_cancel=read.flag(may, "canCancelPayments"),
        instructions=parse_instructions(account, default=default),
        preferences=parse_preferences(account),
        schedules=schedules,
        plans=parse_plans(account),
        missed=parse_missed(account, schedules),
        ledger_names=tuple(_names(account)),
        told=frozenset(_told(account)),
        untold=_untold(account),
    )


def _told(account: read.Node) -> Iterator[str]:
    """Name the parts that were answered, be it with nothing; what was not asked for is not."""
    yield from (part for field, part in PARTS.items() if field in account)
    ledgers = list(read.children(account, "ledgers"))
    if any("paymentPreferences" in ledger for ledger in ledgers) or account.get("ledgers") == []:
        yield "preferences"
    if any("paymentsWithNonConcludedRePresentation" in ledger for ledger in ledgers):
        yield "missed"
    schedules = read.nodes(read.child(account, "paymentSchedules"))
    if any("missedPayments" in schedule for schedule in schedules):
        yield "missed"


def _untold(account: read.Node) -> dict[str, int]:
    """Count what lies beyond a part's first page, or could not be read."""
    instructions = ("paymentMethods", "directDebitInstructions")
    ledgers = list(read.children(account, "ledgers"))
    schedules = read.nodes(read.child(account, "paymentSchedules"))
    return {
        "instructions": max(_beyond(account, field) for field in instructions),
        "schedules": _beyond(account, "paymentSchedules"),
        "plans": _beyond(account, "paymentPlans"),
        "preferences": sum(_beyond(ledger, "paymentPreferences") for ledger in ledgers),
        "missed": sum(_beyond(schedule, "missedPayments") for schedule in schedules),
    }


def _beyond(node: read.Node, field: str) -> int:
    connection = read.child(node, field)
    total = read.integer(connection, "totalCount") or 0
    return max(0, total - len(list(read.nodes(connection))))


def _names(account: read.Node) -> list[tuple[str, str]]:
    return [
        (read.text(ledger, "number"), read.text(ledger, "name") or read.text(ledger, "ledgerType"))
        for ledger in read.children(account, "ledgers")
    ]
