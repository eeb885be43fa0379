"""Putting into a form what was typed on the command line."""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from kraken_tui.commands.exits import UsageError
from kraken_tui.config.hints import did_you_mean
from kraken_tui.forms.form import Form
from kraken_tui.forms.values import Group, Items, Leaf, Node
from kraken_tui.forms.values import Path as FieldPath

_STEP = re.compile(r"\.?(?:([A-Za-z_]\w*)|\[?([0-9]{1,6})\]?)")


def read_input(source: str | None) -> dict[str, object]:
    """Return the variables in a JSON file, in standard input for "-", or none.

    Raise UsageError when they cannot be read.
    """
    if source is None:
        return {}
    where = "Standard input" if source == "-" else source
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text("utf-8")
        found = json.loads(text)
    except OSError as error:
        raise UsageError(f"{where} cannot be read: {(error.strerror or '').lower()}.") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where} is not JSON: {error}.") from None
    if not isinstance(found, dict):
        raise UsageError(f"{where} must hold a JSON object: the mutation's variables.")
    return found


def fill_from_json(form: Form, variables: Mapping[str, object]) -> None:
    """Put variables into the form; those of the only argument may stand without it.

    Raise UsageError for one that the form has no field for.
    """
    only = _only_argument(form)
    if only is not None and variables and only not in variables:
        variables = {only: variables}
    homeless = form.fill(variables)
    if homeless:
        raise UsageError(_no_field(form, homeless[0]))


def fill_from_settings(form: Form, settings: Sequence[str]) -> None:
    """Put each `path=value` into the form; raise UsageError for one that cannot be."""
    for setting in settings:
        text, equals, value = setting.partition("=")
        if not equals:
            raise UsageError(f'"{setting}" is not PATH=VALUE; write it as --set PATH=VALUE.')
        _set(form, _path(form, text.strip()), value)


def path_text(path: FieldPath) -> str:
    """Return a path as it is typed: `input.owners[0].name`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def _path(form: Form, text: str) -> FieldPath:
    """Read a path; what is in the only argument may be named without it."""
    if not text or _STEP.sub("", text):
        raise UsageError(f'"{text}" is not a path; write it like input.owners[0].name.')
    path: FieldPath = tuple(
        name or int(number) for name, number in (step.groups() for step in _STEP.finditer(text))
    )
    only = _only_argument(form)
    return path if only in (None, path[0]) else (str(only), *path)


def _only_argument(form: Form) -> str | None:
    arguments = form.record["args"]
    return arguments[0]["name"] if len(arguments) == 1 else None


def _set(form: Form, path: FieldPath, value: str) -> None:
    for depth in range(1, len(path) + 1):
        _make_room(form, path[:depth])
    node = form.node(path)
    if not isinstance(node, Leaf):
        raise UsageError(_has_parts(path, node))
    if not value and "empty" in node.marks:
        form.set_mark(path, "empty")
    else:
        form.set_text(path, value)


def _make_room(form: Form, path: FieldPath) -> None:
    """Add the item that a path names next in a list; raise UsageError if there is no such field."""
    *above, last = path
    holder = form.node(tuple(above)) if above else None
    if isinstance(holder, Items) and last == len(holder.items):
        form.add(tuple(above))
        return
    try:
        form.node(path)
    except KeyError:
        raise UsageError(_no_field(form, path)) from None


def _no_field(form: Form, path: FieldPath) -> str:
    *above, last = path
    known = _names(form, tuple(above))
    hint = did_you_mean(str(last), known) or f"use one of {', '.join(known) or 'its fields'}"
    return f'{form.record["name"]} has no field "{path_text(path)}"; {hint.removesuffix("?")}.'


def _names(form: Form, path: FieldPath) -> tuple[str, ...]:
    if not path:
        return tuple(each["name"] for each in form.record["args"])
    try:
        node = form.node(path)
    except KeyError:
        return ()
    if isinstance(node, Items):
        return (f"[{len(node.items)}] for the next item",)
    return tuple(node.children) if isinstance(node, Group) else ()


def _has_parts(path: FieldPath, node: Node) -> str:
    if isinstance(node, Group):
        part = f"{path_text(path)}.{next(iter(node.children), '...')}"
    else:
        part = f"{path_text(path)}[0]"
    return f'"{path_text(path)}" has parts; set each of them, such as {part}=...'.rstrip(".") + "."
