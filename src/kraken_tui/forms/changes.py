"""Updates: which fields differ from what the tenant holds now, so that only these are sent."""

from collections.abc import Iterator
from typing import NamedTuple

from kraken_tui.forms import names
from kraken_tui.forms.drafts import restore, snapshot
from kraken_tui.forms.masks import Masks
from kraken_tui.forms.values import Group, Items, Leaf, Node, built, node_for

_VERBS = frozenset({"update", "modify", "amend", "change", "edit"})
_NOTHING = "—"
_LEFT_OUT = "(left out)"


class Change(NamedTuple):
    """One field that would change: its label, what it holds now, what it is to hold."""

    label: str
    before: str
    after: str


def is_update(operation: str) -> bool:
    """Tell from a mutation's name whether it changes something that is there already."""
    return names.words(operation)[:1] in {(verb,) for verb in _VERBS}


def is_known(node: Node) -> bool:
    """Tell whether what the tenant holds is known of anything below, names of objects aside."""
    if isinstance(node, Leaf):
        return node.present is not None and not names.is_identifier(node.spec.name)
    return node.present is not None or any(is_known(each) for _key, each in built(node))


def is_old_news(node: Node) -> bool:
    """Tell whether an update can do without this field: it is optional and stays as it is."""
    if isinstance(node, Leaf):
        named = names.is_identifier(node.spec.name)
        return node.prefilled and not node.spec.required and not named
    return not node.spec.required and node.present is not None and not _differs(node)


def has_news(node: Node) -> bool:
    """Tell whether anything below is set that the tenant may not have yet, names aside."""
    if isinstance(node, Leaf):
        named = names.is_identifier(node.spec.name)
        return node.is_set and not node.prefilled and not named
    if node.present is not None:
        return node.is_set and _differs(node)
    return node.mark is not None or any(has_news(each) for _key, each in built(node))


def changes(root: Group, masks: Masks) -> tuple[Change, ...]:
    """Return the fields that are known at the tenant and would be changed."""
    arguments = (each for _key, each in built(root))
    # An object that the screens know is told of by its field; other arguments are but frames.
    frames = [each for each in arguments if isinstance(each, Group) and each.present is None]
    return tuple(change for group in (*frames, root) for change in _below(group, "", masks))


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield the scalars and enums below a node that anybody has looked at."""
    for _key, each in built(node):
        if isinstance(each, Leaf):
            yield each
        else:
            yield from leaves(each)


def _below(group: Group, above: str, masks: Masks, *, whole: bool = False) -> Iterator[Change]:
    """Yield what changes in an object; one that is sent `whole` loses what is unset in it."""
    for each in group.built.values():
        label = f"{above}{each.spec.label}"
        if isinstance(each, Leaf):
            yield from _of_leaf(each, label, masks, whole=whole)
        elif (each.present is not None and each.is_set and _differs(each)) or whole:
            yield from _of_whole(each, label, masks)


def _of_leaf(leaf: Leaf, label: str, masks: Masks, *, whole: bool) -> Iterator[Change]:
    known = leaf.present is not None or (whole and leaf.is_set)
    if known and not leaf.prefilled and (leaf.is_set or whole):
        before = masks.cover(leaf.spec, leaf.present or "") or _NOTHING
        after = masks.cover(leaf.spec, leaf.text) if leaf.text else f"({leaf.mark})"
        yield Change(label, before, after if leaf.is_set else _LEFT_OUT)


def _of_whole(node: Group | Items, label: str, masks: Masks) -> Iterator[Change]:
    if isinstance(node, Group) and node.touched:
        yield from _below(node, f"{label} > ", masks, whole=True)
    elif node.is_set or node.present is not None:
        before = node_for(node.spec)
        restore(before, node.present)
        after = f"({node.mark})" if node.mark is not None else _listed(node, masks)
        change = Change(label, _listed(before, masks) or _NOTHING, after or _LEFT_OUT)
        if change.before != change.after:
            yield change


def _listed(node: Node, masks: Masks) -> str:
    if isinstance(node, Leaf):
        return masks.cover(node.spec, node.text) or f"({node.mark})"
    between = "; " if isinstance(node, Items) else " "
    return between.join(_listed(each, masks) for _key, each in built(node) if each.is_set)


def _differs(node: Group | Items) -> bool:
    return snapshot(node, secrets=True) != node.present
