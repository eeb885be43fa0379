"""What a form is about: the identifiers that it came up with."""

from kraken_tui.forms import names
from kraken_tui.forms.form import Form
from kraken_tui.forms.values import Group, Leaf, below

_ALWAYS = "accountNumber"


def subject_of(form: Form) -> dict[str, str]:
    """Return the identifiers of the object that a form was opened on, by name.

    Only what the mutation takes counts, so it is the same from every screen that shows the object.
    The account is among them whether the mutation takes it or not.
    """
    groups = [form.root, *(node for _name, node in below(form.root) if isinstance(node, Group))]
    leaves = [node for group in groups for node in group.built.values() if isinstance(node, Leaf)]
    found = {leaf.spec.name: leaf.present for leaf in leaves if leaf.present and _names_it(leaf)}
    account = str(form.context.get(_ALWAYS) or "")
    return {**({_ALWAYS: account} if account else {}), **found}


def _names_it(leaf: Leaf) -> bool:
    spec = leaf.spec
    return names.is_identifier(spec.name) and not (spec.secret or spec.bank_detail)
