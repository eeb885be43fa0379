"""One mutation's form: what its screen, its widget and the command line work with."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from kraken_tui.api.errors import FieldProblem, Problem
from kraken_tui.api.records import MutationRecord
from kraken_tui.forms import drafts
from kraken_tui.forms.changes import Change, changes, has_news, is_known, is_old_news, is_update
from kraken_tui.forms.clock import Clock
from kraken_tui.forms.context import Context, for_operation, note_present, prefill
from kraken_tui.forms.editing import Editing
from kraken_tui.forms.fill import fill
from kraken_tui.forms.masks import Masks
from kraken_tui.forms.placement import only_object, place, place_one
from kraken_tui.forms.reading import Reading, read, read_leaf
from kraken_tui.forms.rows import Row, RowSetting, leaf_row, rows
from kraken_tui.forms.spec import FieldSpec, arguments
from kraken_tui.forms.typed import Typed, merged, typed
from kraken_tui.forms.types import TypeRef
from kraken_tui.forms.unreadable import Unreadable
from kraken_tui.forms.values import Group, Leaf, Node, Path, built


class NotReady(Exception):
    """A form was to be sent that does not pass its own checks."""

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        super().__init__(f"{len(problems)} of the fields are not ready")
        self.problems = problems


class Form(Editing):
    """A mutation's fields, what has been put into them, whether it is sound, and what it sends."""

    def __init__(
        self, record: MutationRecord, *, context: Context, clock: Clock, currency: str
    ) -> None:
        self.record = record
        self.context = for_operation(context, record["name"])
        self.currency = currency
        self.masks = Masks()
        super().__init__(_root_of(record), clock=clock)
        prefill(self.root, self.context, whole=is_update(record["name"]))
        self._at_first = drafts.snapshot(self.root, secrets=True)

    @classmethod
    def build(
        cls,
        record: MutationRecord,
        context: Context | None = None,
        *,
        clock: Clock,
        currency: str = "",
    ) -> "Form":
        """Return the form of a mutation, with what `context` knows filled in.

        `clock` returns an aware datetime, such as `clock.local_now` does; its zone is that of times
        typed without one. `currency` is the tenant's, e.g. "GBP", for telling what an amount in the
        minor unit comes to.
        """
        return cls(record, context=context or {}, clock=clock, currency=currency)

    def rows(self) -> list[Row]:
        """Return the rows in view, top to bottom; none if the mutation takes no input."""
        return rows(self.root, self._setting())

    def row(self, old: Row) -> Row:
        """Return one field's row anew, which is cheaper than all of them."""
        node = self.node(old.path)
        if not isinstance(node, Leaf):
            return old
        return leaf_row(node, old.path, old.depth, self._setting())

    @property
    def changed(self) -> bool:
        """Tell whether anything differs from how the form came up."""
        return self.everything != self._at_first

    def objection(self, path: Path, text: str) -> str:
        """Return what would be wrong with a text in a field; empty if nothing. Take nothing."""
        trial = Leaf(self._leaf(path).spec)
        trial.put(text)
        try:
            read_leaf(trial, now=self._clock())
        except Unreadable as problem:
            return str(problem)
        return ""

    def mask(self, path: Path) -> None:
        """Show what is masked of a field's kind, or mask it."""
        self.masks = self.masks.turned(self.node(path).spec)

    def leave(self, path: Path) -> str | None:
        """Check one field as it is left; an unset one passes. Return what is wrong, if anything."""
        node = self.node(path)
        if not isinstance(node, Leaf) or not node.is_set or node.error is not None:
            return node.error
        try:
            read_leaf(node, now=self._clock())
        except Unreadable as problem:
            node.error = str(problem)
        return node.error

    def check(self) -> tuple[FieldProblem, ...]:
        """Check every field, show what is wrong at each, and return all of it in order."""
        found = tuple(self._read().problems)
        self.clear_errors()
        for problem in found:
            place_one(self.root, problem)
        return found

    def variables(self) -> dict[str, object]:
        """Return the mutation's variables: what is set, in wire types. Raise `NotReady`.

        An update leaves out what is optional and still holds what the tenant has already.
        """
        reading = self._read()
        if reading.problems:
            raise NotReady(tuple(reading.problems))
        return reading.variables

    def preview(self) -> dict[str, object]:
        """Return the variables as far as they can be read: to be shown, never to be sent."""
        return self._read().variables

    @property
    def is_update(self) -> bool:
        """Tell whether this changes something whose present values are known."""
        return is_update(self.record["name"]) and is_known(self.root)

    @property
    def news(self) -> bool:
        """Tell whether anything is set that is neither known at the tenant nor an identifier."""
        return has_news(self.root)

    def changes(self) -> tuple[Change, ...]:
        """Return what differs from the tenant's present values, as far as these are known."""
        return changes(self.root, self.masks)

    def fill(self, variables: Mapping[str, object]) -> tuple[Path, ...]:
        """Put variables into the form; return the paths that it has no field for."""
        homeless = fill(self.root, variables)
        self.on_change()
        return homeless

    def place(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Show the server's objections at their fields; return those for the banner."""
        self.clear_errors()
        return place(self.root, problems)

    def first_error(self) -> Path | None:
        """Return the path of the first row that has an error."""
        return next((row.path for row in self.rows() if row.error), None)

    def clear_errors(self) -> None:
        """Forget everything that is wrong; nothing typed is touched."""
        _clear(self.root)

    def snapshot(self) -> object:
        """Return what was typed, as plain JSON without secrets, for a draft."""
        return drafts.snapshot(self.root)

    def restore(self, kept: object) -> None:
        """Put a draft back in place of everything typed; fields the schema lost are passed over."""
        self.root = _root_of(self.record)
        drafts.restore(self.root, kept)
        note_present(self.root, self.context, whole=is_update(self.record["name"]))
        self.on_change()

    def draft(self, *, for_disk: bool) -> Typed:
        """Return what was typed and what the form came up with, without secrets.

        For the disk it is without bank details too.
        """
        return typed(self.root, self._blank.root, for_disk=for_disk)

    def take_up(self, draft: Typed) -> tuple[Path, ...]:
        """Put a draft into this form, just built; return what the schema has no field for any more.

        What was not touched is as the screens know it now.
        """
        whole = not is_update(self.record["name"])
        wanted = merged(draft.now, draft.before, self._at_first, whole=whole)
        self.restore(wanted)
        return () if wanted is None else tuple(drafts.homeless(wanted, self.everything))

    @property
    def everything(self) -> object:
        """What is in the form, secrets too, for `restore`; it must not leave the memory."""
        return drafts.snapshot(self.root, secrets=True)

    def start_afresh(self) -> None:
        """Let the form be as it came up."""
        self.restore(self._at_first)

    @cached_property
    def _blank(self) -> "Form":
        """The form as it came up."""
        return Form(self.record, context=self.context, clock=self._clock, currency=self.currency)

    def rebuilt(self, record: MutationRecord) -> "tuple[Form, tuple[Path, ...]]":
        """Return the same mutation's form by another schema, with everything typed here.

        Also return what it has no field for.
        """
        kept = self.everything
        form = Form(record, context=self.context, clock=self._clock, currency=self.currency)
        form.restore(kept)
        form.on_change = self.on_change
        return form, () if kept is None else tuple(drafts.homeless(kept, form.everything))

    def _read(self) -> Reading:
        update = is_update(self.record["name"])
        keep_back = is_old_news if update else lambda _node: False
        return read(self.root, now=self._clock(), keep_back=keep_back)

    def _setting(self) -> RowSetting:
        return RowSetting(clock=self._clock, currency=self.currency, masks=self.masks)


def _root_of(record: MutationRecord) -> Group:
    specs = arguments(record)
    nothing = FieldSpec("", TypeRef("", non_null=True), record["types"])
    root = Group(nothing, specs)
    only = only_object(root)
    if only is not None:
        only.always = only.expanded = True
    return root


def _clear(node: Node) -> None:
    node.error = None
    for _key, each in built(node):
        _clear(each)
