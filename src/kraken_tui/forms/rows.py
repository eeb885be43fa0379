"""A form as a flat list of rows, ready to be drawn: what is folded away is not there."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from kraken_tui.api.text import plain
from kraken_tui.forms import hints, names
from kraken_tui.forms.characters import shown
from kraken_tui.forms.clock import Clock
from kraken_tui.forms.masks import MASK, Masks
from kraken_tui.forms.personal import is_personal
from kraken_tui.forms.placement import only_object
from kraken_tui.forms.values import Group, Items, Leaf, Mark, Node, Path, below

_DEEPEST = 40

RowKind = Literal["text", "enum", "boolean", "object", "list", "add"]


class Row(NamedTuple):
    """One field, folded group, list, or place to add an item; the same path names its node."""

    path: Path
    depth: int
    kind: RowKind
    label: str
    type: str
    """In GraphQL notation, e.g. "[OwnerInput!]"."""
    text: str = ""
    """As typed; for a folded object or list, what is in it, in short."""
    mark: Mark | None = None
    is_set: bool = False
    hint: str = ""
    """What to type, for an unset field."""
    echo: str = ""
    """What the text was understood as, where that is not plain to see."""
    error: str | None = None
    required: bool = False
    expanded: bool = False
    prefilled: bool = False
    secret: bool = False
    """True while the text is masked."""
    personal: bool = False
    """True where the text tells who a customer is."""
    money: bool = False
    """True for an amount in the minor unit."""
    item: bool = False
    """True for an item of a list, which can be removed and moved."""
    description: str = ""
    deprecated: str | None = None


class RowSetting(NamedTuple):
    """What rows are drawn by besides what is in them: the time and the currency."""

    clock: Clock
    currency: str = ""
    masks: Masks = Masks()


def rows(root: Group, setting: RowSetting) -> list[Row]:
    """Return the rows in view, top to bottom.

    The one object that holds everything, the usual `input`, has no row of its own.
    """
    only = only_object(root)
    if only is not None:
        return list(_below(only, (only.spec.name,), 0, setting))
    return list(_below(root, (), 0, setting))


def _below(node: Node, path: Path, depth: int, setting: RowSetting) -> Iterator[Row]:
    for key, each in below(node):
        yield from _rows(each, (*path, key), depth, setting)
    if isinstance(node, Items):
        yield _add_row(node, path, depth)


def _rows(node: Node, path: Path, depth: int, setting: RowSetting) -> Iterator[Row]:
    if isinstance(node, Leaf):
        yield leaf_row(node, path, depth, setting)
        return
    yield _folding_row(node, path, depth, setting.masks)
    if node.expanded and depth < _DEEPEST:
        yield from _below(node, path, depth + 1, setting)


def leaf_row(leaf: Leaf, path: Path, depth: int, setting: RowSetting) -> Row:
    """Return the row of one scalar or enum field."""
    spec = leaf.spec
    boolean = spec.kind == "scalar" and spec.type.name == "Boolean"
    return Row(
        path=path,
        depth=depth,
        kind="enum" if spec.kind == "enum" else "boolean" if boolean else "text",
        label=_label(leaf, path),
        type=str(spec.type),
        text=leaf.text,
        mark=leaf.mark,
        is_set=leaf.is_set,
        hint=hints.hint(spec, currency=setting.currency),
        echo=hints.echo(leaf, clock=setting.clock, currency=setting.currency),
        error=_said_of(leaf, setting.masks),
        required=spec.required,
        prefilled=leaf.prefilled,
        secret=setting.masks.hides(spec),
        personal=_is_personal(leaf),
        money=hints.is_minor_amount(spec),
        item=isinstance(path[-1], int),
        description=plain(spec.description),
        deprecated=plain(spec.deprecated) if spec.deprecated is not None else None,
    )


def _folding_row(node: Group | Items, path: Path, depth: int, masks: Masks) -> Row:
    spec = node.spec
    return Row(
        path=path,
        depth=depth,
        kind="list" if isinstance(node, Items) else "object",
        label=_label(node, path),
        type=str(spec.type),
        text=_summary(node, masks),
        mark=node.mark,
        is_set=node.is_set,
        error=_said(node),
        required=spec.required,
        personal=any(_is_personal(each) for _, each in below(node)),
        expanded=node.expanded,
        item=isinstance(path[-1], int),
        description=plain(spec.description),
        deprecated=plain(spec.deprecated) if spec.deprecated is not None else None,
    )


def _is_personal(node: Node) -> bool:
    return isinstance(node, Leaf) and is_personal(node.spec.name, node.spec.above)


def _add_row(node: Items, path: Path, depth: int) -> Row:
    what = names.singular(node.spec.label)
    return Row(path, depth, "add", f"+ Add {what[:1].lower()}{what[1:]}", str(node.spec.type))


def _label(node: Node, path: Path) -> str:
    if not isinstance(path[-1], int):
        return node.spec.label
    return f"{names.singular(node.spec.label)} {path[-1] + 1}"


def _summary(node: Group | Items, masks: Masks) -> str:
    if isinstance(node, Items):
        count = len(node.items)
        return "" if not count else "1 item" if count == 1 else f"{count} items"
    return " · ".join(_inside(node, masks)) if node.touched else ""


def _inside(node: Node, masks: Masks) -> Iterator[str]:
    for _key, each in below(node):
        if isinstance(each, Leaf) and each.is_set:
            yield masks.cover(each.spec, each.text) or f"({each.mark})"
        elif not isinstance(each, Leaf) and each.is_set:
            yield f"{each.spec.label} …"


def _said_of(leaf: Leaf, masks: Masks) -> str | None:
    """Return what is wrong with a field, without quoting what is masked."""
    said = _said(leaf)
    hidden = said is not None and bool(leaf.text) and masks.hides(leaf.spec)
    return said.replace(shown(leaf.text), shown(MASK)) if said and hidden else said


def _said(node: Node) -> str | None:
    return plain(node.error) if node.error is not None else None
