"""Nothing is sent unnoted, on a full disk, in a closed folder or when the clock is set back."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kraken_tui.forms.values import Leaf
from kraken_tui.screens.form import FormScreen
from kraken_tui.store.database import Database
from kraken_tui.store.journal import Entry, Journal
from tests.ui.desk import Desk, Open
from tests.ui.form_hands import Hands

UNWRITABLE = Path("/sys/kernel")
"""A folder in which nobody may make a file, not even who may everything."""

OPERATION = "updateAccountBillingEmail"


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file grow, as on a disk without room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def fill_in(at: Desk, email: str) -> Hands:
    hands = Hands(at)
    await hands.open(OPERATION)
    await hands.put("input.billingEmail", email)
    return hands


def typed(hands: Hands) -> str:
    node = hands.form.form.node(("input", "billingEmail"))
    assert isinstance(node, Leaf)
    return node.text


async def applied(at: Desk) -> list[str]:
    log = await at.control("log")
    return [each["name"] for each in log["mutations"] if each["name"] == OPERATION]


def journal(tmp_path: Path) -> tuple[Entry, ...]:
    return Journal(Database(tmp_path / "state/kraken-tui.db")).newest(profile="demo-water")


async def test_on_a_full_disk_nothing_is_sent_and_nothing_typed_is_lost(
    desk: Open, tmp_path: Path
) -> None:
    async with desk(screen="operations") as at:
        hands = await fill_in(at, "first@example.com")
        await at.session.changes.drafts.flush()
        with full_disk():
            await at.press("ctrl+s")
            assert at.notice.startswith("Not sent: What is sent is noted first, and that could not")
            assert typed(hands) == "first@example.com"
            await hands.put("input.billingEmail", "second@example.com")
            await at.session.changes.drafts.flush()
            assert any(
                each.message.startswith("What you type into forms is lost when the program ends.")
                for each in at.app._notifications
            )
            # Looking at things goes on.
            await at.press("escape", "1", "r")
            assert at.facts("Account")
            assert await applied(at) == []
        await at.press("6")
        await hands.open(OPERATION)
        assert typed(hands) == "second@example.com"
        await at.press("ctrl+s")
        assert not isinstance(at.app.screen, FormScreen)
        assert await applied(at) == [OPERATION]
        assert [each.outcome for each in journal(tmp_path)] == ["accepted"]


@pytest.mark.skipif(not UNWRITABLE.is_dir(), reason="There is no such folder on this system.")
async def test_in_a_folder_that_cannot_be_written_the_app_works_and_sends_nothing(
    desk: Open, tmp_path: Path
) -> None:
    (tmp_path / "state").symlink_to(UNWRITABLE)
    async with desk() as at:
        assert at.facts("Account")
        await at.press("7")
        assert "cannot be used" in at.notice
        await at.press("6")
        hands = await fill_in(at, "first@example.com")
        await at.press("ctrl+s")
        assert "cannot be used" in at.notice and at.notice.startswith("Not sent:")
        assert typed(hands) == "first@example.com"
        assert await applied(at) == []


def set_back(clock: Callable[[], datetime]) -> Callable[[], datetime]:
    return lambda: clock() - timedelta(hours=1)


async def test_a_clock_that_is_set_back_mixes_nothing_up(desk: Open, tmp_path: Path) -> None:
    async with desk(screen="operations") as at:
        hands = await fill_in(at, "first@example.com")
        await at.press("ctrl+s")
        await hands.open("amendPayment")
        await hands.put("input.amount", "1")
        await at.press("escape")
        await at.session.changes.drafts.flush()

        at.session.clock = set_back(at.session.clock)
        await hands.open("amendPayment")
        await hands.put("input.amount", "2")
        await at.press("escape")
        await at.session.changes.drafts.flush()
        hands = await fill_in(at, "second@example.com")
        await at.press("ctrl+s")
        assert await applied(at) == [OPERATION, OPERATION]
        newest, oldest = journal(tmp_path)
        assert newest.at < oldest.at
        assert newest.variables["input"]["billingEmail"] == "second@example.com"
        async with desk(screen="operations") as again:
            await Hands(again).open("amendPayment")
            node = Hands(again).form.form.node(("input", "amount"))
            assert isinstance(node, Leaf) and node.text == "2"
