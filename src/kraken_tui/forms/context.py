"""Fill a form from what is on the screen: identifiers and present values, by field name.

Only arguments and the fields right under them are looked up by their names. Deeper, the same name
may mean something else: `bankDetails.accountNumber` is an account at a bank. An update takes
objects and lists whole, where the context holds them under the name of their field.
"""

from collections.abc import Iterable, Iterator, Mapping

from kraken_tui.forms import names
from kraken_tui.forms.drafts import restore, snapshot
from kraken_tui.forms.fill import fill_node
from kraken_tui.forms.spec import FieldSpec
from kraken_tui.forms.texts import text_of
from kraken_tui.forms.values import Group, Items, Leaf, Node, below, built, node_for

Context = Mapping[str, object]
"""Values by field name, e.g. {"accountNumber": "A-1234ABCD", "meterId": "77"}.

Objects are mappings by field name, lists are lists; enums go by their values in any case.
"""

_EVERYWHERE = frozenset({"accountNumber"})


def for_operation(context: Context, operation: str) -> Context:
    """Return what `context` says to an operation, whose plain `id` is that of what it acts on.

    `invalidatePaymentInstruction` takes as `id` the `paymentInstructionId`, and no other object's.
    """
    noun = names.words(operation)[1:]
    said = {name: value for name, value in context.items() if name != "id"}
    own = next((name for name in said if names.words(name) == (*noun, "id")), None)
    return said if own is None else {**said, "id": said[own]}


def prefill(root: Group, context: Context, *, whole: bool = False) -> int:
    """Fill unset fields that `context` names; return how many were filled.

    With `whole`, objects and lists are filled too, as an update of them needs.
    """
    unset = [node for node in note_present(root, context, whole=whole) if not node.is_set]
    for node in unset:
        if isinstance(node, Leaf):
            node.put(node.present or "")
        else:
            expanded = node.expanded
            restore(node, node.present)
            node.expanded = expanded
            _note_below(node)
    return len(unset)


def note_present(root: Group, context: Context, *, whole: bool = False) -> list[Node]:
    """Note in each field that `context` names what it holds now, and return these fields."""
    groups = [root, *(node for _name, node in below(root) if isinstance(node, Group))]
    return [node for group in groups for node in _known(group, context, whole=whole)]


def score(fields: Iterable[str], context: Context) -> int:
    """Tell how well a mutation with these top-level fields fits an object; 0 is not at all.

    Every identifier of `context` that is known and that the mutation takes counts. They come from
    the general to the particular, so a later one counts more; the account's number counts least,
    because nearly everything takes it. Beside an identifier, what could be changed counts too, even
    where it holds nothing yet.
    """
    taken = set(fields)
    known = [name for name, value in context.items() if _is_told(name, value)]
    found = [(place, name) for place, name in enumerate(known) if name in taken]
    named = sum(_weight(name, place) for place, name in found if names.is_identifier(name))
    changeable = sum(not names.is_identifier(name) for _place, name in found)
    return named + 5 * changeable if named else 0


def _is_told(name: str, value: object) -> bool:
    return value not in (None, "") or not names.is_identifier(name)


def _weight(name: str, place: int) -> int:
    return 1 if name in _EVERYWHERE else 10 * (place + 1)


def _known(group: Group, context: Context, *, whole: bool) -> Iterator[Node]:
    for name, node in group.children.items():
        value = context.get(name)
        if value in (None, ""):
            continue
        if isinstance(node, Leaf):
            node.present = _text(node, value) or None
        elif whole:
            node.present = _snapshot(node, _held(node.spec, value))
            _note_below(node)
        if node.present is not None:
            yield node


def _held(spec: FieldSpec, value: object) -> object:
    """Return of a value what a field takes, without the places where there is nothing."""
    if spec.kind == "list":
        items = value if isinstance(value, list | tuple) else ()
        kept = [_held(spec.item(), each) for each in items]
        return [each for each in kept if each is not None] or None
    if spec.kind == "object":
        found = value if isinstance(value, Mapping) else {}
        inside = {each.name: _held(each, found.get(each.name)) for each in spec.children()}
        return {name: each for name, each in inside.items() if each is not None} or None
    return None if value == "" else value


def _text(leaf: Leaf, value: object) -> str:
    """Return what to type for a value; nothing for one that an enum does not have."""
    text = text_of(leaf.spec.type.name, value)
    if leaf.spec.kind != "enum":
        return text
    known = (each["name"] for each in leaf.spec.choices)
    return next((name for name in known if name.casefold() == text.casefold()), "")


def _snapshot(node: Group | Items, value: object) -> object:
    """Return what `node` would hold, as a snapshot; None if that is nothing."""
    if value is None:
        return None
    trial = node_for(node.spec)
    fill_node(trial, value)
    _spell_choices(trial)
    return snapshot(trial, secrets=True)


def _spell_choices(node: Node) -> None:
    if isinstance(node, Leaf):
        if node.spec.kind == "enum" and node.text:
            node.put(_text(node, node.text))
        return
    for _key, each in built(node):
        _spell_choices(each)


def _note_below(node: Group | Items) -> None:
    """Note in the fields of an object what they hold; the items of a list may move."""
    if not isinstance(node, Group) or not isinstance(node.present, Mapping):
        return
    for name, held in node.present["fields"].items():
        inside = node.children[name]
        inside.present = held
        if not isinstance(inside, Leaf):
            _note_below(inside)
