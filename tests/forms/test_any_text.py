"""Whatever is typed, a scalar yields a value that can be sent, or a sentence."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.forms.form import Form
from kraken_tui.forms.scalars import PARSERS, Setting, parse
from kraken_tui.forms.texts import text_of
from kraken_tui.forms.unreadable import Unreadable
from kraken_tui.forms.values import Leaf

NOW = datetime(2025, 11, 21, 12, 30, tzinfo=UTC)
NAMES = st.sampled_from(["field", "billingEmail", "iban", "accountNumber"])
NEAR = st.text(alphabet="0123456789+-.,:/TZzdhweE {}[]\"'nulltruefaso\x00\u202e", max_size=24)
TEXTS = st.one_of(st.text(max_size=40), NEAR)


@pytest.mark.parametrize("scalar", [*PARSERS, "Unheard"])
@given(text=TEXTS, name=NAMES)
def test_any_text_is_a_value_or_a_sentence(scalar: str, text: str, name: str) -> None:
    setting = Setting(name, NOW)
    try:
        value = parse(scalar, text, setting)
    except Unreadable as problem:
        assert str(problem)
        return
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    assert parse(scalar, text_of(scalar, value), setting) == value


@given(text=TEXTS)
def test_any_text_survives_a_check_and_a_draft(text: str) -> None:
    form = build_form()
    form.set_text(("input", "height"), text)
    form.check()
    again = build_form()
    again.restore(json.loads(json.dumps(form.snapshot())))
    leaf = again.node(("input", "height"))
    assert isinstance(leaf, Leaf)
    assert leaf.text == text


def build_form() -> Form:
    """Return a form of one decimal and one name."""
    build: Callable[..., Form] = Form.build
    fields = [
        {"name": name, "type": type_, "description": None, "default": None, "deprecated": None}
        for name, type_ in (("name", "String!"), ("height", "Decimal"))
    ]
    tree = {"kind": "INPUT_OBJECT", "description": None, "oneOf": False, "fields": fields}
    argument = {**fields[0], "name": "input", "type": "Tree!"}
    record = {"name": "plant", "args": [argument], "types": {"Tree": {**tree, "values": []}}}
    return build(record, clock=lambda: NOW)
