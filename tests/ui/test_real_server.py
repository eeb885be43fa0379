"""The app over real HTTP, with a server that goes away and comes back."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kraken_tui.app import KrakenApp
from kraken_tui.commands.connecting import connector
from kraken_tui.commands.demo import demo_key
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile
from kraken_tui.session import Session
from kraken_tui.widgets.frame_bar import FrameBar
from tests.ui.desk import Desk
from tests.ui.test_sending import fill, open_form


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(port: int, database: Path, cache: Path) -> Iterator[None]:
    """Serve the water tenant in a process of its own; its data outlives it."""
    program = subprocess.Popen(
        [
            *(sys.executable, "-m", "kraken_tui", "sandbox"),
            *("--port", str(port), "--db", str(database)),
        ],
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with program:
        assert program.stdout is not None
        for line in program.stdout:
            if "An account" in line:
                break
        yield
        program.terminate()


async def test_a_server_that_goes_and_comes_back_loses_nothing(
    tmp_path: Path, sandbox_cache: Path
) -> None:
    port, database = free_port(), tmp_path / "tenant.db"
    profile = Profile(
        name="local",
        endpoint=f"http://127.0.0.1:{port}/v1/graphql/",
        auth_endpoint=f"http://127.0.0.1:{port}/auth/graphql/",
        environment="test",
        account="A-1A2B3C4D",
    )
    session = Session(
        profile=profile,
        connect=connector(profile, secret=lambda: demo_key("water")),
        folders=Folders.within(tmp_path),
        account=profile.account,
    )
    app = KrakenApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        at = Desk(app, pilot, session)
        await at.settle()
        assert "ress r" in at.notice

        with served(port, database, sandbox_cache):
            await at.press("r")
            account = at.facts("Account")
            assert account["Account"].startswith("A-1A2B3C4D")
            form = await open_form(at, "E-mail", "update account billing email")
            await fill(at, form, "billingEmail", "later@example.com")

        await at.press("ctrl+s")
        assert at.notice.startswith("Not sent:")
        assert form.form.variables()["input"] == {
            "accountNumber": "A-1A2B3C4D",
            "billingEmail": "later@example.com",
        }
        await at.press("escape", "r")
        assert at.facts("Account") == account
        assert at.app.screen.query_one(FrameBar).frame.link == "offline"

        with served(port, database, sandbox_cache):
            await at.press("r")
            assert at.notice == ""
            await open_form(at, "E-mail", "update account billing email")
            await at.press("ctrl+s")
            assert at.facts("Billing")["E-mail"].startswith("later@example.com")
        await session.close()
