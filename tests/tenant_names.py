"""Where source code names a tenant: what it would take to treat one tenant unlike the others."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from kraken_tui.commands.arguments import TENANTS

_SANDBOX = frozenset(TENANTS)
_ONE_COMPANY = r"octopus|octoenergy|severn|trent|kraken\.tech"
_ONE_COUNTRY = r"\bKT-(?!CT\b)[A-Z]{2}\b|\b(?:GBR?|ESP?)_(?:[A-Z]+_)?(?:WATER|ELECTRICITY|GAS)\b"
_TOLD_APART = re.compile(f"(?i:{_ONE_COMPANY})|{_ONE_COUNTRY}")
"""Companies, their addresses, and the codes and markets of one country."""


def named_in(source: str) -> Iterator[str]:
    """Yield each place in Python source that names a tenant, as "line: what"."""
    tree = ast.parse(source)
    explained = {id(node) for node in _docstrings(tree)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in explained and _names_one(text):
                yield f"{node.lineno}: {text!r}"
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) if _asks(name):
                yield f"{node.lineno}: {name}"
            case ast.FunctionDef(name=name) if _asks(name):
                yield f"{node.lineno}: {name}()"
            case _:
                pass


def _names_one(text: str) -> bool:
    """Tell whether a text is an identifier with a tenant's name in it, or holds one told apart.

    Words for people may say water and energy, and so do the API's names of fields and types.
    """
    parts = re.split(r"[-_./:]", text.casefold())
    is_identifier = not re.search(r"\s", text)
    return (is_identifier and not _SANDBOX.isdisjoint(parts)) or bool(_TOLD_APART.search(text))


def _asks(name: str) -> bool:
    """Tell whether a name asks which tenant it is, such as `is_water` or `WATER_TENANT`."""
    parts = set(name.casefold().split("_"))
    return not _SANDBOX.isdisjoint(parts) and not parts.isdisjoint(("is", "tenant", "for"))


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield every text that stands for itself, which explains what is above it."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str()) as text):
                yield text
            case _:
                pass


def modules(root: Path) -> Iterator[Path]:
    """Yield the modules of the program that must not know one tenant from another.

    The sandbox is a tenant itself.
    """
    for path in sorted(root.rglob("*.py")):
        if "sandbox" not in path.relative_to(root).parts:
            yield path
