"""Put values into a form: variables as they would be sent, back into what would be typed."""

from collections.abc import Mapping, Sequence

from kraken_tui.forms.texts import text_of
from kraken_tui.forms.values import Group, Items, Leaf, Node, Path


def fill(root: Group, variables: Mapping[str, object]) -> tuple[Path, ...]:
    """Put `variables` into the form; return the paths that it has no place for.

    Fields that `variables` does not name stay as they are; lists are replaced whole.
    """
    return fill_node(root, variables)


def fill_node(node: Node, value: object) -> tuple[Path, ...]:
    """Put one value into a field; return the paths below it that have no place."""
    homeless: list[Path] = []
    _fill(node, value, (), homeless)
    return tuple(homeless)


def _fill(node: Node, value: object, path: Path, homeless: list[Path]) -> None:
    if isinstance(node, Leaf):
        _fill_leaf(node, value)
    elif value is None:
        node.put_mark("null")
    elif isinstance(node, Items):
        _fill_items(node, value, path, homeless)
    elif isinstance(value, Mapping):
        _fill_group(node, value, path, homeless)
    else:
        homeless.append(path)


def _fill_leaf(leaf: Leaf, value: object) -> None:
    if value is None:
        leaf.put("", mark="null")
    elif value == "":
        leaf.put("", mark="empty")
    else:
        leaf.put(text_of(leaf.spec.type.name, value))


def _fill_items(node: Items, value: object, path: Path, homeless: list[Path]) -> None:
    # GraphQL takes a single value for a list of one, so the same is taken here.
    many = isinstance(value, Sequence) and not isinstance(value, str | bytes)
    values = value if many and isinstance(value, Sequence) else [value]
    node.put_mark(None if values else "empty")
    for index, each in enumerate(values):
        _fill(node.add(), each, (*path, index), homeless)


def _fill_group(
    group: Group, values: Mapping[str, object], path: Path, homeless: list[Path]
) -> None:
    group.mark = None
    for name, value in values.items():
        child = group.children.get(name)
        if child is None:
            homeless.append((*path, name))
        else:
            _fill(child, value, (*path, name), homeless)
    if not group.touched:
        group.mark = "empty"
