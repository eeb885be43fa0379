"""What a person typed into a form, told from what the form came up with, for keeping it."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kraken_tui.api.secret_text import HIDDEN
from kraken_tui.forms.drafts import snapshot
from kraken_tui.forms.values import Group, Path

_JSON_NAME = r'"(\w+)"\s*:'


class Typed(NamedTuple):
    """Two snapshots, of the form and of how it came up, and where something was left out of it."""

    now: object
    before: object
    left_out: tuple[Path, ...]


def typed(root: Group, first: Group, *, for_disk: bool) -> Typed:
    """Return what was typed below `root`, which came up as `first`; secrets are left out.

    For the disk bank details are left out too, and whatever the journal would hide.
    """
    now, before = (_public(each, for_disk=for_disk) for each in (root, first))
    all_now, all_before = (snapshot(each, secrets=True) for each in (root, first))
    back = merged(now, before, all_before)
    return Typed(now, before, tuple(unlike(all_now, back)))


def merged(kept: object, before: object, anew: object, *, whole: bool = False) -> object:
    """Return the snapshot of a form that comes up as `anew`, with what was changed in `kept`.

    So what the tenant holds by now takes the place of what it held when nobody had changed that.
    With `whole`, what was there and is not known now stays.
    """
    fields = [_fields(each) for each in (kept, before, anew)]
    if kept == before and (not whole or fields[0] is None):
        return kept if whole and anew is None else anew
    if fields[0] is None or (fields[1] is None and fields[2] is None):
        return kept
    names = dict.fromkeys(name for each in fields for name in each or {})
    parts = {
        name: merged(*((each or {}).get(name) for each in fields), whole=whole) for name in names
    }
    found = {name: each for name, each in parts.items() if each is not None}
    return {"fields": found} if found else None


def unlike(one: object, other: object, path: Path = ()) -> Iterator[Path]:
    """Give the path of each place where two snapshots differ, as deep as both go."""
    if one == other:
        return
    first, second = _fields(one), _fields(other)
    mine, yours = _items(one), _items(other)
    if first is not None and second is not None:
        for name in dict.fromkeys((*first, *second)):
            yield from unlike(first.get(name), second.get(name), (*path, name))
    elif mine is not None and yours is not None and len(mine) == len(yours):
        for place, pair in enumerate(zip(mine, yours, strict=True)):
            yield from unlike(*pair, (*path, place))
    else:
        yield path


def _public(root: Group, *, for_disk: bool) -> object:
    if not for_disk:
        return snapshot(root)
    from kraken_tui.api.redact import redact

    kept = snapshot(root, bank=False)
    return _shown(kept, redact({"": kept})[""])


def _shown(kept: object, covered: object) -> object:
    """Return of a snapshot what is left of it once secrets are covered."""
    if isinstance(kept, str) and kept[:1] in ("{", "["):
        return _shown_json(kept, str(covered))
    if covered == HIDDEN:
        return None
    if isinstance(kept, Mapping) and isinstance(covered, Mapping):
        parts = {name: _shown(each, covered[name]) for name, each in kept.items()}
        return {name: each for name, each in parts.items() if each is not None}
    if isinstance(kept, list) and isinstance(covered, list):
        return [_shown(*pair) for pair in zip(kept, covered, strict=True)]
    return covered


def _shown_json(text: str, covered: str) -> str | None:
    """Return JSON as it was typed where no secret is in it; nothing of a half that names one."""
    if covered == HIDDEN:
        return None
    if (whole := _read(text)) is not None:
        return text if _read(covered) == whole else covered
    from kraken_tui.api.redact import redact

    found = set(re.findall(_JSON_NAME, text))
    return None if any(redact({name: "text"})[name] == HIDDEN for name in found) else covered


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _fields(kept: object) -> Mapping[str, object] | None:
    found = kept.get("fields") if isinstance(kept, Mapping) else None
    return found if isinstance(found, Mapping) else None


def _items(kept: object) -> list[object] | None:
    found = kept.get("items") if isinstance(kept, Mapping) else None
    return found if isinstance(found, list) else None
