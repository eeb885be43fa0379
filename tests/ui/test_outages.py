"""What a tenant announces to switch off, seen where it will be felt."""

from datetime import UTC, datetime, timedelta

from tests.ui.desk import Desk, Open
from tests.ui.test_sending import fill, open_form


async def announce(at: Desk, field: str, *, starts: timedelta, lasts: timedelta) -> None:
    begins = datetime.now(UTC) + starts
    times = {"startsAt": begins.isoformat(), "endsAt": (begins + lasts).isoformat()}
    await at.control("brownout", disablesRequestsTo=field, **times)
    await at.session.plans.load()
    await at.settle()


async def test_what_will_be_switched_off_is_told_where_it_is_shown(desk: Open) -> None:
    async with desk() as at:
        soon, late = timedelta(days=2), timedelta(days=90)
        await announce(at, "AccountType.brand", starts=soon, lasts=timedelta(hours=1))
        await announce(at, "AccountType.ledgers", starts=late, lasts=timedelta(hours=1))
        field = "UpdateAccountBillingEmailInput.billingEmail"
        await announce(at, field, starts=soon, lasts=timedelta(hours=1))
        assert at.notice.startswith("From ")
        assert at.notice.endswith("switches off AccountType.brand, which this screen shows.")
        await open_form(at, "E-mail", "update account billing email")
        assert at.notice.endswith(f"switches off {field}, which this form needs.")
        await at.press("escape", "2")
        assert at.notice == ""


async def test_what_is_switched_off_just_now_explains_a_refusal(desk: Open) -> None:
    async with desk() as at:
        field = "Mutation.updateAccountBillingEmail"
        await announce(at, field, starts=timedelta(minutes=-5), lasts=timedelta(hours=1))
        form = await open_form(at, "E-mail", "update account billing email")
        assert f"the tenant has switched off {field}" in at.notice
        await fill(at, form, "billingEmail", "new@example.com")
        await at.press("ctrl+s")
        assert "KT-CT-1113" in at.notice
        assert f"The tenant planned this: {field} is back from " in at.notice
