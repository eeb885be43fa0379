"""What was sent and what became of it, read from the disk: found, opened, taken up again."""

import json
import shlex
import sqlite3
from pathlib import Path

import pytest
from textual.widgets import Static

from kraken_tui.forms.values import Leaf
from kraken_tui.screens.activity import ActivityScreen
from kraken_tui.screens.activity_actions import EntryActions
from kraken_tui.screens.activity_entry import EntryScreen
from kraken_tui.screens.activity_forget import ForgetOld
from kraken_tui.screens.activity_pane import JournalPane
from kraken_tui.store import journal as store
from kraken_tui.store.database import Database
from kraken_tui.widgets.form_view import FormView
from kraken_tui.widgets.record_table import RecordTable
from tests.ui.desk import Desk, Open
from tests.ui.form_hands import Hands
from tests.ui.journal_rows import EMAIL, READING, written


async def send(at: Desk, operation: str, **texts: str) -> None:
    """Send a change from the list of operations."""
    await at.press("6")
    hands = Hands(at)
    await hands.open(operation)
    for name, text in texts.items():
        await hands.put(f"input.{name}", text)
    await hands.send()


def pane(at: Desk) -> JournalPane:
    screen = at.app.screen
    assert isinstance(screen, ActivityScreen)
    view = screen.view(screen.current_view)
    assert isinstance(view, JournalPane)
    return view


def rows(at: Desk) -> list[tuple[str, ...]]:
    """What the rows say, but when and how long."""
    source = pane(at).table.source
    found = [source.row(index) for index in range(len(source))]
    return [tuple(row)[1:-1] for row in found if isinstance(row, tuple)]


def told(at: Desk) -> str:
    return str(pane(at).query_one("#told", Static).content)


async def choose(at: Desk, action: str) -> None:
    """Take one of the actions on what is under the cursor."""
    await at.press("a")
    assert isinstance(at.app.screen, EntryActions)
    await at.type(action)
    await at.press("enter")


async def test_it_needs_no_account_and_no_tenant(desk: Open) -> None:
    async with desk(screen="activity", size=(80, 24), account=None) as at:
        assert "Nothing was sent yet." in pane(at).table.empty_text
        assert (await at.control("log"))["requests"] == []
        await at.press("a")
        assert at.notice == "There is nothing under the cursor to act on."


async def test_what_was_sent_is_listed_with_what_became_of_it(desk: Open) -> None:
    async with desk(size=(120, 40)) as at:
        await send(at, EMAIL, billingEmail="isla@example.org")
        await at.press("7")
        assert rows(at) == [("A-1A2B3C4D", "Update account billing email", "accepted", "")]
        await send(at, READING, readingDate="today", reading="99999", meterId="1")
        await at.press("escape", "7")
        (_, name, outcome, _), _ = rows(at)
        assert (name, outcome) == ("Submit meter reading", "refused")
        assert "KT-CT" in told(at) or told(at)

        await at.press("enter")
        assert isinstance(at.app.screen, EntryScreen)
        assert at.facts("What was sent")["Reading"] == "99999"
        assert at.facts("Why it was refused")
        await at.press("escape", "down", "enter")
        assert at.facts("What was sent")["Billing email"] == "isla@example.org"
        assert at.facts("What became of it")["Outcome"] == "accepted"


async def test_another_windows_rows_appear_and_the_cursor_stays(desk: Open) -> None:
    async with desk(screen="activity") as at:
        for number in range(3):
            written(at, account=f"A-{number}")
        await at.press("r", "down")
        assert [row[0] for row in rows(at)] == ["A-2", "A-1", "A-0"]
        written(at, account="A-3")
        await at.press("r")
        assert [row[0] for row in rows(at)] == ["A-3", "A-2", "A-1", "A-0"]
        current = pane(at).current
        assert current is not None
        assert current.account == "A-1"


async def test_filtering_by_outcome_day_and_words(desk: Open) -> None:
    async with desk(screen="activity") as at:
        written(at, "refused", account="A-1", days_ago=400)
        written(at, "not sent", account="A-2")
        written(at, "refused", account="A-3", operation=READING)
        for typed, expected in (
            ("not sent", ["A-2"]),
            ("refused, meter reading", ["A-3"]),
            (f"..{at.session.now().year - 1}", ["A-1"]),
            ("zebra", []),
        ):
            await at.press("slash", "ctrl+u")
            await at.type(typed)
            await at.press("enter")
            assert [row[0] for row in rows(at)] == expected
        assert pane(at).table.empty_text == 'No changes with "zebra".'
        await at.press("slash", "ctrl+u")
        await at.type("2026-13")
        assert "not in the calendar" in at.text("#count")
        await at.press("escape")
        assert len(rows(at)) == 3


