"""With privacy on, no screen, view, record or dialog tells who the customers are."""

import pytest
from textual.widgets import Input

from kraken_tui.screens.deck import DeckScreen
from kraken_tui.screens.list_screen import ListScreen
from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.screens.overview import OverviewScreen
from kraken_tui.screens.tabs import TABS
from kraken_tui.widgets.fact_view import FactView
from tests.privacy.onlooker import learned, on_screen, secrets
from tests.ui.database import rows
from tests.ui.desk import Desk, Open

SIZE = (160, 70)
CUSTOMER = "SELECT * FROM users JOIN account_users ON user_id = users.id WHERE account_id = 1"


class Onlooker:
    """Go everywhere, and keep what was drawn there."""

    def __init__(self, at: Desk) -> None:
        self._at = at
        self.drawn: dict[str, str] = {}

    async def everywhere(self) -> None:
        """Open every screen, every view, a record of each list, and the search."""
        for tab in TABS:
            await self._at.press(tab.key)
            screen = self._at.app.screen
            if isinstance(screen, DeckScreen):
                for view in screen.VIEWS:
                    await screen.open_view(view.name)
                    await self._at.settle()
                    self._look(f"{tab.name}/{view.name}")
                    await self._open(f"{tab.name}/{view.name}", "enter")
                    await self._at.press(tab.key)
            else:
                self._look(tab.name)
            if isinstance(screen, OverviewScreen):
                await self._facts(screen.query_one(FactView))

    async def search(self, typed: str) -> None:
        """Look an account up by what somebody is called."""
        await self._at.press("1", "ctrl+o")
        self._at.app.screen.query_one(Input).value = typed
        await self._at.settle()
        self._look(f"search for {typed}")
        await self._at.press("escape")

    def _look(self, place: str) -> None:
        self.drawn[place] = on_screen(self._at.app.screen)

    async def _facts(self, view: FactView) -> None:
        """Open a fact of every kind of object."""
        kinds = {""}
        for spot in view._places():
            fact = view._at(spot)
            subject = fact.subject if fact is not None else None
            if subject is not None and subject.kind not in kinds and not subject.screen:
                kinds.add(subject.kind)
                view._go(spot)
                await self._open(f"overview {subject.kind}", "enter")
                if subject.kind in ("account", "user", "property"):
                    await self._open(f"overview actions on {subject.kind}", "a")

    async def _open(self, place: str, key: str) -> None:
        """Look at what a key opens, at a record of it and at a text of that, and come back."""
        before = self._at.app.screen
        await self._at.press(key)
        screen = self._at.app.screen
        if screen is before or screen.__class__ is before.__class__:
            return
        self._look(place)
        if isinstance(screen, ListScreen):
            await self._open(f"{place} record", "enter")
        elif isinstance(screen, ObjectScreen):
            view = screen.query_one(FactView)
            marked = [each for each in view._places() if (fact := view._at(each)) and fact.private]
            for spot in marked[:1]:
                view._go(spot)
                await self._open(f"{place} whole", "enter")
        if self._at.app.screen is screen:
            await self._at.press("escape")


def told(at: Desk, drawn: dict[str, str]) -> str:
    """Write down what somebody has learned who looked on, and where."""
    known = secrets(at)
    assert len(known) > 200
    found = {place: learned(text, known) for place, text in drawn.items()}
    return "\n".join(f"{place}: {seen}" for place, seen in found.items() if seen)


@pytest.mark.thorough
@pytest.mark.parametrize("tenant", ["water", "energy"])
async def test_nothing_tells_who_the_customers_are(desk: Open, tenant: str) -> None:
    async with desk(tenant, size=SIZE, transactions=30) as at:
        await at.press("f8")
        onlooker = Onlooker(at)
        await onlooker.everywhere()
        await onlooker.search(str(rows(at, CUSTOMER)[0]["family_name"]))
        assert len(onlooker.drawn) > 40
        assert not told(at, onlooker.drawn)


async def test_a_key_covers_what_is_there_and_shows_it_again(desk: Open) -> None:
    async with desk(size=SIZE, transactions=30) as at:
        person = rows(at, CUSTOMER)[0]
        asked = len((await at.control("log"))["requests"])
        onlooker = Onlooker(at)
        onlooker._look("before")
        assert person["email"] in onlooker.drawn["before"]
        assert person["email"] in told(at, onlooker.drawn)
        await at.press("f8")
        covered = Onlooker(at)
        covered._look("overview")
        assert not told(at, covered.drawn)
        assert "PRIVACY" in covered.drawn["overview"].splitlines()[0]
        # What is copied is what it is.
        view = at.app.screen.query_one(FactView)
        facts = {fact.value: each for each in view._places() if (fact := view._at(each))}
        view._go(facts[person["email"]])
        await at.press("y")
        assert at.app.clipboard == person["email"]
        covered._look("copied")
        assert not told(at, covered.drawn)
        await at.press("f8")
        assert person["email"] in on_screen(at.app.screen)
        assert len((await at.control("log"))["requests"]) == asked
