"""`kraken-tui operations --compare OTHER`: what another tenant's schema has that differs."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.text import plain
from kraken_tui.commands.connecting import Connect, connector
from kraken_tui.commands.exits import Exit, UsageError, say
from kraken_tui.commands.schema import open_schema
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile, Profiles

if TYPE_CHECKING:
    from kraken_tui.api.difference import Change

SIGNS = {"added": "+", "gone": "-", "changed": "~"}
WIDEST = 56


class _Side(NamedTuple):
    """A schema to compare, as it is kept, and whose it is; `fetched_at` is in ISO form."""

    name: str
    outline: bytes
    endpoint: str | None = None
    fetched_at: str | None = None


def compare_with(
    other: str, folders: Folders, profile: Profile, connect: Connect, *, as_json: bool
) -> Exit:
    """Print what differs from a profile's schema to that of another one, or to one in a file.

    What breaks who calls the first comes first. Raise UsageError for no other schema, KrakenError
    when one of the two cannot be had.
    """
    from kraken_tui.api.comparing import compare_here

    known = Profiles.load(folders.profiles)
    if other == profile.name:
        raise UsageError(f'"{other}" would be compared with itself; name another profile.')
    if other not in known.mapping and Path(other).is_file():
        after = _in_file(Path(other))
    else:
        there = known.get(other)
        after = _of_profile(folders, there, connector(there))
    before = _of_profile(folders, profile, connect)
    changes = compare_here(before.outline, after.outline)
    if as_json:
        print(json.dumps(_as_json(before, after, changes), indent=2, ensure_ascii=False))
    else:
        _print_groups(changes)
        _sum_up(before, after, changes)
    return Exit.DONE


def _of_profile(folders: Folders, profile: Profile, connect: Connect) -> _Side:
    try:
        schema = open_schema(folders, profile, connect)
    except KrakenError:
        say(f'There is no schema of "{profile.name}" to compare.')
        raise
    fetched_at = schema.fetched_at.isoformat(timespec="seconds")
    return _Side(profile.name, schema.outline(), profile.endpoint, fetched_at)


def _in_file(path: Path) -> _Side:
    from kraken_tui.api.mending import mended
    from kraken_tui.api.outline import outline
    from kraken_tui.api.schema_text import as_introspection

    try:
        told = json.loads(as_introspection(path.read_bytes(), {}))
        return _Side(str(path), json.dumps(outline(mended(told))).encode())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"{path} cannot be read: {reason}.") from None
    except Exception:  # noqa: BLE001 - each library has exceptions of its own for what is odd
        raise UsageError(
            f"{path} holds neither SDL nor the answer to an introspection query."
        ) from None


# -- for scripts -------------------------------------------------------------------------------


def _as_json(before: _Side, after: _Side, changes: Iterable["Change"]) -> dict[str, Any]:
    sides = {"before": before, "after": after}
    told = {
        key: {"name": side.name, "endpoint": side.endpoint, "fetchedAt": side.fetched_at}
        for key, side in sides.items()
    }
    return {**told, "changes": [_without_owner(asdict(each)) for each in changes]}


def _without_owner(told: dict[str, Any]) -> dict[str, Any]:
    del told["owner"]  # Which `where` begins with.
    return told


# -- for people --------------------------------------------------------------------------------


def _print_groups(changes: Sequence["Change"]) -> None:
    listed = [each for each in changes if each.weight != "words"]
    width = min(WIDEST, max((len(each.where) for each in listed), default=0))
    for weight, title in (("breaks", "Breaks callers"), ("fits", "Breaks nobody")):
        group = [each for each in listed if each.weight == weight]
        if group:
            print(f"{title}: {len(group):,}")
        for each in group:
            print(f"  {_line(each, width)}")
        if group:
            print()
    if said_otherwise := len(changes) - len(listed):
        print(f"Only said in other words: {said_otherwise:,}, which --json tells")


def _line(change: "Change", width: int) -> str:
    sides = " -> ".join(plain(side) for side in (change.before, change.after) if side)
    what = "" if change.kind != "changed" else f"{change.what}: "
    where = f"{SIGNS[change.kind]} {change.area:<12}  {plain(change.where):<{width}}"
    mark = "required: " if change.kind == "added" and change.weight == "breaks" else what
    return f"{where}  {mark}{sides}".rstrip()


def _sum_up(before: _Side, after: _Side, changes: Sequence["Change"]) -> None:
    if before.endpoint is not None and before.endpoint == after.endpoint:
        say(f'"{before.name}" and "{after.name}" have the same endpoint, and so the same schema.')
        return
    breaking = sum(each.weight == "breaks" for each in changes)
    many = f"{len(changes):,} difference{'' if len(changes) == 1 else 's'}"
    told = f"{many}, of which {breaking:,} can break callers" if changes else "no difference"
    say(f'From "{before.name}" to "{after.name}": {told}.')
