"""Reading where there is no link: what was seen last, and how old it is."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kraken_tui.forms.clock import local_now
from kraken_tui.memory import NeverSeen
from kraken_tui.screens.meters import MetersScreen
from kraken_tui.screens.transactions_pane import TransactionsPane
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.frame_bar import FrameBar
from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.record_source import Gap
from kraken_tui.widgets.record_table import RecordTable
from tests.ui.desk import AWAY, Desk, Open
from tests.ui.test_signing_in import until_asked


async def lose_the_tenant(at: Desk) -> None:
    await at.control("fault", drop=True, times=AWAY)


def age(at: Desk) -> str:
    return at.app.screen.query_one(FrameBar).frame.age


def lines(at: Desk) -> list[tuple[str, ...]]:
    """What all tables on the screen list, from top to bottom."""
    found: list[tuple[str, ...]] = []
    for table in at.app.screen.query(RecordTable):
        rows = [table.source.row(index) for index in range(len(table.source))]
        found += [tuple(row) for row in rows if row is not None and not isinstance(row, Gap)]
    return found


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


VIEWS = ("overview", "ledgers", "payments", "loyalty", "meters")


def told(at: Desk) -> tuple[Any, ...]:
    """What a person reads of the account, on any screen."""
    facts = [
        (fact.label, fact.value)
        for view in at.app.screen.query(FactView)
        for section in view.sections
        for fact in section.facts
    ]
    return at.session.holder, facts, lines(at)


async def test_every_screen_and_view_that_was_seen_is_read_without_a_link(desk: Open) -> None:
    read: dict[str, tuple[Any, ...]] = {}
    async with desk() as at:
        for key, name in enumerate(VIEWS, start=1):
            await at.press(str(key))
            read[name] = told(at)
            assert age(at) == ""
            assert lines(at) or read[name][1]
    async with desk(away=True) as at:
        for key, name in enumerate(VIEWS, start=1):
            await at.press(str(key))
            assert told(at) == read[name], name
            assert age(at).startswith("seen "), name
            assert "This is from " in at.notice
            assert at.notice.endswith(" today; r tries again.")


async def test_what_was_never_seen_says_so_and_nothing_more(desk: Open) -> None:
    async with desk() as at:
        await at.press("5")
    async with desk(away=True) as at:
        await at.press("3")
        assert "This was not seen here before." in at.notice
        assert at.notice.endswith("Press r to try again.")
        assert age(at) == ""
        await at.press("5", *["right_square_bracket"] * 3)
        tables = list(at.app.screen.query(RecordTable))
        assert "This was not seen here before." in tables[-1].empty_text


async def test_when_the_link_is_back_what_was_kept_is_replaced(desk: Open) -> None:
    async with desk(screen="ledgers", transactions=250) as at:
        pass
    async with desk(screen="ledgers", transactions=250, away=True) as at:
        assert "seen " in at.text("TransactionsPane #count")
        await at.control("reset", anew=True)
        assert age(at).startswith("seen ")
        await at.press("r")
        assert age(at) == ""
        assert at.notice == ""
        assert "seen " not in at.text("TransactionsPane #count")


async def test_rows_of_now_are_never_put_behind_rows_that_were_kept(desk: Open) -> None:
    async with desk(screen="ledgers", transactions=250) as at:
        pass
    async with desk(screen="ledgers", transactions=250, away=True) as at:
        pane = at.app.screen.query_one(TransactionsPane)
        kept = pane.paged
        await at.control("reset", anew=True)
        await at.press("end")
        assert pane.paged is not kept
        assert pane.paged is not None
        assert pane.paged.seen is None


async def test_losing_the_link_keeps_what_is_there_and_tells_its_age(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        shown = told(at)
        await lose_the_tenant(at)
        await at.press("r")
        assert told(at) == shown
        assert age(at).startswith("seen ")
        assert at.notice.endswith(" today; r tries again.")
        await at.press("right_square_bracket", "left_square_bracket")
        assert told(at) == shown


async def test_nothing_of_the_account_can_be_read_where_it_is_kept_encrypted(
    desk: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretly = {"cache": "encrypted", "cache_key": "env:VAN_KEY"}
    monkeypatch.setenv("VAN_KEY", "correct horse")
    async with desk() as at:  # Kept openly before.
        holder, number = at.session.holder, str(at.session.account)
        assert any(holder.encode() in file.read_bytes() for file in files(tmp_path))
    async with desk(**secretly) as at:
        await at.press("2", "3", "4", "5")
    for file in files(tmp_path):
        told_by = file.read_bytes() + str(file).encode()
        assert holder.encode() not in told_by, file
        assert number.encode() not in told_by, file
    async with desk(**secretly, away=True) as at:
        assert at.session.holder == holder
        assert [each.number for each in await at.session.memory.recent_accounts()] == [number]
        await at.press("5")
        assert lines(at)
    monkeypatch.setenv("VAN_KEY", "wrong horse")
    async with desk(**secretly, away=True) as at:
        assert "This was not seen here before." in at.notice
        assert not await at.session.memory.recent_accounts()


async def test_the_passphrase_is_asked_for_once_and_esc_keeps_nothing(
    desk: Open, tmp_path: Path
) -> None:
    secretly = {"cache": "encrypted", "cache_key": "prompt"}
    async with desk(**secretly, settle=False) as at:
        await until_asked(at)
        assert "Unlock" in str(at.app.screen.query_one(KeyLine).render())
        await at.send(*"correct-horse", "enter")
        await at.settle()
        await at.press("5")
        assert lines(at)
    async with desk(**secretly, away=True, settle=False) as at:
        await until_asked(at)
        await at.press("escape")
        assert "This was not seen here before." in at.notice
        (told_why,) = at.app._notifications
        assert told_why.message.startswith("Without its passphrase")


async def test_without_the_library_nothing_is_kept_and_the_reason_told(
    desk: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers.aead", None)
    monkeypatch.setenv("VAN_KEY", "correct horse")
    async with desk(cache="encrypted", cache_key="env:VAN_KEY") as at:
        assert at.facts("Account")
        # Keeping is tried behind what is shown, and the next look tells how that went.
        await at.session.memory.settled()
        await at.press("r")
        (told_why,) = at.app._notifications
        assert "pip install 'kraken-tui[encrypted]'" in told_why.message
        holder = at.session.holder.encode()
    assert not any(holder in file.read_bytes() for file in files(tmp_path))


async def test_off_keeps_nothing_and_removes_what_was_there(desk: Open, tmp_path: Path) -> None:
    async with desk() as at:
        holder = at.session.holder.encode()
    async with desk(cache="off") as at:
        await at.press("5")
        assert at.session.holder.encode() == holder
    assert [file.name for file in files(tmp_path) if holder in file.read_bytes()] == []
    async with desk(cache="off", away=True) as at:
        assert "This profile keeps nothing" in at.notice


async def test_what_a_customer_sees_is_not_kept(desk: Open) -> None:
    async with desk() as at:
        at.session.standing.customer = "somebody"
        await at.press("5")
        await at.session.memory.settled()
        at.session.standing.customer = ""
        with pytest.raises(NeverSeen):
            await at.session.memory.recall("meters", {"accountNumber": at.session.account})


async def test_a_clock_that_went_back_tells_the_day_and_loses_nothing(desk: Open) -> None:
    async with desk() as at:
        shown = told(at)
    async with desk(away=True, settle=False) as at:
        now = local_now()
        at.session.memory._clock = at.session.clock = lambda: now - timedelta(hours=1)
        await at.settle()
        assert told(at) == shown
        assert f"This is from {now:%d %b %Y %H:%M}" in at.notice


async def test_what_is_too_old_goes_at_the_start(desk: Open, tmp_path: Path) -> None:
    async with desk() as at:
        holder = at.session.holder.encode()
    later = local_now() + timedelta(days=15)
    async with desk(away=True, settle=False) as at:
        at.session.memory._clock = at.session.clock = lambda: later
        await at.settle()
    assert not any(holder in file.read_bytes() for file in files(tmp_path))


async def test_esc_ends_the_wait_and_shows_all_that_was_kept(desk: Open) -> None:
    async with desk(screen="meters") as at:
        shown = told(at)
    async with desk(screen="meters", settle=False) as at:
        await at.control("fault", delay=60.0, times=AWAY)
        screen = at.app.screen
        assert isinstance(screen, MetersScreen)
        # Not in the middle of the first load, which would be dropped with what it recalls.
        await at.pilot.pause()
        screen.load()
        await screen._recalling.wait()
        await at.press("escape")
        assert told(at) == shown
        assert at.notice.startswith("You did not wait for the answer. This is from ")


async def test_a_form_over_what_was_kept_says_how_old_its_values_are(desk: Open) -> None:
    async with desk(screen="meters") as at:
        await at.session.schema()
    async with desk(screen="meters", away=True) as at:
        screen = at.app.screen
        assert isinstance(screen, MetersScreen)
        screen.open_form("submitMeterReading", {})
        await at.settle()
        assert at.notice.startswith("Filled in with what was seen ")
