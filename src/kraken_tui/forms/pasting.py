"""Fill a form from JSON copied somewhere: variables, a whole request, or just the input."""

from collections.abc import Mapping, Sequence

from kraken_tui.forms.form import Form
from kraken_tui.forms.json_text import read_json
from kraken_tui.forms.masks import MASK
from kraken_tui.forms.placement import only_object
from kraken_tui.forms.unreadable import Unreadable
from kraken_tui.forms.values import Path


def read_pasted(form: Form, text: str) -> dict[str, object]:
    """Return the variables that `text` holds for this form. Raise `Unreadable`.

    Masked secrets in it are passed over.
    """
    if not text.strip():
        raise Unreadable('There is nothing here yet; paste JSON such as {"input": {}}.')
    value = read_json(text)
    if not isinstance(value, Mapping):
        raise Unreadable("This is JSON, but no object; it would start with a brace {.")
    request = value.get("variables")
    if "query" in value and isinstance(request, Mapping):
        value = request
    return _without_masks(_under_argument(form, value))


def named(paths: Sequence[Path], *, most: int = 5) -> str:
    """Write paths for people, the first few of them: "input.owners.0.name, input.tree"."""
    told = [".".join(str(part) for part in path) for path in paths[:most]]
    more = [f"and {len(paths) - most} more"] if len(paths) > most else []
    return ", ".join([*told, *more])


def _under_argument(form: Form, value: Mapping[str, object]) -> Mapping[str, object]:
    only = only_object(form.root)
    if only is None or only.spec.name in value:
        return value
    return {only.spec.name: value} if set(value) & set(only.children) else value


def _without_masks(value: Mapping[str, object]) -> dict[str, object]:
    return {key: _unmasked(each) for key, each in value.items() if each != MASK}


def _unmasked(value: object) -> object:
    if isinstance(value, Mapping):
        return _without_masks(value)
    return [_unmasked(each) for each in value] if isinstance(value, list) else value
