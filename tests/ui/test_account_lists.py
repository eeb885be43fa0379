"""The lists that hang on an account: opened by keys and by mouse, against the rows behind them."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from kraken_tui.forms.values import Leaf
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.list_screen import ListScreen
from kraken_tui.screens.loyalty import LoyaltyScreen
from kraken_tui.screens.meters import MetersScreen
from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.screens.overview import OverviewScreen
from kraken_tui.screens.overview_lists import LISTS
from kraken_tui.screens.record_pane import as_text
from kraken_tui.screens.whole_value import WholeValue
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.form_view import FormView
from tests.ui.account_rows import account_row, facts, go_to, of_account
from tests.ui.database import change, rows
from tests.ui.desk import ATTEMPTS, Desk, Open
from tests.ui.test_hostile_text import forbidden, screen

TENANTS = pytest.mark.parametrize("tenant", ["water", "energy"])


async def open_list(at: Desk, name: str) -> ListScreen[Any]:
    """Go to the fact of a list by keys and open it."""
    await go_to(at, "Supply agreements" if name == "agreements" else "Records", LISTS[name])
    await at.press("enter")
    assert isinstance(at.app.screen, ListScreen)
    return at.app.screen


def listed(screen: ListScreen[Any]) -> list[Sequence[str]]:
    """Give the texts of every row."""
    source = screen.pane.table.source
    found = (source.row(index) for index in range(len(source)))
    return [cells for cells in found if isinstance(cells, Sequence)]


def drawn(at: Desk) -> str:
    """Give what is on the screen."""
    return "\n".join(at.look())


class Written:
    """How the rows' values are to be written."""

    def __init__(self, at: Desk) -> None:
        self.formats = at.session.formats

    def day(self, text: str | None) -> str:
        return self.formats.day(date.fromisoformat(text[:10])) if text else ""

    def moment(self, text: str | None) -> str:
        return self.formats.moment(datetime.fromisoformat(text)) if text else ""


def give_everything(at: Desk) -> None:
    """Let the account have one of everything."""
    for table in ("hardship_agreements", "assistance_agreements", "debt_collection_proceedings"):
        change(at, f"UPDATE {table} SET account_id = 1")


Write = Callable[[dict[str, Any], Written], tuple[str, ...]]

EXPECTED: dict[str, tuple[str, str, Write]] = {
    "notes": (
        "notes",
        "is_pinned DESC, created_at DESC",
        lambda row, w: (w.moment(row["created_at"]), "pinned" if row["is_pinned"] else ""),
    ),
    "reminders": (
        "reminders",
        "due_at",
        lambda row, w: (w.moment(row["due_at"]), row["reminder_type_name"], row["content"]),
    ),
    "complaints": (
        "complaints",
        "creation_date DESC",
        lambda row, w: (w.day(row["creation_date"]), "" if row["resolution_date"] else "open"),
    ),
    "files": (
        "file_attachments",
        "id DESC",
        lambda row, w: (row["filename"],),
    ),
    "messages": (
        "events",
        "occurred_at DESC",
        lambda row, w: (w.moment(row["occurred_at"]),),
    ),
    "hardship": (
        "hardship_agreements",
        "id",
        lambda row, w: (w.day(row["start_date"]), "Reduced income", row["hardship_details"]),
    ),
    "assistance": (
        "assistance_agreements",
        "id",
        lambda row, w: ("Social tariff", w.day(row["active_from"])),
    ),
    "debt_collection": (
        "debt_collection_proceedings",
        "id",
        lambda row, w: (
            w.day(row["started_at"]),
            row["agency_name"],
            row["campaign_display_name"],
            w.formats.money(row["amount"]),
        ),
    ),
    "contributions": (
        "contribution_agreements",
        "id",
        lambda row, w: ("Warm homes fund", w.formats.money(row["amount"]), "a month"),
    ),
    "campaigns": (
        "campaigns",
        "id",
        lambda row, w: (row["name"], row["slug"], w.day(row["start_date"])),
    ),
    "applications": (
        "applications",
        "id DESC",
        lambda row, w: (w.day(row["date_of_sale"]), row["status"].capitalize()),
    ),
    "references": (
        "account_references",
        "namespace",
        lambda row, w: (row["namespace"], row["value"], w.moment(row["updated_at"])),
    ),
    "assets": (
        "customer_assets",
        "id",
        lambda row, w: (row["name"], row["type"].capitalize(), row["physical_id"]),
    ),
}
"""The table behind each list, its order, and how the first cells of a row are written."""