async def test_what_nobody_knows_stands_out_until_it_is_settled(desk: Open) -> None:
    async with desk(screen="activity", size=(80, 24)) as at:
        written(at, "unknown")
        written(at)
        await at.press("r")
        assert at.notice == "Of 1 change nobody knows whether it was made; see To settle."
        assert [row[2] for row in rows(at)] == ["accepted", "? UNKNOWN"]
        await at.press("right_square_bracket")
        assert [row[2] for row in rows(at)] == ["? UNKNOWN"]
        assert told(at) == "It was unknown. Press a to settle it."
        await choose(at, "leave it unknown")
        assert at.notice == "Noted: left unknown."
        assert rows(at) == []
        await at.press("left_square_bracket")
        assert [row[2] for row in rows(at)] == ["accepted", "unknown"]
        await at.press("down", "enter")
        assert at.facts("What became of it")["Settled"] == "left unknown"
        await choose(at, "settle again")
        assert at.facts("What became of it")["Outcome"] == "? UNKNOWN"
        await at.press("escape")
        assert [row[2] for row in rows(at)] == ["accepted", "? UNKNOWN"]


async def test_a_change_opens_again_as_a_form_for_a_new_one(desk: Open) -> None:
    async with desk(screen="activity") as at:
        variables = {
            "input": {
                "accountNumber": "A-1A2B3C4D",
                "amount": 1500,
                "idempotencyKey": "old-key",
                "colour": "blue",
            }
        }
        written(at, "refused", operation="collectPayment", variables=variables, key="old-key")
        written(at, "refused", operation="paintTheMeter")
        await at.press("r")
        await choose(at, "open as a form")
        assert at.notice == 'The tenant has no "Paint the meter" any more.'
        await at.press("down")
        await choose(at, "open as a form")
        form = at.app.screen.query_one(FormView).form
        filled = form.preview()["input"]
        assert isinstance(filled, dict)
        assert filled["amount"] == 1500
        assert filled["idempotencyKey"] not in ("", "old-key")
        assert at.notice.startswith("Filled with what was sent then")
        assert at.notice.endswith("There is no field any more for input.colour.")


async def test_what_was_typed_there_before_is_a_key_away(desk: Open) -> None:
    async with desk(screen="operations") as at:
        hands = Hands(at)
        await hands.open(EMAIL)
        await hands.put("input.billingEmail", "half@exam")
        await at.press("escape", "7")
        written(at, "unknown", variables={"input": {"billingEmail": "x@example.org"}})
        await at.press("r")
        await choose(at, "open as a form")
        assert email(at) == "x@example.org"
        assert at.notice.endswith("f7 brings back what you had typed here.")
        await at.press("f7")
        assert email(at) == "half@exam"
        await at.press("f7")
        assert email(at) == "x@example.org"
        await at.press("escape")
        await send(at, "collectPayment")
        await at.press("f7")
        assert hands.form.form.record["name"] == "collectPayment"


def email(at: Desk) -> str:
    node = at.app.screen.query_one(FormView).form.node(("input", "billingEmail"))
    assert isinstance(node, Leaf)
    return node.text


async def test_secrets_are_asked_for_again(desk: Open) -> None:
    async with desk(screen="activity") as at:
        written(
            at,
            "refused",
            operation="setUpDirectDebitInstruction",
            variables={
                "input": {
                    "accountNumber": "A-1A2B3C4D",
                    "bankDetails": {"accountHolder": "M Ashdown", "accountNumber": "12345678"},
                }
            },
        )
        await at.press("r")
        await choose(at, "open as a form")
        form = at.app.screen.query_one(FormView).form
        assert form.node(("input", "bankDetails", "accountHolder")).is_set
        assert not form.node(("input", "bankDetails", "accountNumber")).is_set
        assert "Type again what is not kept: Account number." in at.notice


