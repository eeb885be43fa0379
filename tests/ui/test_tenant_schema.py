"""A tenant whose schema changes under one's hands, or which keeps it to itself."""

from shutil import rmtree

from textual.widgets import Static

from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.tenant_schema import TenantSchema
from kraken_tui.session import Session
from kraken_tui.widgets.form_view import FormView
from kraken_tui.widgets.notice import Notice
from tests.ui.desk import Desk, Open
from tests.ui.test_sending import fill, open_form, sent


async def refreshed(at: Desk) -> bool:
    """Wait for what goes on in the background, and tell whether anything did."""
    task, at.session.fitting.refreshing = at.session.fitting.refreshing, None
    if task is not None:
        await task
    return task is not None


async def kinds(at: Desk, operation: str) -> list[str | None]:
    """List what requests of an operation were, as the tenant sees it: None for one of no sense."""
    log = (await at.control("log"))["requests"]
    return [each["kind"] for each in log if each["operationName"] == operation]


async def tell(at: Desk, command: str) -> str:
    """Choose a command of the palette and read the dialog that it opens."""
    await at.press("ctrl+p")
    await at.type(command)
    await at.pilot.pause(0.3)
    await at.press("enter")
    assert isinstance(at.app.screen, TenantSchema)
    return str(at.app.screen.query_one(Static).content)


async def test_a_form_that_no_longer_fits_is_made_anew_with_what_was_typed(desk: Open) -> None:
    async with desk(own_schema=True) as at:
        form = await open_form(at, "Water meter", "submit meter reading")
        await fill(at, form, "readingDate", "today")
        await fill(at, form, "reading", "99999")
        await fill(at, form, "notes", "Read by torchlight.")
        await at.control("schema", without=["SubmitMeterReadingInputType.notes"])

        await at.press("ctrl+s")
        assert isinstance(at.app.screen, FormScreen)
        assert at.notice.startswith("Not done: the tenant's schema has changed.")
        assert "without input.notes." in at.notice
        names = {row.path[-1]: row.text for row in form.form.rows()}
        assert "notes" not in names and names["reading"] == "99999"
        assert await sent(at, "submitMeterReading") == 0


async def test_a_field_that_is_gone_is_left_out_and_the_schema_loaded_once(desk: Open) -> None:
    async with desk(own_schema=True) as at:
        assert not await refreshed(at)
        at.session.fitting._refresh_from = 0.0  # As if it had not been fetched just now.
        before = (await at.session.schema()).hash
        await at.control("schema", without=["AccountType.balance", "AccountType.brand"])
        await at.press("r")
        assert at.session.link.word == "connected"
        assert await refreshed(at)
        assert (await at.session.schema()).hash != before

        await at.control("schema", without=["AccountType.balance", "AccountType.status"])
        await at.press("r")
        assert not await refreshed(at)
        told = await tell(at, "this tenant's schema")
        assert "the tenant's own schema, fetched just now" in told
        here, _, elsewhere = told.partition("What others do without")
        assert "account.balance" in here and "account.status" in here
        assert "overview" in here and "overview" not in elsewhere


async def test_a_tenant_that_hides_its_schema_is_worked_with_all_the_same(desk: Open) -> None:
    async with desk(tenant="energy", screen="ledgers", settle=False) as at:
        at.session.folders = at.session.folders._replace(schema_cache=None)
        await at.control("schema", introspection=False)
        await at.settle()
        assert at.session.link.word == "connected"
        await at.press("6")
        line = at.text("#source")
        assert line == '94 mutations: the documents of "energy", which fit best; may differ'
        await at.press("enter")
        assert "this tenant may differ" in at.text("#title")
        assert at.app.screen.query_one(FormView).form.rows()
        await at.press("escape", "r")
        assert at.notice == "The schema is as it was."
        told = await tell(at, "load the schema anew")
        assert "introspection has been disabled" in told
        assert at.app.screen.query_one(Notice).sentence == "The schema is as it was."


async def test_what_a_silent_tenant_refused_once_is_not_asked_for_at_the_next_start(
    desk: Open,
) -> None:
    async with desk(tenant="energy", own_schema=True, settle=False) as at:
        rmtree(at.session.folders.schemas, ignore_errors=True)
        await at.control("schema", introspection=False)
        here = {"accountNumber": at.session.account}
        await at.session.schema()
        await at.session.ask("ledgers", here)
        assert await kinds(at, "Ledgers") == [None, "query"]
        next_time = Session(
            profile=at.session.profile,
            connect=at.session.connect,
            folders=at.session.folders,
            account=at.session.account,
        )
        await next_time.ask("ledgers", here)
        await next_time.close()
        assert await kinds(at, "Ledgers") == [None, "query", "query"]
