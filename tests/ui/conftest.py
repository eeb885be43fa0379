"""The whole app on an embedded sandbox, opened with one call."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from kraken_tui.app import KrakenApp
from kraken_tui.commands.connecting import connector
from kraken_tui.commands.demo import demo_key, demo_profile
from kraken_tui.config.paths import Folders
from kraken_tui.sandbox.embedded import Embedded
from kraken_tui.session import Session
from tests.ui.desk import AWAY, Desk, Open, control, impatient
from tests.ui.lacking import lacking
from tests.unpainted import leave_unpainted


@pytest.fixture
def desk(tmp_path: Path, sandbox_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open the app: ``async with desk(tenant="energy", screen="ledgers") as at: ...``."""
    leave_unpainted(monkeypatch)

    @asynccontextmanager
    async def open_desk(  # noqa: PLR0913 - what may be different about a desk.
        tenant: str = "water",
        *,
        size: tuple[int, int] = (120, 40),
        screen: str = "overview",
        form: str | None = None,
        transactions: int | None = None,
        settle: bool = True,
        prompt: bool = False,
        without: str = "",
        own_schema: bool = False,
        away: bool = False,
        **changes: Any,
    ) -> AsyncIterator[Desk]:
        # What is derived from a schema that no other test has is kept from the others.
        cache = tmp_path / "cache" if without else sandbox_cache
        sandbox = Embedded(tenant=tenant, transactions=transactions, cache_folder=cache)
        if away:
            await control(sandbox, "fault", drop=True, times=AWAY)
        profile = demo_profile(tenant)._replace(**changes)
        # Without a secret the person is asked for it.
        secret = (lambda: None) if prompt else (lambda: demo_key(tenant))
        connect = connector(profile, transport=sandbox.transport, secret=secret)
        schemas = cache / tenant
        if own_schema:
            # What this test makes of the schema is its own; what others know of it, it knows too.
            schemas = tmp_path / "schemas"
            if (cache / tenant).exists():
                copytree(cache / tenant, schemas)
        folders = Folders.within(tmp_path, schema_cache=schemas)
        session = Session(
            profile=profile, connect=impatient(connect), folders=folders, account=profile.account
        )
        app = KrakenApp(session, screen=screen, form=form)
        with closing(sandbox), lacking(without):
            async with app.run_test(size=size) as pilot:
                at = Desk(app, pilot, session, sandbox)
                if settle:
                    await at.settle()
                yield at
                at.look()  # What stands there in the end can be painted.
                await session.close()

    return open_desk
