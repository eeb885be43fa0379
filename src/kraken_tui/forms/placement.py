"""Put the server's objections where they belong: on fields, and the rest on the banner."""

from collections.abc import Sequence

from kraken_tui.api.errors import FieldProblem, Problem
from kraken_tui.forms import names
from kraken_tui.forms.attribution import field_of
from kraken_tui.forms.values import Group, Items, Leaf, Node, Path, child


def place(root: Group, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Show each field problem at its field, opening what is folded; return what is left over.

    A path that leads nowhere ends at the nearest list or object that exists. A problem whose
    every field found its place is done with, any other is left over with the fields that did not.
    """
    left: list[Problem] = []
    for problem in problems:
        homeless = tuple(
            each
            for each in problem.fields
            if not place_one(root, each._replace(code=each.code or problem.code))
        )
        if homeless or not problem.fields:
            left.append(problem._replace(fields=homeless))
            _place_by_words(root, problem)
    return tuple(left)


def _place_by_words(root: Group, problem: Problem) -> None:
    # The banner shows it too: the words may mean the field and may mean more.
    path = field_of(root, problem)
    if path is not None:
        place_one(root, FieldProblem(path, problem.message, problem.code))


def place_one(root: Group, problem: FieldProblem) -> bool:
    """Show one problem at its field; False if no field takes it."""
    trail = _trail(root, problem.path) or _trail(root, _under_only_argument(root, problem.path))
    if not trail or trail[-1] is only_object(root):
        return False
    for node in trail[:-1]:
        _open(node)
    target = trail[-1]
    message = said(problem)
    target.error = f"{target.error} {message}" if target.error else message
    return True


def said(problem: FieldProblem) -> str:
    """Return the message with its code, where it has one."""
    return f"{problem.message} ({problem.code})" if problem.code else problem.message


def only_object(root: Group) -> Group | None:
    """Return the one object that all fields are in, the usual `input`; else None."""
    nodes = tuple(root.children.values())
    if len(nodes) == 1 and isinstance(nodes[0], Group) and not nodes[0].spec.one_of:
        return nodes[0]
    return None


def _trail(root: Group, path: Path) -> list[Node]:
    node: Node = root
    trail: list[Node] = []
    for key in path:
        found = _child(node, key)
        if found is None:
            break
        trail.append(found)
        node = found
    return trail


def _child(node: Node, key: str | int) -> Node | None:
    if isinstance(node, Items) and isinstance(key, str) and key.isdecimal():
        key = int(key)
    found = child(node, key)
    if found is None and isinstance(node, Group):
        same = (name for name in node.children if names.same(name, str(key)))
        found = node.children.get(next(same, ""))
    return found


def _under_only_argument(root: Group, path: Path) -> Path:
    # Some servers count from inside the input rather than from the argument.
    only = only_object(root)
    return (only.spec.name, *path) if only is not None and path else ()


def _open(node: Node) -> None:
    if not isinstance(node, Leaf):
        node.expanded = True
