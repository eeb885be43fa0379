"""Which mutations may be sent later than they are typed, and still tell the truth.

It is told from the schema alone: the input says what a meter showed and when that was. Such a
mutation reports what has happened already, so that it means the same an hour later. What moves
money, is final or holds what must not lie on a disk is not among them.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from kraken_tui.api.records import MutationRecord
from kraken_tui.forms import names
from kraken_tui.forms.form import Form
from kraken_tui.forms.hints import is_dated, is_minor_amount
from kraken_tui.forms.spec import FieldSpec, arguments
from kraken_tui.forms.stakes import is_final, moves_money
from kraken_tui.forms.values import Leaf, Path

_SHOWN = frozenset({"reading", "readings"})
_NUMBERS = frozenset({"Decimal", "Float", "Int", "BigInt", "String"})
_DONE = r"read|reading|taken|\w{3,}ed"
"""What has happened by the time that it is told of."""
_TO_COME = frozenset({"scheduled", "expected", "planned", "preferred", "requested", "required"})
_WHEN = frozenset({"at", "on", "date", "time"})


def may_wait(record: MutationRecord) -> bool:
    """Tell whether a mutation may be kept and sent later."""
    name = record["name"]
    if is_final(name) or moves_money(name) or not takings(record):
        return False
    return not any(_must_not_wait(spec) for spec in _everything(arguments(record)))


def takings(record: MutationRecord) -> tuple[Path, ...]:
    """Return the paths of the fields that say when a reading was taken, beside what it was."""
    every = arguments(record)
    levels: list[tuple[Path, tuple[FieldSpec, ...]]] = [((), every)]
    levels += [((each.name,), each.children()) for each in every]
    return tuple(
        (*above, spec.name)
        for above, specs in levels
        if any(map(_is_reading, specs))
        for spec in specs
        if _is_taking(spec)
    )


def note_taking(form: Form, *, now: datetime) -> None:
    """Fill in this very time where the form says nothing of when a reading was taken."""
    for path in takings(form.record):
        node = form.node(path)
        if isinstance(node, Leaf) and not node.is_set:
            is_day = node.spec.type.name == "Date"
            text = now.date().isoformat() if is_day else now.isoformat(timespec="seconds")
            form.set_text(path, text)


def taken(record: MutationRecord, variables: Mapping[str, Any]) -> str:
    """Return when a reading was taken, as it is sent; empty where that is not told."""
    told = (_at(variables, path) for path in takings(record))
    return next((str(each) for each in told if each), "")


def shown(variables: Mapping[str, Any]) -> str:
    """Say what a meter showed, by the names of what is sent: "512.4", or "final 7, opening 0"."""
    found = []
    for name, value in fields_of(variables):
        parts = names.words(name)
        if _SHOWN.intersection(parts) and isinstance(value, str | int | float):
            rest = [part for part in parts if part not in _SHOWN and part != "value"]
            if not _WHEN.intersection(rest) and not names.is_identifier(name):
                found.append(" ".join((*rest, str(value))))
    return ", ".join(found)


def named(variables: Mapping[str, Any]) -> dict[str, str]:
    """Return the identifiers of what a mutation is about, by what they name: {"meter id": "7"}.

    By the end of each field's name, for an exchange calls `oldMeterId` what a reading calls
    `meterId`. The account counts only where nothing else is named.
    """
    every = {
        " ".join(names.words(name)[-2:]): str(value)
        for name, value in fields_of(variables)
        if names.is_identifier(name) and isinstance(value, str | int)
    }
    particular = {kind: value for kind, value in every.items() if not kind.startswith("account ")}
    return particular or every


def account(variables: Mapping[str, Any]) -> str:
    """Return the number of the account that a mutation names; empty if it names none."""
    return next((str(value) for name, value in fields_of(variables) if name == "accountNumber"), "")


def _must_not_wait(spec: FieldSpec) -> bool:
    return spec.secret or spec.bank_detail or is_minor_amount(spec)


def _is_reading(spec: FieldSpec) -> bool:
    number = spec.kind == "scalar" and spec.type.name in _NUMBERS
    return number and bool(_SHOWN.intersection(names.words(spec.name)))


def _is_taking(spec: FieldSpec) -> bool:
    parts = names.words(spec.name)
    past = parts[-1:] and parts[-1] in _WHEN and not _TO_COME.intersection(parts)
    return is_dated(spec) and bool(past) and any(re.fullmatch(_DONE, part) for part in parts[:-1])


def _everything(specs: tuple[FieldSpec, ...]) -> Iterator[FieldSpec]:
    """Yield every field that the arguments reach, looking into each type once."""
    seen: set[str] = set()
    waiting = list(specs)
    while waiting:
        spec = waiting.pop()
        while spec.kind == "list":
            spec = spec.item()
        yield spec
        if spec.kind == "object" and spec.type.name not in seen:
            seen.add(spec.type.name)
            waiting += spec.children()


def fields_of(variables: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the arguments and what stands right under them."""
    for name, value in variables.items():
        if isinstance(value, Mapping):
            yield from value.items()
        else:
            yield name, value


def _at(variables: Mapping[str, Any], path: Path) -> object:
    found: Any = variables
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found
