"""Two profiles in one app: nothing typed is lost, and nothing of one ever reaches the other."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kraken_tui.config.profiles import Profiles
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.ledgers import LedgersScreen
from kraken_tui.screens.overview import OverviewScreen
from kraken_tui.themes import for_terminal
from kraken_tui.widgets.form_view import FormView
from tests.ui.test_sending import fill, open_form
from tests.ui.two_tenants import TwoDesks, written

Two = Callable[..., AbstractAsyncContextManager[TwoDesks]]


@pytest.fixture
def two(tmp_path: Path, sandbox_cache: Path) -> Two:
    """Open the app with two profiles: ``async with two() as at: ...``."""
    return partial(TwoDesks.opened, tmp_path, sandbox_cache)


def changes(log: dict[str, Any]) -> list[dict[str, Any]]:
    """Pick out what was changed, beside signing in."""
    return [each for each in log["mutations"] if each["name"] != "obtainKrakenToken"]


async def test_a_form_is_as_it_was_left_and_each_request_goes_to_its_own_tenant(two: Two) -> None:
    async with two() as at:
        form = await open_form(at, "E-mail", "update account billing email")
        await fill(at, form, "billingEmail", "half@typ")
        dialog, trial = at.app.screen, (await at.counts())[0]
        assert "TEST trial" in at.text("#title")

        await at.switch("live")
        assert isinstance(at.app.screen, OverviewScreen)
        assert at.frame.frame[:2] == ("live", "production")
        assert at.frame.has_class("-production")
        assert at.facts("Account")["Account"].startswith("A-5E6F7A8B")
        await at.press("r", "2")
        assert isinstance(at.app.screen, LedgersScreen)
        asked, live = await at.counts()
        assert asked == trial
        assert live > 0

        await at.switch("trial")
        assert at.app.screen is dialog
        await at.type("ed.example")
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, OverviewScreen)
        assert at.frame.frame[:2] == ("trial", "test")
        done = changes(await at.log("trial"))
        assert [each["name"] for each in done] == ["updateAccountBillingEmail"]
        assert "half@typed.example" in str(done)
        after = await at.log("live")
        assert (len(after["requests"]), changes(after)) == (live, [])

        await at.switch("live")
        assert isinstance(at.app.screen, LedgersScreen)


async def test_what_was_on_its_way_is_done_and_told_on_coming_back(two: Two) -> None:
    async with two() as at:
        form = await open_form(at, "E-mail", "update account billing email")
        await fill(at, form, "billingEmail", "later@example.com")
        await at.control("fault", delay=0.2)
        await at.send("ctrl+s")
        await at.app.run_action("switch_profile('live')")
        shown = at.app.screen
        await at.settle()
        assert "later@example.com" in str(changes(await at.log("trial")))
        assert at.app.screen is shown

        await at.switch("trial")
        assert isinstance(at.app.screen, OverviewScreen)
        assert at.notice == "Update account billing email: accepted."


async def test_what_was_refused_meanwhile_stands_at_its_field(two: Two) -> None:
    async with two() as at:
        form = await open_form(at, "Water meter", "submit meter reading")
        await fill(at, form, "readingDate", "today")
        await fill(at, form, "reading", "99999")
        await at.control("fault", delay=0.2)
        await at.send("ctrl+s")
        await at.switch("live")
        await at.switch("trial")
        assert isinstance(at.app.screen, FormScreen)
        assert "KT-CT-6422" in at.notice
        assert at.app.screen.query_one(FormView) is form


async def test_each_profile_wears_its_theme_and_the_palette_names_the_others(two: Two) -> None:
    async with two(theme="kraken-light") as at:
        offered = {each.title for each in at.app.get_system_commands(at.app.screen)}
        assert {"Profiles", "Switch to live"} <= offered
        assert "Switch to trial" not in offered
        await at.switch("live")
        assert at.app.theme == for_terminal("kraken-dark")
        at.app.theme = "nord"
        await at.switch("trial")
        assert at.app.theme == for_terminal("kraken-light")
        await at.switch("live")
        assert at.app.theme == "nord"


async def test_the_list_switches_and_changes_profiles(two: Two) -> None:
    async with two(account="") as at:
        assert at.folders is not None
        await at.press("ctrl+t", "down")
        assert at.frame.frame[:2] == ("live", "production")
        await at.press("u", "d")
        assert at.notice.startswith("Remove live?")
        await at.press("up", "d")
        assert at.notice.startswith("You work with this one")

        await at.press("e")
        form = at.app.screen.query_one(FormView)
        await fill(at, form, "account", "A-0")
        await at.press("ctrl+s")
        assert at.notice.startswith("There is no account with that number")
        await fill(at, form, "account", "A-1A2B3C4D")
        await at.press("f2")
        assert at.notice.startswith("Signed in in ")
        assert at.notice.endswith("account A-1A2B3C4D opens.")
        await at.press("ctrl+s")
        # The open profile goes by its changes at once.
        assert isinstance(at.app.screen, OverviewScreen)
        assert at.facts("Account")["Account"].startswith("A-1A2B3C4D")
        kept = Profiles.load(at.folders.profiles)
        assert (kept.default, kept.get("trial").account) == ("live", "A-1A2B3C4D")
        assert at.folders.profiles.stat().st_mode & 0o777 == 0o600

        await at.press("ctrl+t", "down", "enter")
        assert at.app.session.profile.name == "live"
        await at.switch("trial")
        await at.press("ctrl+t", "down", "d", "d")
        assert list(Profiles.load(at.folders.profiles).mapping) == ["trial"]


async def test_what_another_window_adds_while_the_list_is_open_stays(two: Two) -> None:
    async with two() as at:
        assert at.folders is not None
        file = at.folders.profiles
        await at.press("ctrl+t", "down")
        Profiles.change(file, lambda found: found.adding(found.get("live")._replace(name="new")))
        await at.press("u")
        kept = Profiles.load(file)
        assert (kept.default, set(kept.mapping)) == ("live", {"trial", "live", "new"})


async def test_an_open_form_keeps_a_changed_profile_as_it_was(two: Two) -> None:
    async with two() as at:
        await open_form(at, "E-mail", "update account billing email")
        dialog = at.app.screen
        await at.switch("live")
        assert at.folders is not None
        written(at.folders, read_only=True)
        await at.switch("trial")
        assert at.app.screen is dialog
        (told,) = at.app._notifications
        assert "changed since it was opened" in told.message
        await at.press("escape")
        await at.switch("trial")
        assert at.frame.frame.read_only
