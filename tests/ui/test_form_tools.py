"""Help, preview, paste, the list of fields and the question before sending, all by keys."""

import json
from collections.abc import AsyncIterator

import pytest

from kraken_tui.forms.values import Leaf, Path
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.form_confirm import FormConfirm
from kraken_tui.screens.form_help import FormHelp
from kraken_tui.screens.form_jump import FormJump
from kraken_tui.screens.form_paste import FormPaste
from kraken_tui.screens.form_preview import FormPreview
from kraken_tui.screens.payments_links import LinkScreen
from kraken_tui.widgets.form_choice import ChoiceScreen
from kraken_tui.widgets.form_view import FormView
from tests.ui.desk import Desk, Open


async def open_operation(at: Desk, words: str) -> FormView:
    """Narrow the operations to one and open its form."""
    await at.press("slash", "ctrl+u")
    await at.type(words)
    await at.press("enter", "enter")
    assert isinstance(at.app.screen, FormScreen)
    return at.app.screen.query_one(FormView)


async def go(at: Desk, name: str) -> None:
    """Find a field by its label and go there."""
    await at.press("ctrl+f")
    assert isinstance(at.app.screen, FormJump)
    await at.type(name)
    await at.press("enter")
    assert isinstance(at.app.screen, FormScreen)


def shown(at: Desk) -> str:
    """Return what is on the screen."""
    return "\n".join(line.rstrip() for line in at.look())


def value(form: FormView, *path: str | int) -> str:
    leaf = form.form.node(("input", *path))
    assert isinstance(leaf, Leaf)
    return leaf.text


def current(form: FormView) -> Path:
    assert form.current is not None
    return form.current.path[1:]


async def applied(at: Desk, name: str) -> int:
    """Count how often the tenant applied a mutation."""
    log = await at.control("log")
    return sum(each["name"] == name and each["outcome"] == "accepted" for each in log["mutations"])


@pytest.fixture
async def payment(desk: Open) -> AsyncIterator[tuple[Desk, FormView]]:
    """Open the form that collects a payment, at the smallest size, with an amount."""
    async with desk(screen="operations", size=(80, 24)) as at:
        form = await open_operation(at, "collect payment")
        await go(at, "amount")
        await at.type("1250")
        yield at, form


async def test_help_tells_of_the_field_the_operation_and_its_errors(
    payment: tuple[Desk, FormView],
) -> None:
    at, form = payment
    assert "= £12.50" in shown(at)
    await at.press("f1")
    assert isinstance(at.app.screen, FormHelp)
    help_ = shown(at)
    for words in ("Amount", "Int!", "1250 for £12.50", "collectPayment", "KT-CT-3821"):
        assert words in help_
    await at.press("escape")
    assert value(form, "amount") == "1250"


async def test_a_question_mark_is_text_in_a_text_and_help_elsewhere(
    payment: tuple[Desk, FormView],
) -> None:
    at, form = payment
    await go(at, "description")
    await at.press("question_mark")
    assert value(form, "description") == "?"
    await go(at, "collection method")
    await at.press("question_mark")
    assert isinstance(at.app.screen, FormHelp)
    assert "DIRECT_DEBIT" in shown(at)


async def test_the_preview_is_copied_for_other_tools(payment: tuple[Desk, FormView]) -> None:
    at, form = payment
    await at.press("f2")
    assert isinstance(at.app.screen, FormPreview)
    assert '"amount": 1250' in shown(at)
    await at.press("j")
    assert json.loads(at.app.clipboard) == form.form.preview()
    await at.press("g")
    assert at.app.clipboard.startswith("mutation CollectPayment($input: CollectPaymentInput!) {\n")
    await at.press("c")
    assert at.app.clipboard.startswith(f"curl '{at.session.profile.endpoint}'")
    assert '-H "Authorization: $KRAKEN_TOKEN"' in at.app.clipboard
    assert "eyJ" not in at.app.clipboard
    await at.press("escape")
    assert isinstance(at.app.screen, FormScreen)


