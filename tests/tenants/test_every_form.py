"""Every mutation of a tenant of which only the schema is known has a form that opens.

Its document is held against the schema where records are, and the other tenants' mutations are
filled in more ways where forms are.
"""

from datetime import UTC, datetime

from kraken_tui.forms import names
from kraken_tui.forms.form import Form
from kraken_tui.screens.form import FormScreen
from tests import contracts
from tests.forms.conftest import records_of
from tests.forms.test_every_mutation import fill_required, refusals
from tests.tenants.conftest import ACCOUNT, Visit
from tests.tenants.tour import drawn
from tests.ui.form_hands import Hands

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
SAMPLES = 4


def test_every_mutation_of_a_tenant_that_nobody_knew_has_a_form(tenant: str) -> None:
    schema, records = contracts.schema(tenant), records_of(tenant)
    assert sorted(records) == sorted(contracts.mutations(tenant))
    for name, record in records.items():
        form = Form.build(record, {"accountNumber": ACCOUNT}, clock=lambda: NOW)
        assert form.rows() or not record["args"], name
        fill_required(form)
        assert refusals(schema, form) == [], name


async def test_forms_of_a_tenant_that_nobody_knew_open_in_the_app(
    visit: Visit, tenant: str
) -> None:
    records = records_of(tenant)
    # Those that tell the most of themselves: the deepest and the widest are among them.
    longest = sorted(records, key=lambda name: -len(str(records[name]["types"])))[:SAMPLES]
    async with visit(tenant) as (at, _):
        await at.press("6")
        for name in longest:
            await Hands(at).open(name)
            assert isinstance(at.app.screen, FormScreen)
            shown = drawn(at.app.screen)
            assert names.label(name) in shown, shown
            await at.press("escape", "escape")
        # A supply point is read by what this tenant's market calls it.
        await at.press("5", "a")
        shown = drawn(at.app.screen)
        assert "Submit gas self reading" in shown, shown
        await at.type("self reading")
        await at.press("enter")
        assert isinstance(at.app.screen, FormScreen)
        assert "cups 1" in drawn(at.app.screen)
        # What takes an id takes that of what it is called after, and nothing else's.
        await at.press("escape", "3", "a")
        shown = drawn(at.app.screen)
        assert "Invalidate payment" in shown, shown
        await at.type("update siteworks")
        shown = drawn(at.app.screen)
        assert "Nothing fits." in shown, shown
