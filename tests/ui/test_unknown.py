"""What nobody knows is told wherever one is, until it is settled; and nothing is sent twice."""

import asyncio

from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.leaving import Leaving
from kraken_tui.screens.overview import OverviewScreen
from kraken_tui.screens.unknown import Unknown
from kraken_tui.sending import Dispatch
from kraken_tui.store.journal import CUT_SHORT, Attempt, Entry
from kraken_tui.widgets.frame_bar import FrameBar
from tests.ui.desk import Desk, Open
from tests.ui.test_sending import fill, open_form, sent

EMAIL = "updateAccountBillingEmail"
LABEL, ACTION = "E-mail", "update account billing email"


async def filled(at: Desk, address: str) -> None:
    form = await open_form(at, LABEL, ACTION)
    await fill(at, form, "billingEmail", address)


async def on_its_way(at: Desk) -> Dispatch:
    """Wait until what is sent has left."""
    while not at.session.changes.under_way or not at.session.changes.under_way[0]._passage.is_out:
        await at.pilot.pause()
    return at.session.changes.under_way[0]


def rows(at: Desk) -> tuple[Entry, ...]:
    """Return the journal, oldest first."""
    return at.session.changes.sending.journal.newest(profile=at.session.profile.name)[::-1]


def unknown(at: Desk) -> int:
    """Return how many the frame counts."""
    return at.app.screen_stack[0].query_one(FrameBar).frame.unknown


async def test_what_differs_is_shown_and_the_person_says_what_became_of_it(desk: Open) -> None:
    async with desk() as at:
        before = at.facts("Billing")["E-mail"]
        await filled(at, "lost@example.com")
        await at.control("fault", drop=True, when="after", operation=EMAIL)
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, Unknown)
        await at.press("y")
        assert isinstance(at.app.screen, Unknown)  # Who has not looked has found nothing.
        await at.press("l")
        found = at.text("#found")
        assert f"Billing email: {before} → lost@example.com" in found
        assert found.count("→") == 1

        await at.press("escape", "escape")
        assert unknown(at) == 1
        await open_form(at, LABEL, ACTION)
        assert "nobody knows whether it was done" in at.notice
        assert "What you typed" in at.notice

        await at.press("ctrl+s", "l", "y")
        assert isinstance(at.app.screen, OverviewScreen)
        assert at.notice.startswith("Update account billing email: done, as you found.")
        assert at.facts("Billing")["E-mail"].startswith("lost@example.com")
        assert unknown(at) == 0
        (row,) = rows(at)
        assert (row.outcome, row.settled) == ("unknown", "it was done")
        assert await sent(at, EMAIL) == 1


async def test_an_answer_that_comes_after_all_closes_the_form(desk: Open) -> None:
    async with desk() as at:
        await filled(at, "slow@example.com")
        await at.control("fault", delay=2.5, when="before", operation=EMAIL)
        await at.send("ctrl+s")
        dispatch = await on_its_way(at)
        await at.press("escape")
        assert isinstance(at.app.screen, Unknown)
        assert [row.outcome for row in rows(at)] == ["unknown"]

        await dispatch.settled()
        await at.settle()
        assert isinstance(at.app.screen, OverviewScreen)
        assert "the answer came after all. It was accepted." in at.notice
        assert [row.outcome for row in rows(at)] == ["accepted"]
        assert unknown(at) == 0
        form = await open_form(at, LABEL, ACTION)
        assert not form.form.changed


async def test_leaving_waits_for_an_answer_unless_the_person_will_not(desk: Open) -> None:
    async with desk() as at:
        await filled(at, "slow@example.com")
        await at.control("fault", delay=30, when="before", operation=EMAIL)
        await at.send("ctrl+s")
        dispatch = await on_its_way(at)
        await at.send("ctrl+q")
        assert isinstance(at.app.screen, Leaving)
        await at.send("escape")
        assert isinstance(at.app.screen, FormScreen)
        assert dispatch.outcome == "open"
        await at.send("ctrl+q")
        at.app.screen.dismiss(True)
        await asyncio.wait([dispatch._running])
        assert [row.outcome for row in rows(at)] == ["unknown"]


async def test_a_start_after_a_crash_tells_and_nothing_is_sent_before_it_is_settled(
    desk: Open,
) -> None:
    async with desk() as at:
        account, profile = at.session.account or "", at.session.profile.name
        journal = at.session.changes.sending.journal
        given = {"input": {"accountNumber": account, "billingEmail": "gone@example.com"}}
        attempt = Attempt(profile, account, EMAIL, given, "wish of the dead")
        journal.begin(attempt, owner="a window that is no more", at=at.session.now())
        other = attempt._replace(account="A-9", variables={"account": "A-9"}, intent="another")
        journal.begin(other, owner="another one", at=at.session.now())
    async with desk() as at:
        told = [notice.message for notice in at.app._notifications]
        assert any(f"Update account billing email {account}" in each for each in told)
        assert [row.sentence for row in rows(at)] == [CUT_SHORT] * 2
        assert unknown(at) == 2
        form = await open_form(at, LABEL, ACTION)
        assert "nobody knows whether it was done" in at.notice
        await fill(at, form, "billingEmail", "other@example.com")
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, Unknown)
        assert "not what was sent then" in at.text("#about")
        await at.press("l")
        assert "not at hand any more" in at.text("#found")
        await at.press("n", "ctrl+s")
        assert await sent(at, EMAIL) == 1
        assert [row.settled for row in rows(at)] == ["it was not done", "", ""]


async def test_the_check_before_sending_finds_what_a_window_that_is_no_more_has_left(
    desk: Open,
) -> None:
    async with desk() as at:
        await filled(at, "twice@example.com")
        account, profile = at.session.account or "", at.session.profile.name
        given = {"input": {"accountNumber": account, "billingEmail": "twice@example.com"}}
        attempt = Attempt(profile, account, EMAIL, given, "wish of the dead")
        # Nothing has looked since, as at a start that is quicker than the look back.
        changes = at.session.changes
        changes.sending.journal.begin(attempt, owner="it crashed", at=at.session.now())
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, Unknown)
        assert await sent(at, EMAIL) == 0
        assert "on its way" in await changes.look_back()
        assert await changes.look_back() == ""


async def test_what_was_accepted_is_not_sent_once_more_from_its_draft(desk: Open) -> None:
    async with desk() as at:
        await filled(at, "kept@example.com")
        screen = at.app.screen
        assert isinstance(screen, FormScreen)
        given = screen.view.form.variables()
        # As if the program had ended between the answer and the end of the draft.
        dispatch = at.session.changes.dispatch
        await dispatch(screen._record, given, intent=screen.intent).wait()
        await at.press("ctrl+s")
        assert "accepted, so it is not sent once more" in at.notice
        assert (await sent(at, EMAIL), len(rows(at))) == (1, 1)
