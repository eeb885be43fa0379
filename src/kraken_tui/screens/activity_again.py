"""A change that was tried, taken up again: as a form, or in the form that other tools take."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kraken_tui.api.redact import HIDDEN
from kraken_tui.config.profiles import Profile
from kraken_tui.forms import names, sendable
from kraken_tui.forms.pasting import named
from kraken_tui.screens.activity_words import is_to_settle
from kraken_tui.store.journal import Entry

if TYPE_CHECKING:
    from kraken_tui.api.records import MutationRecord
    from kraken_tui.screens.form import FormScreen

OWN_KEY = "idempotencyKey"
AS_NEW = "Filled with what was sent then; the tenant takes it as a new change."
IN_DOUBT = "Filled with what was sent then; ctrl+s first asks what to do about that."
BACK = "f7 brings back what you had typed here."


def refill(form: "FormScreen", entry: Entry) -> None:
    """Put into an open form what was sent then, and say what of it must be typed again.

    The key by which the tenant knows a second try stays the form's own: this is another change.
    """
    told = [IN_DOUBT if is_to_settle(entry) else AS_NEW]
    if form.view.form.changed:
        form.begin_afresh()
        told.append(BACK)
    kept = without(entry.variables, hidden=True, key=entry.key)
    homeless = form.view.form.fill(kept)
    form.view.reload()
    if missing := hidden_in(entry.variables):
        told.append(f"Type again what is not kept: {', '.join(missing)}.")
    if homeless:
        told.append(f"There is no field any more for {named(homeless)}.")
    form.say(" ".join(told), tone="bad" if homeless else "quiet")


def without(values: Mapping[str, object], *, hidden: bool, key: str) -> dict[str, object]:
    """Copy variables without what was hidden, and without the key of the try."""
    return {
        name: _inside(value, hidden=hidden, key=key)
        for name, value in values.items()
        if not (hidden and value == HIDDEN)
        and not (name == OWN_KEY or (key and value == key and names.words(name)[-1:] == ("key",)))
    }


def _inside(value: object, *, hidden: bool, key: str) -> object:
    if isinstance(value, Mapping):
        return without(value, hidden=hidden, key=key)
    if isinstance(value, list):
        return [_inside(each, hidden=hidden, key=key) for each in value if each != HIDDEN]
    return value


def hidden_in(value: object, name: str = "") -> list[str]:
    """Name the fields whose values were hidden."""
    return list(dict.fromkeys(_hidden(value, name)))


def _hidden(value: object, name: str) -> Iterator[str]:
    if value == HIDDEN:
        yield names.label(name)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _hidden(each, str(key))
    elif isinstance(value, list):
        for each in value:
            yield from _hidden(each, name)


def as_curl(entry: Entry, record: "MutationRecord", profile: Profile) -> str:
    """Return a command that sends the same once more; the token is the shell's."""
    scheme = profile.authorization_scheme
    return sendable.curl(
        record["document"], entry.variables, endpoint=profile.endpoint, scheme=scheme
    )


def as_graphql(entry: Entry, record: "MutationRecord") -> str:
    """Return the document, and its variables below."""
    variables = json.dumps(entry.variables, indent=2, ensure_ascii=False)
    return f"{sendable.laid_out(record['document'])}\n\n# Variables\n{variables}"
