"""A meter reader without a link: readings are kept, and sent when it is back."""

from typing import Any

from textual.widgets import Static

from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.outbox_item import OutboxItem
from kraken_tui.screens.outbox_pane import OutboxPane
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.form_view import FormView
from kraken_tui.widgets.frame_bar import FrameBar
from tests.ui.database import change
from tests.ui.desk import Desk, Open

SUBMIT = "submitMeterReading"


async def see_the_meters(desk: Open) -> None:
    """Look at them once while there is a link."""
    async with desk(screen="meters"):
        pass


async def type_reading(at: Desk, value: str) -> None:
    """Go from the list of meters to the form of a reading, by keys."""
    await at.press("n")
    await at.type(value)
    await at.press("enter")
    assert isinstance(at.app.screen, FormScreen)


async def open_outbox(at: Desk) -> OutboxPane:
    await at.press("7", "right_square_bracket", "right_square_bracket")
    return at.app.screen.query_one(OutboxPane)


async def applied(at: Desk) -> list[Any]:
    """The readings that the tenant has taken."""
    log = await at.control("log")
    done = [each for each in log["mutations"] if each["outcome"] == "accepted"]
    return [each["variables"]["input"] for each in done if each["name"] == SUBMIT]


def listed(pane: OutboxPane) -> list[tuple[str, ...]]:
    source = pane.table.source
    return [tuple(source.row(index)) for index in range(len(source))]  # type: ignore[arg-type]


def why(pane: OutboxPane) -> str:
    return str(pane.query_one("#told", Static).content)


def is_offered(at: Desk) -> bool:
    bound = at.app.screen.active_bindings.get("f6")
    return bound is not None and bound.enabled


async def test_a_reading_is_kept_then_refused_corrected_and_sent(desk: Open) -> None:
    await see_the_meters(desk)
    async with desk(away=True, screen="meters", size=(80, 24)) as at:
        await type_reading(at, "1")
        assert "f6 keeps it in the outbox" in at.notice
        await at.press("f6")
        assert at.notice == "Submit meter reading 1: kept in the outbox, 1 waiting."
        assert at.app.screen.query_one(FrameBar).frame.waiting == 1
        # What waits is no draft any more.
        await at.press("n")
        await at.press("escape")
        assert at.session.changes.drafts.all() == ()

    # Another start, and the link is there again.
    async with desk(screen="meters", size=(80, 24)) as at:
        assert [note.message for note in at.app._notifications] == [
            "One waits in the outbox to be sent: 7, Outbox, ctrl+s."
        ]
        pane = await open_outbox(at)
        assert [row[3] for row in listed(pane)] == ["waiting"]
        await at.press("ctrl+s", "enter")
        assert [row[3] for row in listed(pane)] == ["stopped"]
        assert "Reading will be held" in why(pane)

        await at.press("o")
        form = at.app.screen.query_one(FormView)
        last = pane.current.kept.known["lastReading"]  # type: ignore[union-attr,index]
        form.go_to(("input", "reading"))
        await at.press("ctrl+u")
        await at.type(last)
        await at.press("ctrl+s")
        assert [(each["meterId"], each["reading"]) for each in await applied(at)] == [("1", last)]
        assert listed(pane) == []
        assert at.notice == "1 sent."
        assert at.app.screen.query_one(FrameBar).frame.waiting == 0


async def test_what_changed_is_shown_beside_what_was_known_and_sent_on_demand(desk: Open) -> None:
    await see_the_meters(desk)
    async with desk(away=True, screen="meters") as at:
        await type_reading(at, "900")
        await at.press("f6")
    async with desk(screen="activity") as at:
        change(at, "UPDATE water_meters SET serial_number = 'NEW-1' WHERE id = 1")
        pane = await open_outbox(at)
        await at.press("ctrl+s", "enter")
        assert "serial number NEW-1 (was 23S4895269)" in why(pane)
        await at.press("enter")
        assert isinstance(at.app.screen, OutboxItem)
        facts = {
            fact.label: (fact.value, fact.was)
            for section in at.app.screen.query_one(FactView).sections
            for fact in section.facts
        }
        assert facts["Serial number"] == ("NEW-1", "23S4895269")
        await at.press("ctrl+s", "enter")
        assert [each["reading"] for each in await applied(at)] == ["900"]
        assert listed(pane) == []


async def test_a_profile_can_have_it_sent_at_once_and_one_that_only_reads_keeps_nothing(
    desk: Open,
) -> None:
    await see_the_meters(desk)
    async with desk(away=True, screen="meters", read_only=True) as at:
        await type_reading(at, "900")
        assert not is_offered(at)
    async with desk(away=True, screen="meters", outbox="send") as at:
        await type_reading(at, "900")
        assert is_offered(at)
        await at.press("f6")
        await at.control("reset", now=True)
        await at.press("r")
        assert [each["reading"] for each in await applied(at)] == ["900"]
        assert at.session.changes.waiting == 0


async def test_what_waits_is_put_in_another_order_and_thrown_away(desk: Open) -> None:
    await see_the_meters(desk)
    async with desk(away=True, screen="meters") as at:
        for value in ("900", "901"):
            await type_reading(at, value)
            await at.press("f6")
        pane = await open_outbox(at)
        assert [row[1][-3:] for row in listed(pane)] == ["900", "901"]
        await at.press("alt+down")
        assert [row[1][-3:] for row in listed(pane)] == ["901", "900"]
        await at.press("ctrl+d", "escape")
        assert len(listed(pane)) == 2
        await at.press("ctrl+d", "enter")
        assert [row[1][-3:] for row in listed(pane)] == ["901"]
