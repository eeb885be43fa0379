"""Take the pictures of the guide from the app on its sandbox: `python -m scripts.screenshots`.

The sandbox's data and time are fixed, so that the same app gives the same pictures.
"""

import asyncio
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.snapshots.stage import Steps, app_on, put, settled, tenant, until
from tests.ui.desk import Desk

from kraken_tui.config.paths import Folders
from kraken_tui.screens.actions import Actions
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.open_account import OpenAccount
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.form_view import FormView

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


async def act_on_the_meter(at: Desk) -> None:
    """Go to the first meter, and ask what can be done with it."""
    facts = at.app.screen.query_one(FactView)
    await at.press("right", "home")
    for _ in range(len(facts.sections) * 10):
        if facts.current is not None and "meter" in facts.current.label:
            break
        await at.press("down")
    await at.press("a")
    await until(at, Actions)


async def fill_in_a_reading(at: Desk) -> FormView:
    """Open the form of a meter reading and type a reading that the tenant will hold."""
    await act_on_the_meter(at)
    await put(at, "submit meter reading")
    await at.press("enter")
    await until(at, FormScreen)
    form = at.app.screen.query_one(FormView)
    for name, text in (("readingDate", "today"), ("reading", "99999")):
        form.go_to(("input", name))
        await put(at, text)
    return form


async def be_refused(at: Desk) -> None:
    """Send the reading."""
    await fill_in_a_reading(at)
    await at.press("ctrl+s")


async def be_accepted(at: Desk) -> None:
    """Send the reading once more, checks left aside."""
    form = await fill_in_a_reading(at)
    form.go_to(("input", "ignoreHoldChecks"))
    await at.press("y", "ctrl+s")
    await until(at, WorkScreen)


async def find_an_operation(at: Desk) -> None:
    """Narrow the list of mutations."""
    await at.press("6")
    await at.press("slash")
    await put(at, "direct debit")


SHOTS: Mapping[str, Steps] = {
    "overview": settled,
    "open-account": find_an_account,
    "ledgers": show_ledgers,
    "filter": show_payments,
    "actions": act_on_the_meter,
    "refused": be_refused,
    "accepted": be_accepted,
    "operations": find_an_operation,
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
    """Take all pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as root:
        for name in SHOTS:
            await take(name, Path(root))


if __name__ == "__main__":
    asyncio.run(main())
