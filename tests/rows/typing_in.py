"""Put values into a form field by field, as a person does."""

from collections.abc import Mapping
from typing import Any

from kraken_tui.forms.form import Form
from kraken_tui.forms.texts import text_of
from kraken_tui.forms.values import Leaf, Path


def type_in(form: Form, value: Any, path: Path = ()) -> None:
    """Type a value into the field at `path`; objects and lists field by field."""
    node = form.node(path) if path else form.root
    if isinstance(node, Leaf):
        form.set_text(path, text_of(node.spec.type.name, value))
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            type_in(form, inner, (*path, name))
        if not value:
            form.set_mark(path, "empty")
    else:
        for inner in value:
            type_in(form, inner, form.add(path))
        if not value:
            form.set_mark(path, "empty")
