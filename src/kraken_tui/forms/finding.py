"""Every field of a form as a flat list to jump in, those in folded groups too."""

from collections.abc import Iterator
from dataclasses import dataclass

from kraken_tui.forms import names
from kraken_tui.forms.form import Form
from kraken_tui.forms.masks import Masks
from kraken_tui.forms.placement import only_object
from kraken_tui.forms.values import Leaf, Node, Path, below

_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A field: where it is, its label under those of its groups, and what is in it."""

    path: Path
    label: str
    text: str
    type: str


def every_field(form: Form) -> tuple[Found, ...]:
    """Return the form's fields, top to bottom, a few levels deep."""
    only = only_object(form.root)
    if only is not None:
        return tuple(_below(only, (only.spec.name,), "", form.masks))
    return tuple(_below(form.root, (), "", form.masks))


def _below(node: Node, path: Path, above: str, masks: Masks) -> Iterator[Found]:
    for key, each in below(node):
        here = (*path, key)
        label = f"{above}{_label(each, key)}"
        yield Found(here, label, _text(each, masks), str(each.spec.type))
        if not isinstance(each, Leaf) and len(here) < _DEEPEST:
            yield from _below(each, here, f"{label} > ", masks)


def _label(node: Node, key: str | int) -> str:
    if isinstance(key, int):
        return f"{names.singular(node.spec.label)} {key + 1}"
    return node.spec.label


def _text(node: Node, masks: Masks) -> str:
    if node.mark is not None:
        return f"({node.mark})"
    if not isinstance(node, Leaf):
        return ""
    return masks.cover(node.spec, node.text)
