"""Which mutations a type can be an input of, directly or within others."""

from collections.abc import Iterator

from kraken_tui.api.outline import Outline


def mutations_by_type(*outlines: Outline) -> dict[str, tuple[str, ...]]:
    """Name the mutations, sorted, by every type that their inputs hold in any of the schemas."""
    found: dict[str, set[str]] = {}
    for outline in outlines:
        for mutation, types in _reached(outline):
            for name in types:
                found.setdefault(name, set()).add(mutation)
    return {name: tuple(sorted(mutations)) for name, mutations in found.items()}


def _reached(outline: Outline) -> Iterator[tuple[str, set[str]]]:
    types = outline["types"]
    root = types.get(outline["roots"].get("mutation", ""), {})
    for mutation, field in root.get("fields", {}).items():
        waiting = [each["type"] for each in field.get("inputs", {}).values()]
        reached: set[str] = set()
        while waiting:
            name = waiting.pop().strip("[]!")
            if name not in reached:
                reached.add(name)
                inside = types.get(name, {}).get("inputs", {})
                waiting.extend(each["type"] for each in inside.values())
        yield mutation, reached
