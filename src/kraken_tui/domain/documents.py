"""The GraphQL documents of the domains, by name.

Each stands in a ``.graphql`` file beside the models it fills and names every field worth showing
in any tenant; what a tenant lacks is pruned before sending.
"""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def names() -> tuple[str, ...]:
    """Name every document, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.graphql")))


@cache
def text(name: str) -> str:
    """Read one document, such as ``"overview"``."""
    return (FOLDER / f"{name}.graphql").read_text(encoding="utf-8")


def all_texts() -> dict[str, str]:
    """Read every document, by name."""
    return {name: text(name) for name in names()}
