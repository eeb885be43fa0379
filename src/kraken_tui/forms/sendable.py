"""What a form would send now, in the forms that other tools take: GraphQL, JSON, curl.

Secrets, and bank details that are masked, are left out of all of them: they are to be seen and
copied, and end up in files.
"""

import json
import re
from collections.abc import Mapping

from kraken_tui.forms.form import Form
from kraken_tui.forms.masks import MASK, Masks
from kraken_tui.forms.values import Items, Leaf, Node, child

_TOKEN = re.compile(r"\([^()]*\)|\.\.\.\s*(?:on\s+)?\w*|[{}]|\w+:|[^\s{}():]+")


def document(form: Form) -> str:
    """Return the mutation's document, laid out over several lines."""
    return laid_out(form.record["document"])


def variables(form: Form) -> dict[str, object]:
    """Return the variables as far as they can be read, without what is masked."""
    values, masks = form.preview().items(), form.masks
    return {name: _masked(child(form.root, name), value, masks) for name, value in values}


def as_json(form: Form) -> str:
    """Return the variables as JSON."""
    return json.dumps(variables(form), indent=2, ensure_ascii=False)


def as_curl(form: Form, *, endpoint: str, scheme: str = "") -> str:
    """Return a command that sends this; the token is the shell's `$KRAKEN_TOKEN`.

    `scheme` goes before the token, as in "JWT" or "Bearer".
    """
    return curl(form.record["document"], variables(form), endpoint=endpoint, scheme=scheme)


def curl(document: str, variables: Mapping[str, object], *, endpoint: str, scheme: str = "") -> str:
    """Return a command that sends a document with variables, as `as_curl` does."""
    body: Mapping[str, object] = {"query": document, "variables": variables}
    token = f"{scheme} $KRAKEN_TOKEN".strip()
    return " \\\n  ".join(
        (
            f"curl {_quoted(endpoint)}",
            "-H 'Content-Type: application/json'",
            f'-H "Authorization: {token}"',
            f"--data-raw {_quoted(json.dumps(body, ensure_ascii=False))}",
        )
    )


def laid_out(text: str) -> str:
    """Return a document with one selection a line."""
    lines: list[str] = []
    depth, line = 0, ""
    for token in _TOKEN.findall(text):
        if token == "{":
            lines.append(f"{'  ' * depth}{line} {{".replace("  {", " {"))
            depth, line = depth + 1, ""
        elif token == "}":
            lines += [f"{'  ' * depth}{line}"] if line else []
            depth, line = depth - 1, ""
            lines.append(f"{'  ' * depth}}}")
        elif line and (depth == 0 or token.startswith("(") or line.endswith(":")):
            line = f"{line}{'' if token.startswith('(') else ' '}{token}"
        else:
            lines += [f"{'  ' * depth}{line}"] if line else []
            line = token
    return "\n".join([*lines, line] if line else lines)


def _masked(node: Node | None, value: object, masks: Masks) -> object:
    if isinstance(node, Leaf):
        hidden = value not in (None, "") and masks.keeps_back(node.spec)
        return MASK if hidden else value
    if isinstance(value, Mapping) and node is not None:
        return {key: _masked(child(node, key), each, masks) for key, each in value.items()}
    if isinstance(value, list) and isinstance(node, Items):
        pairs = zip(node.items, value, strict=False)
        return [_masked(item, each, masks) for item, each in pairs]
    return value


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
