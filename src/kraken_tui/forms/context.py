"""Fill a form from what is on the screen: identifiers and present values, by field name.

Only arguments and the fields right under them are looked at. Deeper, the same name may mean
something else: `bankDetails.accountNumber` is an account at a bank.
"""

from collections.abc import Iterable, Iterator, Mapping

from kraken_tui.forms import names
from kraken_tui.forms.texts import text_of
from kraken_tui.forms.values import Group, Leaf, below

Context = Mapping[str, object]
"""Values by field name, e.g. {"accountNumber": "A-1234ABCD", "meterId": "77"}."""

_EVERYWHERE = frozenset({"accountNumber"})


def prefill(root: Group, context: Context) -> int:
    """Fill unset fields that `context` names; return how many were filled."""
    filled = 0
    for leaf in note_present(root, context):
        if not leaf.is_set:
            leaf.put(leaf.present or "")
            filled += 1
    return filled


def note_present(root: Group, context: Context) -> list[Leaf]:
    """Note in each field that `context` names what it holds now, and return these fields."""
    groups = [root, *(node for _name, node in below(root) if isinstance(node, Group))]
    return [leaf for group in groups for leaf in _known(group, context)]


def score(fields: Iterable[str], context: Context) -> int:
    """Tell how well a mutation with these top-level fields fits an object; 0 is not at all.

    Every identifier of `context` that the mutation takes counts. They come from the general to
    the particular, so a later one counts more; the account's number counts least, because nearly
    everything takes it. Beside an identifier, a present value that could be changed counts too.
    """
    taken = set(fields)
    found = [(place, name) for place, name in enumerate(context) if name in taken]
    known = sum(_weight(name, place) for place, name in found if names.is_identifier(name))
    changeable = sum(not names.is_identifier(name) for _place, name in found)
    return known + 5 * changeable if known else 0


def _weight(name: str, place: int) -> int:
    return 1 if name in _EVERYWHERE else 10 * (place + 1)


def _known(group: Group, context: Context) -> Iterator[Leaf]:
    for name, node in group.children.items():
        value = context.get(name)
        if isinstance(node, Leaf) and value not in (None, ""):
            node.present = text_of(node.spec.type.name, value)
            yield node