async def test_a_copied_command_sends_the_same_without_a_token(desk: Open) -> None:
    async with desk(screen="activity") as at:
        written(at, variables={"input": {"billingEmail": 'o\'neil; $(rm) "x"@example.org'}})
        await at.press("r")
        await choose(at, "copy as curl")
        command = shlex.split(at.app.clipboard.replace("\\\n", ""))
        assert command[:2] == ["curl", at.session.profile.endpoint]
        assert "Authorization: $KRAKEN_TOKEN" in command
        body = json.loads(command[command.index("--data-raw") + 1])
        assert body["variables"] == {"input": {"billingEmail": 'o\'neil; $(rm) "x"@example.org'}}
        assert body["query"].startswith("mutation")
        await choose(at, "copy as graphql")
        document, _, variables = at.app.clipboard.partition("# Variables\n")
        assert "updateAccountBillingEmail" in document
        assert json.loads(variables) == body["variables"]


async def test_the_account_of_a_change_is_a_key_away(desk: Open) -> None:
    async with desk(screen="activity", account=None) as at:
        written(at)
        await at.press("r")
        await choose(at, "go to")
        assert (at.app.shown, at.session.account) == ("overview", "A-1A2B3C4D")
        await at.press("escape")
        assert isinstance(at.app.screen, ActivityScreen)


async def test_old_changes_are_forgotten_once_that_is_confirmed(desk: Open) -> None:
    async with desk(screen="activity") as at:
        written(at, days_ago=100, account="A-1")
        written(at, "unknown", days_ago=100, account="A-2")
        written(at, account="A-3")
        await at.press("r", "d")
        assert isinstance(at.app.screen, ForgetOld)
        assert at.text("#count").startswith("1 change is from before ")
        await at.press("enter")
        assert at.notice == "Press enter again to forget 1 change for good."
        await at.press("enter")
        assert at.notice.startswith("Forgot 1 change from before ")
        assert [row[0] for row in rows(at)] == ["A-3", "A-2"]


async def test_other_profiles_are_shown_when_asked_for(desk: Open) -> None:
    async with desk(screen="activity") as at:
        written(at, account="A-1")
        written(at, account="A-2", profile="other")
        await at.press("r")
        assert [row[0] for row in rows(at)] == ["A-1"]
        await at.press("p")
        assert [row[:2] for row in rows(at)] == [("other", "A-2"), ("demo-water", "A-1")]
        await at.press("a")
        assert [choice.id for choice in at.app.screen._shown] == ["text"]  # type: ignore[attr-defined]
        await at.press("escape", "p")
        assert [row[0] for row in rows(at)] == ["A-1"]


async def test_a_database_that_cannot_be_read_is_one_sentence(desk: Open) -> None:
    async with desk(screen="activity") as at:
        written(at)
        await at.press("r")
        path = at.session.folders.database
        for each in path.parent.glob(f"{path.name}*"):
            each.write_bytes(b"no database at all" * 100)
        await at.press("r")
        assert "move it away to begin a new one" in at.notice
        await at.press("enter", "escape", "1", "7", "right_square_bracket")
        for each in path.parent.glob(f"{path.name}*"):
            each.unlink()
        await at.press("r")
        assert at.notice == ""
        assert rows(at) == []


async def test_a_long_journal_is_read_a_page_at_a_time(
    desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[sqlite3.Row] = []
    made = store._entry

    def entry(row: sqlite3.Row) -> store.Entry:
        read.append(row)
        return made(row)

    monkeypatch.setattr(store, "_entry", entry)
    async with desk(screen="activity", size=(80, 24)) as at:
        database = Database(at.session.folders.database)
        with database.transaction() as connection:
            connection.execute(
                "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
                " INSERT INTO journal (at, owner, profile, account, acting_as, operation,"
                " variables, intent, key, outcome) SELECT '2026-03-01T10:00:00.000000+00:00', '',"
                " 'demo-water', 'A-' || i, '', ?, '{}', 'wish-' || i, '', 'accepted' FROM n",
                (EMAIL,),
            )
        await at.press("r")
        assert at.text("#count") == "100 of 100,000 changes loaded"
        await at.press("end")
        current = pane(at).current
        assert current is not None
        assert current.account == "A-1"
        assert len(read) <= 303
        assert at.app.screen.query_one(RecordTable).cursor is not None


async def test_the_journal_is_exported(
    desk: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with desk(screen="activity") as at:
        written(at, "refused")
        await at.press("r", "e", "ctrl+t", "enter")
        assert at.notice.startswith("Wrote 1 of the changes to ")
        (row,) = exported(tmp_path)
        assert (row["operation"], row["outcome"]) == (EMAIL, "refused")
        assert row["variables.input.billingEmail"] == "x"


def exported(folder: Path) -> list[dict[str, object]]:
    (file,) = folder.glob("*.json")
    found: list[dict[str, object]] = json.loads(file.read_text())
    return found
