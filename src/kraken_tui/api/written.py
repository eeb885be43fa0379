"""Parts of a schema written as GraphQL does, and what a type reference lets through."""

from kraken_tui.api.outline import Field, Input


def given(one: Input) -> str:
    """Write what an input takes, such as "Int! = 1"."""
    return one["type"] + (f" = {one['default']}" if "default" in one else "")


def arguments(one: Field) -> str:
    """Write what a field takes, such as "(first: Int = 10)", or nothing."""
    inputs = ", ".join(f"{name}: {given(each)}" for name, each in one.get("inputs", {}).items())
    return f"({inputs})" if inputs else ""


def signature(one: Field) -> str:
    """Write what a field takes and answers, such as "(input: BillInput!): Bill"."""
    inputs = arguments(one)
    return f"{inputs}: {one['type']}" if inputs else one["type"]


def is_required(one: Input) -> bool:
    """Tell whether an input cannot be left out."""
    return one["type"].endswith("!") and "default" not in one


def holds(place: str, value: str) -> bool:
    """Tell whether every value of the type `value` is one of the type `place` too."""
    if place == value:
        return True
    if place.endswith("!"):
        return value.endswith("!") and holds(place[:-1], value[:-1])
    if value.endswith("!"):
        return holds(place, value[:-1])
    return place[:1] == value[:1] == "[" and holds(place[1:-1], value[1:-1])


def same_but_for_null(left: str, right: str) -> bool:
    """Tell whether two types differ at most in where they can be null."""
    return left.replace("!", "") == right.replace("!", "")
