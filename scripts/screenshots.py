"""Take the pictures of the guide from the app on its sandbox: `python -m scripts.screenshots`.

The sandbox's data and time are fixed, so that the same app gives the same pictures.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.resting import pause
from tests.snapshots.stage import Steps, app_on, put, settled, tenant, until
from tests.ui.account_rows import go_to
from tests.ui.desk import Desk
from tests.ui.journal_rows import write_a_morning
from textual.pilot import Pilot

from kraken_tui.config.paths import Folders
from kraken_tui.screens.actions import Actions
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.open_account import OpenAccount
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.widgets.form_view import FormView

# As in the tests: Textual's own pause may end before the app has begun to load.
Pilot.pause = pause  # type: ignore[assignment,method-assign]

IMAGES = Path(__file__).parent.parent / "docs" / "images"
SIZE = (100, 30)

_RUN_ID = re.compile(r"\bterminal-\d+-")
_FONT = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


async def find_an_account(at: Desk) -> None:
    """Search by a name."""
    await at.press("ctrl+o")
    await until(at, OpenAccount)
    await put(at, "hannah")


async def show_payments(at: Desk) -> None:
    """Filter the transactions."""
    await at.press("2")
    await at.press("slash")
    await put(at, "payment 2025")
    await at.press("enter")


async def show_ledgers(at: Desk) -> None:
    """Look at the ledgers."""
    await at.press("2")


async def show_expected_payments(at: Desk) -> None:
    """Look at the payments that are expected."""
    await at.press("3", *["right_square_bracket"] * 5)


async def show_consumption(at: Desk) -> None:
    """Look at what a meter's readings say was used."""
    await at.press("5", "right_square_bracket")


async def act_on_the_meter(at: Desk) -> None:
    """Go to the first meter, and ask what can be done with it."""
    await go_to(at, "Property", "Water meter")
    await at.press("a")
    await until(at, Actions)


async def be_refused(at: Desk) -> None:
    """Send a meter reading that the tenant will hold."""
    await act_on_the_meter(at)
    await fill_in(at, "submit meter reading", readingDate="today", reading="99999")
    await at.press("ctrl+s")


async def be_accepted(at: Desk) -> None:
    """Send another address for the bills."""
    await go_to(at, "Billing", "E-mail")
    await at.press("a")
    await until(at, Actions)
    await fill_in(at, "update account billing email", billingEmail="isla@example.org")
    await at.press("ctrl+s")
    await until(at, WorkScreen)


async def fill_in(at: Desk, action: str, **texts: str) -> None:
    """Take an action, and put texts into the fields of its form."""
    await put(at, action)
    await at.press("enter")
    await until(at, FormScreen)
    form = at.app.screen.query_one(FormView)
    for name, text in texts.items():
        form.go_to(("input", name))
        await at.press("ctrl+u")
        await put(at, text)


async def find_an_operation(at: Desk) -> None:
    """Narrow the list of mutations."""
    await at.press("6")
    await at.press("slash")
    await put(at, "direct debit")


async def look_at_the_journal(at: Desk) -> None:
    """Look at what was sent this morning."""
    write_a_morning(at)
    await at.press("7", "down", "down")


SHOTS: Mapping[str, Steps] = {
    "overview": settled,
    "open-account": find_an_account,
    "ledgers": show_ledgers,
    "filter": show_payments,
    "forecast": show_expected_payments,
    "consumption": show_consumption,
    "actions": act_on_the_meter,
    "refused": be_refused,
    "accepted": be_accepted,
    "operations": find_an_operation,
    "activity": look_at_the_journal,
}


async def take(name: str, root: Path) -> None:
    """Take one picture, on a tenant of its own."""
    sandbox = tenant("water", cache_folder=root)
    folders = Folders.within(root / name, schema_cache=root / "schemas")
    app = app_on(sandbox, folders, tenant="water", screen="overview")
    try:
        async with app.run_test(size=SIZE) as pilot:
            at = Desk(app, pilot, app.session, sandbox)
            await at.settle()
            await SHOTS[name](at)
            await at.settle()
            (IMAGES / f"{name}.svg").write_text(plain(app.export_screenshot()), encoding="utf-8")
            await app.session.close()
    finally:
        sandbox.close()


def plain(svg: str) -> str:
    """Leave out what differs from run to run, and what a reader's machine would have to fetch."""
    return _FONT.sub("", _RUN_ID.sub("terminal-", svg))


async def main() -> None:
    """Take all pictures, or those that are named."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as root:
        for name in sys.argv[1:] or SHOTS:
            await take(name, Path(root))


if __name__ == "__main__":
    asyncio.run(main())