@TENANTS
async def test_every_list_shows_the_rows_behind_it(desk: Open, tenant: str) -> None:
    async with desk(tenant) as at:
        give_everything(at)
        await at.press("r")
        there = at.facts("Records")
        for name, (table, order, write) in EXPECTED.items():
            if LISTS[name] not in there:
                assert (tenant, name) == ("energy", "assets")
                continue
            screen = await open_list(at, name)
            shown, found = listed(screen), of_account(at, table, order)
            assert len(shown) == len(found) > 0, name
            for cells, row in zip(shown, found, strict=True):
                expected = write(row, Written(at))
                assert tuple(cells[: len(expected)]) == expected
            assert screen.pane.current is not None
            assert shown[0][0] in as_text(screen.pane.listing, screen.pane.current)
            await at.press("escape")
            assert isinstance(at.app.screen, OverviewScreen)


@TENANTS
async def test_agreements_and_metadata(desk: Open, tenant: str) -> None:
    async with desk(tenant) as at:
        found = of_account(at, "agreements", "valid_from DESC, id DESC")
        shown = listed(await open_list(at, "agreements"))
        assert [cells[2] for cells in shown] == [
            Written(at).day(row["valid_from"]) for row in found
        ]
        await at.press("enter")
        assert facts(at, "Agreement")[0].label == "Product"
        await at.press("escape", "escape")
        number = at.session.account
        entries = rows(at, "SELECT key, value FROM metadata WHERE identifier = ?", number)
        shown = listed(await open_list(at, "metadata"))
        assert [tuple(cells) for cells in shown] == [(e["key"], e["value"]) for e in entries]


async def test_what_another_screen_shows_is_followed_there_and_back(desk: Open) -> None:
    async with desk() as at:
        for section, label, kind, view in (
            ("Records", "Referrals", LoyaltyScreen, "referrals"),
            ("Records", "Rewards", LoyaltyScreen, "rewards"),
            ("Property", "Water meter", MetersScreen, "readings"),
        ):
            await go_to(at, section, label)
            await at.press("enter")
            assert isinstance(at.app.screen, kind)
            assert at.app.screen.current_view == view
            await at.press("escape")
            assert isinstance(at.app.screen, OverviewScreen)


async def test_what_was_said_about_a_complaint_is_read_whole(desk: Open) -> None:
    async with desk() as at:
        (complaint,) = of_account(at, "complaints")
        contacts = rows(
            at, "SELECT * FROM complaint_contacts WHERE complaint_id = ?", complaint["id"]
        )
        await open_list(at, "complaints")
        await at.press("enter")
        told = {fact.label: fact.value for fact in facts(at, "In touch")}
        assert told["Said"] == contacts[0]["summary"]
        assert told["Done"] == contacts[0]["action_taken"]


async def test_a_note_of_several_lines_and_a_long_one(desk: Open) -> None:
    async with desk() as at:
        long = "word " * 2_000
        for body in ("first\n  second\n\nlast", long):
            change(
                at,
                "INSERT INTO notes (account_id, body, is_pinned, created_at) VALUES (1, ?, 1, ?)",
                body,
                datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC).isoformat(),
            )
        await open_list(at, "notes")
        await at.press("enter")
        assert [fact.value for fact in facts(at, "Note")][:4] == ["first", "  second", "", "last"]
        assert at.app.screen.query_one(FactView).current is not None
        await at.press("escape", "down", "enter", "enter")
        assert isinstance(at.app.screen, WholeValue)
        await at.press("y")
        assert at.app.clipboard == long.strip()


async def test_hostile_notes_are_plain_text_in_rows_whole_and_copied(desk: Open) -> None:
    async with desk(size=(80, 24)) as at:
        (odd,) = rows(at, "SELECT account_id FROM notes WHERE body LIKE '%[bold red]%' LIMIT 1")
        (account,) = rows(at, "SELECT number FROM accounts WHERE id = ?", odd["account_id"])
        at.session.choose(account["number"])
        await at.press("r")
        pane = (await open_list(at, "notes")).pane
        assert "[bold red]Robert[/]" in screen(at)
        for _ in range(len(of_account(at, "notes"))):
            note = pane.current
            assert note is not None
            await at.press("enter", "enter")
            screen(at)
            await at.press("y", "escape")
            assert not forbidden(at.app.clipboard)
            assert at.app.clipboard == note.body or not note.body
            await at.send("down")


async def test_a_mouse_opens_a_list_a_record_and_leaves(desk: Open) -> None:
    async with desk(size=(120, 50)) as at:
        view = at.app.screen.query_one(FactView)
        lines = at.look()
        y = next(index for index, line in enumerate(lines) if " Messages " in line)
        x = lines[y].index("Messages")
        await at.pilot.click(offset=(x, y))
        assert view.current is not None and view.current.label == "Messages"
        await at.pilot.click(offset=(x, y))
        await at.settle()
        screen = at.app.screen
        assert isinstance(screen, ListScreen)
        await at.pilot.click(screen.pane.table, offset=(5, 2))
        await at.pilot.click(screen.pane.table, offset=(5, 2))
        await at.settle()
        assert isinstance(at.app.screen, ObjectScreen)


