"""What is at stake when a form is sent: money that moves, or something that cannot come back.

It is told from the names in the schema alone, so that it holds for a mutation nobody has seen yet.
"""

from typing import NamedTuple

from kraken_tui.forms import names
from kraken_tui.forms.changes import leaves
from kraken_tui.forms.form import Form
from kraken_tui.forms.hints import is_minor_amount
from kraken_tui.forms.values import Leaf
from kraken_tui.money import format_minor

_FINAL = frozenset(
    {"cancel", "close", "deactivate", "deauthenticate", "delete", "detach", "end", "force"}
    | {"invalidate", "regenerate", "remove", "reverse", "revoke", "terminate", "unenroll"}
    | {"unlink", "void", "withdraw"}
)
_MOVES_MONEY = frozenset(
    {"award", "charge", "collect", "credit", "deduct", "pay", "payout", "post", "purchase"}
    | {"redeem", "refund", "repay", "transfer"}
)
_ORDERS = frozenset({"accept", "approve", "complete", "create", "initiate", "process", "submit"})
_GOODS = frozenset({"payment", "purchase", "refund", "repayment", "voucher", "topup"})
# Beside one of these words, the money stays where it is.
_ARRANGES = frozenset(
    {"hosted", "instruction", "method", "permission", "preference", "referral", "schedule"}
)


class Stakes(NamedTuple):
    """Why to ask before sending; `amounts` are written for people, with the fields' labels."""

    final: bool
    money: bool
    amounts: tuple[str, ...]
    account: str
    """The account's number, empty if neither the form nor the screen names one."""

    @property
    def sentence(self) -> str:
        """Say what is at stake."""
        told = "This moves money" if self.money else "This cannot be undone"
        more = " and cannot be undone" if self.money and self.final else ""
        amounts = f": {', '.join(self.amounts)}" if self.amounts else ""
        return f"{told}{more}{amounts}."


def stakes(form: Form, *, account: str = "") -> Stakes | None:
    """Return what is at stake, None if the form can be sent without asking.

    `account` is the account that the screen is on, for forms that name none.
    """
    operation = form.record["name"]
    amounts = tuple(_amounts(form))
    final = is_final(operation)
    money = moves_money(operation) or any(leaf for leaf in _money(form))
    if not final and not money:
        return None
    return Stakes(final, money, amounts, _account(form) or account)


def is_final(operation: str) -> bool:
    """Tell from a mutation's name whether what it does cannot be taken back."""
    parts = names.words(operation)
    return bool(_FINAL.intersection(parts[:1])) or parts[:2] == ("move", "out")


def moves_money(operation: str) -> bool:
    """Tell from a mutation's name whether it moves money or what is worth money."""
    parts = names.words(operation)
    if _ARRANGES.intersection(parts):
        return False
    orders = bool(_ORDERS.intersection(parts[:1]) and _GOODS.intersection(parts[1:]))
    return orders or bool(_MOVES_MONEY.intersection(parts[:1]))


def _money(form: Form) -> list[Leaf]:
    return [leaf for leaf in leaves(form.root) if leaf.text and is_minor_amount(leaf.spec)]


def _amounts(form: Form) -> list[str]:
    found = []
    for leaf in leaves(form.root):
        told = _told(leaf, form.currency) if leaf.text else ""
        if told:
            found.append(told)
    return found


def _told(leaf: Leaf, currency: str) -> str:
    """Say a field's amount, in money or points; empty for other fields."""
    text, label = leaf.text.strip(), leaf.spec.label.lower()
    parts = names.words(leaf.spec.name)
    if is_minor_amount(leaf.spec) and text.lstrip("+-").isdecimal():
        return f"{label} {format_minor(int(text), currency)}"
    if leaf.spec.type.name == "Decimal" and names.is_money(leaf.spec.name):
        return f"{label} {text} {currency}".rstrip()
    return f"{text} {label}" if parts[-1:] == ("points",) else ""


def _account(form: Form) -> str:
    for leaf in leaves(form.root):
        if leaf.spec.name == "accountNumber" and leaf.text:
            return leaf.text.strip()
    return str(form.context.get("accountNumber") or "")
