"""Nothing that the app leaves behind holds a secret: no file, no word on the terminal."""

import base64
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from kraken_tui.screens.question import Question
from kraken_tui.store.crashes import write_crash
from tests.leaks.searching import found_below, found_in
from tests.ui.database import change, rows
from tests.ui.desk import Desk, Open
from tests.ui.form_hands import Hands

KEY = "sk_live_Zx81QpVmLr40TsWb"
OLD, NEW = "Ol7-pass/wörd+Ka93", "Nw5-pass/wörd+Te28"
IBAN = "GB33BUKB20201555555555"
ACCOUNT = "73940518"
HOLDER = "Mx Ashdown-Quill"
TOKEN = "push-Hj4kQ0vB7nRtYw2c"
UNSENT = "Dr4ft-pass/wörd+Zu61"

ME = "UPDATE users SET live_secret_key = ? WHERE id = 1"


def test_a_secret_is_found_however_it_is_written() -> None:
    written = {
        "plain": f"x{OLD}y".encode(),
        "utf-16": OLD.encode("utf-16"),
        "percent": quote(OLD, safe="").encode(),
        **{f"base64 {n}": base64.b64encode(b"x" * n + OLD.encode() + b"y" * n) for n in range(3)},
    }
    assert [name for name, data in written.items() if not found_in(data, {"old": OLD})] == []


async def sign_in(at: Desk) -> None:
    """Type the secret at the prompt."""
    while not (isinstance(at.app.screen, Question) and at.app.screen.focused):
        await at.pilot.pause()
    await at.send(*KEY, "enter")
    await at.settle()


async def fill_in(at: Desk, operation: str, **values: str) -> Hands:
    """Open a form from the list of operations and fill it in, but do not send it."""
    hands = Hands(at)
    await at.press("6")
    await hands.open(operation)
    for name, value in values.items():
        await hands.put(name.replace("__", "."), value)
    return hands


async def send(at: Desk) -> None:
    """Send the form that is open, and say so where it is asked."""
    await at.press("ctrl+s")
    if at.app.screen.__class__.__name__ == "FormConfirm":
        await at.press("enter")


async def back(at: Desk) -> None:
    """Leave whatever is open above the screens."""
    while len(at.app.screen_stack) > 1:
        await at.press("escape")


async def test_nothing_that_is_left_holds_a_secret(
    desk: Open, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    secrets = {"key": KEY, "old": OLD, "new": NEW, "iban": IBAN, "account": ACCOUNT}
    secrets |= {"push token": TOKEN, "unsent": UNSENT}
    async with desk(prompt=True, settle=False) as at:
        change(at, ME, KEY)
        await sign_in(at)
        assert at.facts("Account")
        # Refused, then lost on the way, so that nobody knows.
        passwords = {"input__oldPassword": OLD, "input__newPassword": NEW}
        await fill_in(at, "updatePassword", **passwords, input__newPasswordConfirmed=NEW)
        await send(at)
        await at.control("fault", drop=True, when="after", operation="updatePassword")
        await send(at)
        await back(at)
        # Bank details that are sent, and a draft of others.
        bank = {"input__bankDetails__accountHolder": HOLDER, "input__validFrom": "now"}
        bank |= {"input__bankDetails__accountNumber": ACCOUNT}
        bank |= {"input__bankDetails__branchCode": "200000"}
        await fill_in(at, "setUpDirectDebitInstruction", **bank)
        await send(at)
        await back(at)
        await fill_in(at, "setUpDirectDebitInstruction", input__bankDetails__iban=IBAN)
        await back(at)
        await fill_in(at, "updatePassword", input__newPassword=UNSENT)
        await back(at)
        await fill_in(at, "deletePushNotificationBinding", input__token=TOKEN)
        await send(at)
        await back(at)
        # What the tenant hands out.
        await fill_in(at, "regenerateSecretKey")
        await send(at)
        await back(at)
        secrets["new key"] = rows(at, "SELECT * FROM users WHERE id = 1")[0]["live_secret_key"]
        auth = (await at.session.client()).auth
        tokens = None if auth is None else auth._tokens
        assert tokens is not None
        assert tokens.refresh_token is not None
        secrets |= {"token": tokens.token, "refresh token": tokens.refresh_token}
        trace = (await at.session.client()).trace
        told = "\n".join(repr(each) for each in trace)
        assert [(each.name, each.outcome) for each in trace if each.kind == "mutation"] == [
            ("UpdatePassword", "refused"),
            ("UpdatePassword", "unknown"),
            ("SetUpDirectDebitInstruction", "refused"),
            ("DeletePushNotificationBinding", "refused"),
            ("RegenerateSecretKey", "ok"),
        ]
        assert found_in(told.encode(), secrets) == []
        crash = ValueError(f"bad value {NEW!r} with {IBAN} and {tokens.token} for {KEY}")
        write_crash(at.session.folders.state, crash, at=datetime.now(UTC))
    assert secrets["new key"] != KEY
    # What is no secret was kept, so there was something to find.
    assert any("kraken-tui.db" in name for name in found_below(tmp_path, {"holder": HOLDER}))
    assert found_below(tmp_path, secrets) == {}
    said = capfd.readouterr()
    assert found_in((said.out + said.err).encode(), secrets) == []
