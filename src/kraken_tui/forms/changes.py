"""Updates: which fields differ from what the tenant holds now, so that only these are sent."""

from collections.abc import Iterator
from dataclasses import dataclass

from kraken_tui.forms import names
from kraken_tui.forms.masks import Masks
from kraken_tui.forms.values import Group, Leaf, Node, built

_VERBS = frozenset({"update", "modify", "amend", "change", "edit"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field that would change: its label, what it holds now, what it is to hold."""

    label: str
    before: str
    after: str


def is_update(operation: str) -> bool:
    """Tell from a mutation's name whether it changes something that is there already."""
    return names.words(operation)[:1] in {(verb,) for verb in _VERBS}


def is_old_news(leaf: Leaf) -> bool:
    """Tell whether an update can do without this field: it is optional and stays as it is."""
    needed = leaf.spec.required or names.is_identifier(leaf.spec.name)
    return leaf.prefilled and not needed


def changes(root: Group, masks: Masks) -> tuple[Change, ...]:
    """Return the fields that are known at the tenant and would be changed."""
    return tuple(
        Change(
            leaf.spec.label,
            masks.cover(leaf.spec, leaf.present),
            masks.cover(leaf.spec, _after(leaf)),
        )
        for leaf in leaves(root)
        if leaf.present is not None and leaf.is_set and not leaf.prefilled
    )


def has_news(node: Node) -> bool:
    """Tell whether anything below is set that the tenant may not have yet, names aside."""
    if isinstance(node, Leaf):
        named = names.is_identifier(node.spec.name)
        return node.is_set and not node.prefilled and not named
    return node.mark is not None or any(has_news(each) for _key, each in built(node))


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield the scalars and enums below a node that anybody has looked at."""
    for _key, each in built(node):
        if isinstance(each, Leaf):
            yield each
        else:
            yield from leaves(each)


def _after(leaf: Leaf) -> str:
    return leaf.text if leaf.mark is None else f"({leaf.mark})"
