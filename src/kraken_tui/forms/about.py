"""What there is to know about a field and about an operation, as titled passages of plain text."""

from collections.abc import Iterator
from typing import NamedTuple

from kraken_tui.api.records import MutationRecord
from kraken_tui.api.text import plain
from kraken_tui.forms import hints, names
from kraken_tui.forms.documented import Deprecation, documented
from kraken_tui.forms.form import Form
from kraken_tui.forms.spec import FieldSpec
from kraken_tui.forms.values import Path

_MOST_CHOICES = 40


class Passage(NamedTuple):
    """A titled list; each line has a term, which may be empty, and words."""

    title: str
    lines: tuple[tuple[str, str], ...]


def about_field(form: Form, path: Path) -> Passage:
    """Return what a field takes: type, meaning, example, default, choices."""
    spec = form.node(path).spec
    known = spec.types.get(spec.type.name)
    lines = [
        ("", plain(spec.description)),
        ("Type", str(spec.type)),
        ("", plain(known["description"]) if known is not None and spec.kind != "scalar" else ""),
        ("Needed", _needed(spec)),
        ("Example", hints.example(spec, currency=form.currency)),
        ("Default", hints.default(spec)),
        ("Deprecated", plain(spec.deprecated) if spec.deprecated is not None else ""),
        *_choices(spec),
    ]
    return Passage(spec.label, tuple(line for line in lines if line[1]))


def about_operation(record: MutationRecord) -> tuple[Passage, ...]:
    """Return what an operation does, what became of it, and the errors it may raise."""
    told = documented(record)
    about = [("", told.summary), ("Name", record["name"]), *_deprecated(told.deprecation)]
    passages = [Passage(names.label(record["name"]), tuple(line for line in about if line[1]))]
    if told.errors:
        errors = tuple((error.code, error.message) for error in told.errors)
        passages.append(Passage("Errors it may raise", errors))
    return tuple(passages)


def _needed(spec: FieldSpec) -> str:
    if spec.required:
        return "yes"
    return "no; may be null" if spec.nullable else "no"


def _choices(spec: FieldSpec) -> Iterator[tuple[str, str]]:
    if spec.kind == "enum":
        for each in spec.choices[:_MOST_CHOICES]:
            gone = " (deprecated)" if each["deprecated"] is not None else ""
            yield each["name"], f"{plain(each['description'])}{gone}".strip() or " "
        if len(spec.choices) > _MOST_CHOICES:
            yield "", f"and {len(spec.choices) - _MOST_CHOICES} more; Space lists them all"
    for child in spec.children():
        yield child.label, f"{child.type}  {plain(child.description)}".strip()


def _deprecated(found: Deprecation | None) -> Iterator[tuple[str, str]]:
    if found is not None:
        yield "Deprecated", f"since {found.since}" if found.since else "yes"
        yield "Removal", f"on or after {found.removal}" if found.removal else ""
        yield "Instead", found.instead or ""
        yield "Reason", found.reason
