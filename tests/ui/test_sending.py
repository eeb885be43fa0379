"""Three mutations from the key press to what changed on the screen behind."""

from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.overview import OverviewScreen
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.form_view import FormView
from tests.ui.database import change
from tests.ui.desk import Desk, Open


async def open_form(at: Desk, label: str, action: str) -> FormView:
    """Go to a fact, press ``a`` and pick an action by its name."""
    view = at.app.screen.query_one(FactView)
    await at.press("home")
    while view.current is None or label not in view.current.label:
        before = view.current
        await at.send("down")
        if view.current is before:
            await at.send("right", "home")
    await at.press("a")
    await at.type(action)
    await at.press("enter")
    assert isinstance(at.app.screen, FormScreen)
    return at.app.screen.query_one(FormView)


async def fill(at: Desk, form: FormView, name: str, text: str) -> None:
    """Go to a field by its name and type into it anew."""
    path = next(row.path for row in form.form.rows() if row.path[-1] == name)
    form.go_to(path)
    await at.settle()
    await at.press("ctrl+u")
    await at.type(text)


async def sent(at: Desk, name: str) -> int:
    """Count how often the tenant applied a mutation."""
    log = await at.control("log")
    return sum(mutation["name"] == name for mutation in log["mutations"])


def errors(form: FormView) -> dict[str, str]:
    return {str(row.path[-1]): row.error for row in form.form.rows() if row.error}


async def test_a_reading_is_refused_at_its_field_then_accepted_and_shown(desk: Open) -> None:
    async with desk() as at:
        form = await open_form(at, "Water meter", "submit meter reading")
        await fill(at, form, "readingDate", "+3d")
        await fill(at, form, "reading", "1")
        await at.press("ctrl+s")
        assert "readingDate" in errors(form)
        assert form.form.node(("input", "reading")).text == "1"  # type: ignore[union-attr]

        await fill(at, form, "readingDate", "today")
        await fill(at, form, "reading", "99999")
        await at.press("ctrl+s")
        assert "KT-CT-6422 Reading will be held." in at.notice
        assert "reading" in errors(form)

        form.go_to(("input", "ignoreHoldChecks"))
        await at.press("y")
        await at.press("ctrl+s")
        assert at.notice.startswith("Submit meter reading: accepted.")
        changed = [
            fact
            for section in at.app.screen.query_one(FactView).sections
            for fact in section.facts
            if fact.was is not None
        ]
        assert any("99,999" in fact.value for fact in changed)


async def test_a_billing_address_without_an_at_is_caught_before_sending(desk: Open) -> None:
    async with desk() as at:
        form = await open_form(at, "E-mail", "update account billing email")
        await fill(at, form, "billingEmail", "nobody")
        await at.press("ctrl+s")
        assert "billingEmail" in errors(form)
        assert await sent(at, "updateAccountBillingEmail") == 0

        await fill(at, form, "billingEmail", "new@example.com")
        await at.press("ctrl+s")
        assert at.facts("Billing")["E-mail"].startswith("new@example.com  (was ")
        assert await sent(at, "updateAccountBillingEmail") == 1


async def test_a_direct_debit_is_refused_inside_its_group_and_accepted(desk: Open) -> None:
    async with desk() as at:
        form = await open_form(at, "L-", "set up direct debit instruction")
        await fill(at, form, "validFrom", "now")
        form.form.expand(("input", "bankDetails"), True)
        form.reload()
        await fill(at, form, "accountHolder", "M Ashdown")
        await fill(at, form, "branchCode", "12")
        deep = ("input", "bankDetails", "accountNumber")
        form.go_to(deep)
        await at.settle()
        await at.type("12345678")
        await at.press("ctrl+s")
        assert errors(form)
        assert form.current is not None
        assert form.current.error

        await fill(at, form, "branchCode", "200000")
        await at.press("ctrl+s")
        assert at.notice.startswith("Set up direct debit instruction: accepted.")


async def test_a_lost_tenant_keeps_the_form_and_sends_later(desk: Open) -> None:
    async with desk() as at:
        form = await open_form(at, "E-mail", "update account billing email")
        await fill(at, form, "billingEmail", "late@example.com")
        assert at.sandbox is not None
        at.sandbox.close()
        await at.press("ctrl+s")
        assert at.notice.startswith("Not sent:")
        assert form.form.variables()["input"] == {
            "accountNumber": at.session.account,
            "billingEmail": "late@example.com",
        }


async def test_leaving_a_form_keeps_what_was_typed(desk: Open) -> None:
    async with desk() as at:
        form = await open_form(at, "E-mail", "update account billing email")
        await fill(at, form, "billingEmail", "half@exam")
        await at.press("escape")
        again = await open_form(at, "E-mail", "update account billing email")
        assert again.form.node(("input", "billingEmail")).text == "half@exam"  # type: ignore[union-attr]


async def test_a_read_only_profile_sends_nothing(desk: Open) -> None:
    async with desk(read_only=True) as at:
        form = await open_form(at, "E-mail", "update account billing email")
        await fill(at, form, "billingEmail", "new@example.com")
        await at.press("ctrl+s")
        assert "read-only" in at.notice
        assert await sent(at, "updateAccountBillingEmail") == 0


async def test_what_was_done_is_told_though_not_everything_can_be_read_then(desk: Open) -> None:
    async with desk() as at:
        change(at, "UPDATE accounts SET comms_delivery_preference = 'PIGEON'")
        screen = at.app.screen
        assert isinstance(screen, OverviewScreen)
        screen.accepted("Change name: accepted.")
        await at.settle()
        assert at.notice.startswith("Change name: accepted. Not everything could be read. ")
