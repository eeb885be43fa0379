"""What differs between two schemas, and which of it breaks those who call the first one.

A caller writes operations and inputs, and reads answers. So an input breaks if a value that was
right no longer is, an answer if a value may come that could not come before.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from kraken_tui.api.difference import AREAS, Change, Weight, changed, whole
from kraken_tui.api.outline import Field, Input, Outline, TypeOutline, Value
from kraken_tui.api.reach import mutations_by_type
from kraken_tui.api.written import given, holds, is_required, same_but_for_null, signature

T = TypeVar("T")

_PUT_IN = frozenset({"input", "enum", "scalar"})
"""The areas of types that a mutation can take."""


def compare(before: Outline, after: Outline) -> list[Change]:
    """List what differs, each once, in the order of `Change.place`."""
    reached = mutations_by_type(before, after)
    found = (*_operations(before, after), *_types(before, after))
    told = (
        replace(each, mutations=reached.get(each.owner, ())) if each.area in _PUT_IN else each
        for each in found
    )
    return sorted(told, key=lambda each: each.place)


def _operations(before: Outline, after: Outline) -> Iterator[Change]:
    """Compare the roots by what they are for: how they are called makes no difference."""
    for role in ("mutation", "query", "subscription"):
        yield from _fields(role, "", _root(before, role), _root(after, role))


def _root(outline: Outline, role: str) -> Mapping[str, Field]:
    return outline["types"].get(outline["roots"].get(role, ""), {}).get("fields", {})


def _types(before: Outline, after: Outline) -> Iterator[Change]:
    roots = {*before["roots"].values(), *after["roots"].values()}
    for name, old, new in _pairs(before["types"], after["types"]):
        if name in roots:
            continue
        if old is None or new is None:
            area = _area(old or new or {})
            yield whole(area, name, old, new, _extent, owner=name)
        elif old["kind"] != new["kind"]:
            kinds = _area(old), _area(new)
            yield changed("breaks", kinds[1], name, "of another kind", kinds, owner=name)
        else:
            yield from _inside(name, old, new)


def _area(one: TypeOutline) -> str:
    return AREAS.get(one["kind"], "type")


def _extent(one: TypeOutline) -> str:
    """Say how much there is of a type, such as "12 fields"."""
    fields = len(one.get("inputs", {})) + len(one.get("fields", {}))
    for many, noun in ((fields, "field"), (len(one.get("values", {})), "value")):
        if many:
            return f"{many} {noun}{'s' if many > 1 else ''}"
    return " | ".join(one.get("members", ())) or _area(one)


def _inside(name: str, old: TypeOutline, new: TypeOutline) -> Iterator[Change]:
    area = _area(new)
    yield from _fields(area, name, old.get("fields", {}), new.get("fields", {}))
    inputs = old.get("inputs", {}), new.get("inputs", {})
    yield from _inputs(area, f"{name}.{{}}", *inputs, owner=name)
    yield from _values(area, name, old.get("values", {}), new.get("values", {}))
    yield from _listed(area, name, "|", old.get("members", ()), new.get("members", ()))
    yield from _listed(area, name, "&", old.get("interfaces", ()), new.get("interfaces", ()))
    if old.get("one_of", False) != new.get("one_of", False):
        sides = _how_many(old), _how_many(new)
        weight: Weight = "breaks" if new.get("one_of") else "fits"
        yield changed(weight, area, name, "how many to give", sides, owner=name)
    yield from _described(area, name, old, new, owner=name)


def _how_many(one: TypeOutline) -> str:
    return "exactly one" if one.get("one_of") else "any"


def _listed(
    area: str, name: str, sign: str, old: Iterable[str], new: Iterable[str]
) -> Iterator[Change]:
    """Compare the members of a union, or the interfaces of a type."""
    for each, was, now in _pairs({each: each for each in old}, {each: each for each in new}):
        if was != now:
            yield whole(area, f"{name} {sign} {each}", was, now, str, owner=name)


def _values(
    area: str, name: str, old: Mapping[str, Value], new: Mapping[str, Value]
) -> Iterator[Change]:
    for each, was, now in _pairs(old, new):
        where = f"{name}.{each}"
        if was is None or now is None:
            sides = None if was is None else each, None if now is None else each
            yield whole(area, where, *sides, str, owner=name)
        else:
            yield from _told(area, where, was, now, owner=name)


def _fields(
    area: str, owner: str, old: Mapping[str, Field], new: Mapping[str, Field]
) -> Iterator[Change]:
    """Compare the fields of a type, or those of a root, which belong to nobody."""
    for name, was, now in _pairs(old, new):
        where = f"{owner}.{name}" if owner else name
        if was is None or now is None:
            yield whole(area, where, was, now, signature, owner=owner or name)
        else:
            yield from _answered(area, where, was, now, owner=owner or name)
            inputs = was.get("inputs", {}), now.get("inputs", {})
            yield from _inputs(area, f"{where}({{}})", *inputs, owner=owner or name)
            yield from _told(area, where, was, now, owner=owner or name)


def _answered(area: str, where: str, was: Field, now: Field, *, owner: str) -> Iterator[Change]:
    types = was["type"], now["type"]
    if types[0] == types[1]:
        return
    if holds(*types):
        yield changed("fits", area, where, "is never null now", types, owner=owner)
    else:
        what = "may be null now" if same_but_for_null(*types) else "answers another type"
        yield changed("breaks", area, where, what, types, owner=owner)


def _inputs(
    area: str, places: str, old: Mapping[str, Input], new: Mapping[str, Input], *, owner: str
) -> Iterator[Change]:
    for name, was, now in _pairs(old, new):
        where = places.format(name)
        if was is None or now is None:
            change = whole(area, where, was, now, given, owner=owner)
            if now is not None and is_required(now):
                change = replace(change, weight="breaks", what="new and required")
            yield change
            continue
        if given(was) != given(now):
            weight, what = _given_otherwise(was, now)
            yield changed(weight, area, where, what, (given(was), given(now)), owner=owner)
        yield from _told(area, where, was, now, owner=owner)


def _given_otherwise(was: Input, now: Input) -> tuple[Weight, str]:
    """Weigh another type or default, which are one difference to whoever fills it in."""
    types = was["type"], now["type"]
    if not same_but_for_null(*types):
        return "breaks", "takes another type"
    if is_required(now) and not is_required(was):
        return "breaks", "became required"
    if not holds(types[1], types[0]):
        return "breaks", "refuses null now"
    if is_required(was) and not is_required(now):
        return "fits", "may be left out now"
    return "fits", "takes null now" if types[0] != types[1] else "has another default"


def _told(area: str, where: str, was: Value, now: Value, *, owner: str) -> Iterator[Change]:
    """Compare what everything has that can be used: why not to use it, and its description."""
    reasons = was.get("deprecated", ""), now.get("deprecated", "")
    if all(reasons) and reasons[0] != reasons[1]:
        what = "deprecated for another reason"
        yield changed("words", area, where, what, reasons, owner=owner)
    elif any(reasons) and not all(reasons):
        what = "deprecated now" if reasons[1] else "no longer deprecated"
        yield changed("fits", area, where, what, reasons, owner=owner)
    yield from _described(area, where, was, now, owner=owner)


def _described(
    area: str, where: str, was: Value | TypeOutline, now: Value | TypeOutline, *, owner: str
) -> Iterator[Change]:
    words = was.get("description", ""), now.get("description", "")
    if words[0] != words[1]:
        yield changed("words", area, where, "described otherwise", words, owner=owner)


def _pairs(old: Mapping[str, T], new: Mapping[str, T]) -> Iterator[tuple[str, T | None, T | None]]:
    """Go through the names of both sides, each once."""
    for name in {**old, **new}:
        yield name, old.get(name), new.get(name)
