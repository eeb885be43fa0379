"""Pictures of the generated forms."""

from collections.abc import Mapping
from typing import Any

from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.form_view import FormView
from tests.snapshots.conftest import Picture, wide
from tests.snapshots.stage import Steps, put, until
from tests.ui.desk import Desk


def identifiers(at: Desk, label: str) -> Mapping[str, Any]:
    """Give the identifiers of the first fact of that label."""
    for section in at.app.screen.query_one(FactView).sections:
        for fact in section.facts:
            if label in fact.label and fact.subject is not None:
                return fact.subject.identifiers
    raise AssertionError(label)


def form(operation: str, label: str, *, send: bool = False, **texts: str) -> Steps:
    """Open a form on a fact, type texts into fields by name, and perhaps send it."""

    async def steps(at: Desk) -> None:
        await at.settle()
        assert isinstance(at.app.screen, WorkScreen)
        at.app.screen.open_form(operation, identifiers(at, label))
        await until(at, FormScreen)
        view = at.app.screen.query_one(FormView)
        for name, text in texts.items():
            if any(row.path[-1] == name for row in view.form.rows()):
                view.go_to(next(row.path for row in view.form.rows() if row.path[-1] == name))
            await at.press("ctrl+u")
            await put(at, text)
        if send:
            await at.press("ctrl+s")

    return steps


def test_reading(picture: Picture) -> None:
    """A new reading: the meter is filled in, the cursor is on the first field that is wanted."""
    assert picture(form("submitMeterReading", "Water meter"))


@wide
def test_reading_refused(picture: Picture) -> None:
    """A reading far too high is refused, for it would be held: that and why stand by the field."""
    assert picture(
        form("submitMeterReading", "Water meter", send=True, readingDate="today", reading="99999")
    )


def test_reading_unsound(picture: Picture) -> None:
    """Fields that cannot be sent are marked, each with a sentence that says what is expected."""
    assert picture(
        form("submitMeterReading", "Water meter", send=True, readingDate="31.2.", reading="ten")
    )


def test_billing_email(picture: Picture) -> None:
    """The billing e-mail, filled in with what it is now."""
    assert picture(form("updateAccountBillingEmail", "Bills by"))


def test_billing_email_unsound(picture: Picture) -> None:
    """An address without an @ is marked before anything is sent."""
    steps = form("updateAccountBillingEmail", "Bills by", send=True, billingEmail="nobody")
    assert picture(steps)


def test_direct_debit(picture: Picture) -> None:
    """A direct debit: the bank details are an open group, the owners one that is closed."""
    assert picture(form("setUpDirectDebitInstruction", "L-"))


def test_direct_debit_unsound(picture: Picture) -> None:
    """A day that is none: the cursor is on it, and under it stands what would be one."""
    assert picture(form("setUpDirectDebitInstruction", "L-", send=True, validFrom="soon"))
