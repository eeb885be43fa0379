"""What was typed, as plain JSON: for drafts, and to tell whether a form was changed."""

from collections.abc import Iterator, Mapping

from kraken_tui.forms.values import Group, Items, Leaf, Node, Path


def snapshot(node: Node, *, secrets: bool = False, bank: bool = True) -> object:
    """Return what was typed below `node`: a text, {"is": mark}, {"fields": {}} or {"items": []}.

    None is unset. Secrets are left out unless asked for, and bank details if that is asked for.
    """
    if node.mark is not None and not (isinstance(node, Group) and node.touched):
        return {"is": node.mark}
    if isinstance(node, Leaf):
        spec = node.spec
        hidden = (spec.secret and not secrets) or (spec.bank_detail and not bank)
        return None if hidden or not node.text else node.text
    if isinstance(node, Items):
        items = [snapshot(each, secrets=secrets, bank=bank) for each in node.items]
        return {"items": items} if items else None
    fields = {
        name: kept
        for name, each in (node.children.items() if node.touched else ())
        if (kept := snapshot(each, secrets=secrets, bank=bank)) is not None
    }
    return {"fields": fields} if fields else None


def restore(node: Node, kept: object) -> None:
    """Put a snapshot back; what the schema no longer knows is passed over."""
    if isinstance(node, Leaf):
        _restore_leaf(node, kept)
    elif isinstance(kept, Mapping):
        _restore_below(node, kept)


def homeless(before: object, after: object, path: Path = ()) -> Iterator[Path]:
    """Give the path of everything in one snapshot for which there is nothing in another."""
    if after is None:
        yield path
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        for name, each in (before.get("fields") or {}).items():
            yield from homeless(each, (after.get("fields") or {}).get(name), (*path, name))
        others = after.get("items") or []
        for place, each in enumerate(before.get("items") or []):
            other = others[place] if place < len(others) else None
            yield from homeless(each, other, (*path, place))


def _restore_leaf(leaf: Leaf, kept: object) -> None:
    if isinstance(kept, str):
        leaf.put(kept)
    elif isinstance(kept, Mapping) and kept.get("is") in ("null", "empty"):
        leaf.put("", mark=kept["is"])


def _restore_below(node: Group | Items, kept: Mapping[str, object]) -> None:
    mark, items, fields = kept.get("is"), kept.get("items"), kept.get("fields")
    if mark in ("null", "empty"):
        node.put_mark("null" if mark == "null" else "empty")
    elif isinstance(node, Items) and isinstance(items, list):
        node.put_mark(None)
        for each in items:
            restore(node.add(), each)
    elif isinstance(node, Group) and isinstance(fields, Mapping):
        node.expanded = True
        for name, each in fields.items():
            if name in node.children:
                restore(node.children[name], each)
