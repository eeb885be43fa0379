"""What the form says at the keys, the journal and the tenant: the same, fault by fault."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import copyfile

from kraken_tui.api.schema_cache import SchemaCache
from kraken_tui.app import KrakenApp
from kraken_tui.commands.connecting import connector
from kraken_tui.commands.demo import demo_key, demo_profile
from kraken_tui.config.paths import Folders
from kraken_tui.screens.unknown import Unknown
from kraken_tui.session import Session
from tests.faults.faults import FAULTS
from tests.faults.tenant import Tenant
from tests.faults.wishes import wish
from tests.ui.desk import Desk, impatient
from tests.ui.form_hands import Hands
from tests.ui.test_sending import fill, open_form

BY_NAME = {fault.name: fault for fault in FAULTS}


@asynccontextmanager
async def desk(
    tenant: Tenant, folder: Path, cache: Path, *, screen: str = "overview"
) -> AsyncIterator[Desk]:
    """Open the app on the tenant behind the proxy."""
    demo = demo_profile("water")
    profile = demo._replace(endpoint=tenant.endpoint, auth_endpoint=tenant.auth_endpoint)
    known, here = SchemaCache(cache / "water"), SchemaCache(folder / "schemas")
    if known.path(demo.endpoint).exists():
        here.folder.mkdir()
        copyfile(known.path(demo.endpoint), here.path(profile.endpoint))
    session = Session(
        profile=profile,
        connect=impatient(connector(profile, secret=lambda: demo_key("water"))),
        folders=Folders.within(folder, schema_cache=here.folder),
        account=profile.account,
    )
    app = KrakenApp(session, screen=screen)
    async with app.run_test(size=(120, 40)) as pilot:
        at = Desk(app, pilot, session)
        await at.settle()
        yield at
        await session.close()


def journal(at: Desk) -> list[str]:
    rows = at.session.changes.sending.journal.newest(profile=at.session.profile.name)
    return [row.outcome for row in reversed(rows)]


async def test_the_form_says_what_the_journal_says(
    tenant: Tenant, tmp_path: Path, sandbox_cache: Path
) -> None:
    mark = wish("without a key").mark
    async with desk(tenant, tmp_path, sandbox_cache) as at:
        form = await open_form(at, "E-mail", "update account billing email")
        await fill(at, form, "billingEmail", f"{mark}@example.com")
        with tenant.failing(BY_NAME["nothing listens"]):
            await at.press("ctrl+s")
        assert at.notice.startswith("Not sent: Nothing is listening")
        assert (journal(at), tenant.applied(mark)) == (["not sent"], 0)

        tenant.order(code="KT-CT-4122")
        await at.press("ctrl+s")
        assert at.notice.startswith("Refused: KT-CT-4122 Invalid email.")
        assert (journal(at)[1:], tenant.applied(mark)) == (["refused"], 0)

        with tenant.failing(BY_NAME["reset after the body, passed on"]):
            await at.press("ctrl+s")
        assert isinstance(at.app.screen, Unknown)
        assert "It is not known whether the change was made." in at.text("#told")
        assert (journal(at)[2:], tenant.applied(mark)) == (["unknown"], 1)

        await at.press("escape")
        assert "nobody knows whether it was done" in at.notice
        await at.press("ctrl+s", "l")
        assert f"{mark}@example.com" in at.text("#found")
        assert len(journal(at)) == 3

        await at.press("d")
        await at.type(at.session.account or "")
        with tenant.failing(BY_NAME["the answer twice"]):
            await at.press("enter")
        assert at.notice.startswith("Update account billing email: accepted.")
        assert (journal(at)[3:], tenant.applied(mark)) == (["accepted"], 2)


async def test_what_is_sent_again_with_its_key_is_done_once(
    tenant: Tenant, tmp_path: Path, sandbox_cache: Path
) -> None:
    async with desk(tenant, tmp_path, sandbox_cache, screen="operations") as at:
        hands = Hands(at)
        await hands.open("collectPayment")
        await hands.put("input.ledgerNumber", tenant.ledger)
        await hands.put("input.amount", "10")
        await hands.put("input.paymentDate", "+9d")
        await hands.put("input.description", "By telephone")
        mark = hands.form.form.node(("input", "idempotencyKey")).text  # type: ignore[union-attr]
        with tenant.failing(BY_NAME["502, passed on"]):
            await hands.send()
        assert isinstance(at.app.screen, Unknown)
        assert journal(at) == ["unknown"]
        await at.press("s")
        assert "so that try arrived. Look at the account" in at.notice
        assert (journal(at), tenant.applied(mark)) == (["unknown", "refused"], 1)
