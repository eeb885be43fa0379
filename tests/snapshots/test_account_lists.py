"""Pictures of the lists that hang on an account."""

import pytest

from kraken_tui.screens.actions import Actions
from kraken_tui.screens.list_screen import ListScreen
from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.screens.overview_lists import LISTS
from tests.snapshots.conftest import Picture, everywhere, wide
from tests.snapshots.stage import Steps, until
from tests.ui.account_rows import go_to
from tests.ui.database import change, rows
from tests.ui.desk import ATTEMPTS, Desk

narrow = pytest.mark.parametrize("size", [pytest.param((80, 24), id="80x24")], indirect=True)

TROUBLES = {
    "hardship": ("hardship_agreements", "end_date"),
    "assistance": ("assistance_agreements", "active_to"),
    "debt_collection": ("debt_collection_proceedings", "stopped_at"),
}
"""The lists of which most accounts have nothing: their tables, and the columns of their ends."""


def opened(name: str, *keys: str) -> Steps:
    """Open a list and press keys there."""

    async def open_list(at: Desk) -> None:
        await at.settle()
        await go_to(at, "Supply agreements" if name == "agreements" else "Records", LISTS[name])
        await at.press("enter")
        await until(at, ListScreen)
        await at.press(*keys)

    return open_list


def changed(statement: str, name: str) -> Steps:
    """Change the tenant's database, then open a list."""

    async def act(at: Desk) -> None:
        await at.settle()
        change(at, statement)
        await opened(name)(at)

    return act


@everywhere
def test_notes(picture: Picture) -> None:
    """Notes, the pinned one first and in a colour of its own, and how many there are."""
    assert picture(opened("notes", "down"))


@everywhere
def test_empty(picture: Picture) -> None:
    """A list without records says so in a sentence."""
    assert picture(changed("DELETE FROM reminders", "reminders"))


@everywhere
def test_loading(picture: Picture) -> None:
    """The list is on its way."""

    async def ask(at: Desk) -> None:
        await at.settle()
        await go_to(at, "Records", "Notes")
        await at.control("fault", delay=600, operation="Notes")
        await at.send("enter")
        while not isinstance(at.app.screen, ListScreen):
            await at.pilot.pause()
        await at.pilot.pause()

    assert picture(ask)


@everywhere
def test_failed(picture: Picture) -> None:
    """The tenant was lost: that stands where the notes would, and below that r tries again."""

    async def fail(at: Desk) -> None:
        await at.settle()
        await go_to(at, "Records", "Notes")
        await at.control("fault", status=503, times=ATTEMPTS)
        await at.press("enter")

    assert picture(fail)


@everywhere
def test_partial(picture: Picture) -> None:
    """A note that the tenant could not give is left out, and why is said; the others are there."""
    assert picture(changed("UPDATE notes SET is_pinned = 'perhaps' WHERE id = 2", "notes"))


@narrow
@pytest.mark.parametrize("name", [name for name in LISTS if name not in ("notes", *TROUBLES)])
def test_list(picture: Picture, name: str) -> None:
    """Each list at the smallest size: its most telling columns, nothing cut that need not be."""
    assert picture(opened(name))


@narrow
@pytest.mark.parametrize("name", TROUBLES)
def test_trouble(picture: Picture, name: str) -> None:
    """What goes on, hardship in amber and debt in red, above the same when it was over."""
    table, end = TROUBLES[name]

    async def have_it_twice(at: Desk) -> None:
        await at.settle()
        change(at, f"UPDATE {table} SET account_id = 1")
        (row, *_) = rows(at, f"SELECT * FROM {table}")
        same = ", ".join(column for column in row if column not in ("id", end))
        over = f"SELECT {same}, '2026-02-01T00:00:00+00:00' FROM {table} LIMIT 1"
        change(at, f"INSERT INTO {table} ({same}, {end}) {over}")
        await opened(name, "end")(at)

    assert picture(have_it_twice)


@wide
def test_complaint(picture: Picture) -> None:
    """A complaint whole: what it is about, and each time somebody was in touch."""

    async def open_it(at: Desk) -> None:
        await opened("complaints", "enter")(at)
        await until(at, ObjectScreen)

    assert picture(open_it)


@wide
def test_contribution(picture: Picture) -> None:
    """A contribution whole: its scheme and terms, and the periods that were given for."""
    assert picture(opened("contributions", "enter"))


@wide
def test_metadata_whole(picture: Picture) -> None:
    """A value of any shape, in one line and laid out."""
    assert picture(opened("metadata", "enter"))


@wide
def test_hostile_notes(picture: Picture) -> None:
    """Markup, reversed writing, escapes, wide characters and 10,000 letters: a line each."""

    async def open_the_account(at: Desk) -> None:
        await at.settle()
        (row,) = rows(at, "SELECT number FROM accounts WHERE id = 13")
        at.session.choose(row["number"])
        await at.press("r")
        await opened("notes")(at)

    assert picture(open_the_account)


@wide
def test_actions_on_a_reference(picture: Picture) -> None:
    """What can be done with the reference under the cursor, changing it on top."""

    async def act(at: Desk) -> None:
        await opened("references", "a")(at)
        await until(at, Actions)

    assert picture(act)