async def test_pasted_json_fills_the_form_and_names_what_has_no_field(
    payment: tuple[Desk, FormView],
) -> None:
    at, form = payment
    await at.press("f2", "p")
    assert isinstance(at.app.screen, FormPaste)
    await at.type('{"amount": 5,')
    await at.press("ctrl+s")
    assert isinstance(at.app.screen, FormPaste)
    assert at.notice
    await at.type(' "colour": "red", "description": "x"}')
    await at.press("ctrl+s")
    assert isinstance(at.app.screen, FormScreen)
    assert "input.colour" in at.notice
    assert (value(form, "amount"), value(form, "description")) == ("5", "x")
    await at.press("f2", "p", "escape")
    assert value(form, "amount") == "5"


async def test_a_field_in_a_folded_group_is_found_by_its_name(desk: Open) -> None:
    async with desk(screen="operations", size=(80, 24)) as at:
        form = await open_operation(at, "set up direct debit instruction")
        form.form.expand(("input", "bankDetails"), False)
        form.reload()
        await go(at, "branch")
        assert current(form) == ("bankDetails", "branchCode")
        await at.type("200000")
        assert value(form, "bankDetails", "branchCode") == "200000"


async def test_money_is_named_and_sent_only_after_a_yes(payment: tuple[Desk, FormView]) -> None:
    at, form = payment
    await go(at, "payment date")
    await at.type("tomorrow")
    await go(at, "description")
    await at.type("Arrears")
    assert value(form, "idempotencyKey")
    await at.press("ctrl+s")
    assert isinstance(at.app.screen, FormConfirm)
    assert "This moves money: amount £12.50." in shown(at)
    assert str(at.session.account) in shown(at)
    before = len((await at.control("log"))["mutations"])
    await at.press("escape")
    assert isinstance(at.app.screen, FormScreen)
    assert at.notice == "Not sent. What you typed is kept."
    assert len((await at.control("log"))["mutations"]) == before
    assert value(form, "amount") == "1250"


async def test_in_production_the_accounts_number_is_typed(desk: Open) -> None:
    async with desk(screen="operations", environment="production") as at:
        await open_operation(at, "regenerate secret key")
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, FormConfirm)
        await at.type("A-1")
        await at.press("enter")
        assert isinstance(at.app.screen, FormConfirm)
        assert "nothing is sent" in at.notice
        assert await applied(at, "regenerateSecretKey") == 0
        await at.press("ctrl+u")
        await at.type(str(at.session.account).lower())
        await at.press("enter")
        assert isinstance(at.app.screen, LinkScreen)
        await at.press("escape")
        assert at.notice.startswith("Regenerate secret key: accepted.")
        assert await applied(at, "regenerateSecretKey") == 1


async def test_an_update_without_news_is_not_sent(desk: Open) -> None:
    async with desk() as at:
        account, email = at.session.account, at.facts("Billing")["E-mail"]
        at.app.screen.open_form(  # type: ignore[attr-defined]
            "updateAccountBillingEmail", {"accountNumber": account, "billingEmail": email}
        )
        await at.settle()
        await at.press("ctrl+s")
        assert "Nothing differs" in at.notice
        await go(at, "billing email")
        await at.type("x")
        await at.press("f2")
        assert f"{email} → {email}x" in shown(at)
        await at.press("escape", "ctrl+s")
        assert await applied(at, "updateAccountBillingEmail") == 1


async def test_what_is_typed_right_before_sending_is_sent(payment: tuple[Desk, FormView]) -> None:
    at, form = payment
    await go(at, "payment date")
    await at.send(*"tomorrow", "tab", *"Arrears", "ctrl+s")
    await at.settle()
    assert value(form, "description") == "Arrears"
    assert isinstance(at.app.screen, FormConfirm), at.notice


async def test_letters_behind_the_one_that_opens_a_list_narrow_it(
    payment: tuple[Desk, FormView],
) -> None:
    at, form = payment
    await go(at, "collection method")
    await at.send(*"direct")
    await at.settle()
    assert isinstance(at.app.screen, ChoiceScreen)
    await at.press("enter")
    assert isinstance(at.app.screen, FormScreen)
    assert value(form, "collectionMethod") == "DIRECT_DEBIT"