async def test_a_list_is_narrowed_and_sorted(desk: Open) -> None:
    async with desk() as at:
        screen = await open_list(at, "messages")
        await at.press("slash")
        await at.type("text message")
        assert [cells[1] for cells in listed(screen)] == ["Text message"]
        await at.press("escape")
        assert len(listed(screen)) == len(of_account(at, "events"))


async def test_a_long_list_is_read_as_the_cursor_moves(desk: Open) -> None:
    async with desk() as at:
        rows(
            at,
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 345)"
            " INSERT INTO events (account_id, kind, event_type, subject, recipient, occurred_at)"
            " SELECT 1, 'EMAIL', 'delivered', 'Mail ' || i, '',"
            " date('2020-01-01', '+' || i || ' days') || 'T12:00:00+00:00' FROM n",
        )
        screen = await open_list(at, "messages")
        assert at.text("#count") == "100 of 350 messages loaded"
        await at.press("end")
        assert screen.pane.current is not None
        assert screen.pane.current.subject == "Mail 1"
        assert at.text("#count") == "200 of 350 messages loaded"
        await at.press("enter")
        assert {fact.label: fact.value for fact in facts(at, "Message")}["Subject"] == "Mail 1"


async def test_a_refused_list_says_why_and_r_tries_again(desk: Open) -> None:
    async with desk() as at:
        await go_to(at, "Records", "Notes")
        await at.control("fault", code="KT-CT-1113", operation="Notes")
        await at.press("enter")
        assert "switched that field" in drawn(at)
        assert not [name for name in ("No notes", "Loading") if name in drawn(at)]
        await at.press("r")
        screen = at.app.screen
        assert isinstance(screen, ListScreen)
        assert len(listed(screen)) == len(of_account(at, "notes"))


async def test_losing_the_tenant_while_a_list_opens(desk: Open) -> None:
    async with desk() as at:
        await go_to(at, "Records", "Files")
        await at.control("fault", status=503, times=ATTEMPTS)
        await at.press("enter")
        assert "failed (HTTP 503)." in drawn(at)
        assert "press r" in at.text("#count")
        assert "No files" not in drawn(at)
        await at.press("escape")
        assert isinstance(at.app.screen, OverviewScreen)
        assert at.facts("Account")


async def test_a_reference_is_changed_from_its_row(desk: Open) -> None:
    async with desk() as at:
        (reference,) = of_account(at, "account_references")
        screen = await open_list(at, "references")
        await at.press("a")
        await at.type("update account reference")
        await at.press("enter")
        assert isinstance(at.app.screen, FormScreen)
        form = at.app.screen.query_one(FormView).form
        sent = form.variables()["input"]
        assert sent == {
            "accountNumber": account_row(at)["number"],
            "namespace": reference["namespace"],
            "value": reference["value"],
        }
        at.app.screen.query_one(FormView).go_to(("input", "value"))
        await at.settle()
        await at.press("ctrl+u")
        await at.type("moved-here")
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, ListScreen)
        assert [cells[1] for cells in listed(screen)] == ["moved-here"]
        assert "accepted" in at.notice
        await at.press("escape")
        assert of_account(at, "account_references")[0]["value"] == "moved-here"


async def test_another_account_closes_what_belongs_to_this_one(desk: Open) -> None:
    async with desk() as at:
        first = at.session.account
        await open_list(at, "notes")
        await at.press("ctrl+o", "down", "enter")
        assert isinstance(at.app.screen, OverviewScreen)
        assert at.session.account != first
        assert at.facts("Account")["Account"].startswith(str(at.session.account))


async def test_present_values_begin_the_forms_of_people(desk: Open) -> None:
    async with desk() as at:
        await go_to(at, "Customer", "Mobile")
        subject = at.app.screen.subject() if isinstance(at.app.screen, OverviewScreen) else None
        (person, *_) = rows(at, "SELECT * FROM users WHERE id = 2")
        assert subject is not None
        for name, column in {
            "userId": "id",
            "userNumber": "number",
            "givenName": "given_name",
            "familyName": "family_name",
            "mobile": "mobile",
            "dateOfBirth": "date_of_birth",
        }.items():
            assert str(subject.identifiers[name]) == str(person[column])


async def test_a_complaint_begins_with_the_account_and_its_brand(desk: Open) -> None:
    async with desk("energy") as at:
        await go_to(at, "Records", "Complaints")
        await at.press("a")
        await at.type("create complaint")
        await at.press("enter")
        form = at.app.screen.query_one(FormView).form
        account = account_row(at)
        for name, column in {"accountNumber": "number", "brand": "brand"}.items():
            field = form.node(("complaint", name))
            assert isinstance(field, Leaf)
            assert field.text == account[column]
