"""The app over real HTTP, with a server that goes away and comes back."""

import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from kraken_tui.app import KrakenApp
from kraken_tui.commands.connecting import connector
from kraken_tui.commands.demo import demo_key
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile
from kraken_tui.screens.activity_pane import JournalPane
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

            # What was done, once more by the command that the journal gives for it.
            await at.press("7", "a")
            await at.type("copy as curl")
            await at.press("enter")
            answer = json.loads(run(at.app.clipboard, token=sign_in(profile.auth_endpoint)))
            assert answer["data"]["updateAccountBillingEmail"]["account"]
            assert "errors" not in answer
            source = at.app.screen.query_one(JournalPane).table.source
            told = [source.row(index) for index in range(len(source))]
            assert [row[-3] for row in told if isinstance(row, tuple)] == ["accepted", "not sent"]
        await session.close()


def sign_in(address: str) -> str:
    """Have a token for the demo's key."""
    document = (
        "mutation ($input: ObtainJSONWebTokenInput!) { obtainKrakenToken(input: $input) { token } }"
    )
    body = {"query": document, "variables": {"input": {"APIKey": demo_key("water")}}}
    answer = httpx.post(address, json=body).raise_for_status().json()
    token: str = answer["data"]["obtainKrakenToken"]["token"]
    return token


def run(command: str, *, token: str) -> str:
    """Run a copied command, or where there is no curl do what it says."""
    environment = {**os.environ, "KRAKEN_TOKEN": token}
    if shutil.which("curl"):
        told = subprocess.run(
            ["sh", "-c", command], env=environment, capture_output=True, text=True, check=True
        )
        return told.stdout
    words = shlex.split(command.replace("\\\n", "").replace("$KRAKEN_TOKEN", token))
    headers = dict(
        words[index + 1].split(": ", 1) for index, word in enumerate(words) if word == "-H"
    )
    body = words[words.index("--data-raw") + 1]
    return httpx.post(words[1], content=body.encode(), headers=headers).text
