"""Loyalty, by keys and by mouse, against what the tenant's database holds."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from textual.widgets import Static

from kraken_tui.memory import NEVER_SEEN
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.form_confirm import FormConfirm
from kraken_tui.screens.loyalty import LoyaltyScreen
from kraken_tui.screens.loyalty_vouchers import NO_VOUCHER
from kraken_tui.screens.loyalty_words import NOT_TOLD
from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.screens.tabs import TABS
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.form_view import FormView
from kraken_tui.widgets.tab_line import TabLine
from tests.ui.database import change, rows
from tests.ui.desk import ATTEMPTS, Desk, Open

VIEWS = [view.name for view in LoyaltyScreen.VIEWS]
LAST = "SELECT * FROM loyalty_point_ledger_entries"
ENTRIES = (
    "SELECT e.* FROM loyalty_point_ledger_entries AS e"
    " JOIN account_users USING (user_id) JOIN accounts ON accounts.id = account_users.account_id"
    " WHERE accounts.number = ? AND is_customer ORDER BY posted_at DESC, seq DESC"
)


def of_account(at: Desk, table: str, order: str = "id DESC") -> list[dict[str, Any]]:
    """Read what a table holds of the account on the screen."""
    query = f"SELECT t.* FROM {table} AS t JOIN accounts ON accounts.id = account_id"
    return rows(at, f"{query} WHERE number = ? ORDER BY t.{order}", at.session.account)


def balance(at: Desk, user: int) -> int:
    found = rows(
        at,
        "SELECT coalesce(sum(CASE ledger_type WHEN 'CREDIT' THEN value ELSE -value END), 0)"
        " AS points FROM loyalty_point_ledger_entries WHERE user_id = ?",
        user,
    )
    return int(found[0]["points"])


def collector(at: Desk) -> int:
    found = rows(
        at, "SELECT loyalty_points_user_id FROM accounts WHERE number = ?", at.session.account
    )
    return int(found[0]["loyalty_points_user_id"])


def name_of(at: Desk, user: int) -> str:
    (found,) = rows(at, "SELECT title, given_name, family_name FROM users WHERE id = ?", user)
    return " ".join(found.values())


def worded(code: str) -> str:
    """Write a constant as a person would."""
    return code.replace("_", " ").capitalize()


def signed(entry: dict[str, Any]) -> str:
    return f"{'-' if entry['ledger_type'] == 'DEBIT' else '+'}{entry['value']:,}"


def day_in(at: Desk, iso: str | None) -> str:
    return at.session.formats.day(datetime.fromisoformat(iso)) if iso else ""


async def view(at: Desk, name: str) -> RecordPane[Any]:
    """Go to a view with the key for the next one."""
    screen = at.app.screen
    assert isinstance(screen, LoyaltyScreen)
    while screen.current_view != name:
        await at.press("right_square_bracket")
    pane = screen.view(name)
    assert isinstance(pane, RecordPane)
    return pane


def listed(pane: RecordPane[Any]) -> list[Sequence[str]]:
    """Give the texts of every row."""
    source = pane.table.source
    found = (source.row(index) for index in range(len(source)))
    return [cells for cells in found if isinstance(cells, Sequence)]


def shown_in(pane: RecordPane[Any]) -> list[tuple[str, ...]]:
    return [tuple(cells) for cells in listed(pane)]


def summary(at: Desk) -> FactView:
    return at.app.screen.query_one(FactView)


async def go_to(at: Desk, section: str, label: str) -> None:
    """Move the cursor of the summary to a fact."""
    facts = summary(at)
    for column in ("left", "right"):
        await at.press(column, "home")
        for _ in range(60):
            here = facts.current
            title = next(each.title for each in facts.sections if here in each.facts)
            if here is not None and here.label == label and title.startswith(section):
                return
            await at.send("down")
    raise AssertionError(f"{section}: {label} is not there")


async def open_form(at: Desk, action: str) -> FormView:
    """Open an action's form on what is under the cursor."""
    await at.press("a")
    await at.type(action)
    await at.press("enter")
    assert isinstance(at.app.screen, FormScreen)
    return at.app.screen.query_one(FormView)


def field(form: FormView, name: str) -> str:
    """Read what a field begins with."""
    return form.form.node(("input", name)).text  # type: ignore[union-attr]


async def fill(at: Desk, form: FormView, name: str, text: str) -> None:
    form.go_to(("input", name))
    await at.settle()
    await at.press("ctrl+u")
    await at.type(text)


async def send(at: Desk) -> None:
    await at.press("ctrl+s")
    if isinstance(at.app.screen, FormConfirm):
        await at.press("enter")


# -- what is shown ---------------------------------------------------------------------------------


@pytest.mark.parametrize("tenant", ["water", "energy"])
async def test_every_figure_of_the_summary_is_in_the_database(desk: Open, tenant: str) -> None:
    async with desk(tenant, screen="loyalty") as at:
        money, number = at.session.formats.money, at.session.formats.number
        points = balance(at, collector(at))
        assert points > 0
        told = f"{number(points)} points, worth {money(points)}"
        assert at.facts("Loyalty points")["Balance"] == told
        assert at.facts("Loyalty points")["Joining"] == "not eligible: already enrolled"

        vouchers = of_account(at, "vouchers")
        today = str(at.session.clock().date())
        usable = sum(row["balance"] for row in vouchers if row["available_from"] <= today)
        later = sum(row["balance"] for row in vouchers if row["available_from"] > today)
        assert usable and later
        assert at.facts("Vouchers") == {
            "To be used today": money(usable),
            "To be used later": money(later),
        }

        rewards = of_account(at, "rewards")
        for status in {row["payment_status"] for row in rewards}:
            amounts = [row["reward_amount"] for row in rewards if row["payment_status"] == status]
            assert at.facts("Rewards")[status] == f"{money(sum(amounts))}  ({len(amounts)})"

        referrals = of_account(at, "referrals")
        paid = [row["referring_user_payment_amount"] for row in referrals if row["payment_date"]]
        assert at.facts("Referrals") == {
            "People referred": str(len(referrals)),
            "Paid for them": money(sum(paid)),
        }
        for audience, title in (("domestic", "households"), ("business", "businesses")):
            (scheme,) = rows(at, "SELECT * FROM referral_schemes WHERE audience = ?", audience)
            gets, gives = scheme["referred_reward_amount"], scheme["referrer_reward_amount"]
            assert at.facts(f"Referral scheme for {title}") == {
                "Link to share": scheme["referral_display_url"],
                "Code": scheme["code"],
                "Who refers gets": money(gives),
                "Who joins gets": money(gets),
                "Together": money(gives + gets),
                "Kind": worded(scheme["scheme_type"]),
                "Open": "yes" if scheme["can_be_referred"] else "no",
            }


async def test_what_each_person_collected_is_in_the_database(desk: Open) -> None:
    async with desk(screen="loyalty") as at:
        people = rows(
            at,
            "SELECT users.* FROM users JOIN account_users ON user_id = users.id JOIN accounts"
            " ON accounts.id = account_id WHERE accounts.number = ? AND is_customer",
            at.session.account,
        )
        assert len(people) == 2
        for person in people:
            section = f"Points of {person['title']} {person['given_name']} {person['family_name']}"
            points = balance(at, person["id"])
            assert at.facts(section)["Balance"].startswith(f"{points:,} points")
            told = [
                (fact.label, fact.value)
                for each in summary(at).sections
                if each.title == section
                for fact in each.facts
            ]
            last = rows(at, f"{LAST} WHERE user_id = ? ORDER BY seq DESC LIMIT 1", person["id"])
            assert [value for label, value in told if label == "Last change"] == [
                f"{signed(row)} on {day_in(at, row['posted_at'])}, {worded(row['reason_code'])}"
                for row in last
            ]
            cards = rows(at, "SELECT * FROM loyalty_cards WHERE user_id = ?", person["id"])
            written = [
                f"{row['number']}  {worded(row['scheme'])}, {row['status'].lower()}"
                for row in cards
            ]
            assert [value for label, value in told if label == "Card"] == (written or ["none"])


@pytest.mark.parametrize("tenant", ["water", "energy"])
async def test_the_points_ledger_is_the_databases_with_its_running_balance(
    desk: Open, tenant: str
) -> None:
    async with desk(tenant, screen="loyalty", size=(160, 50)) as at:
        pane = await view(at, "points")
        stored = rows(at, ENTRIES, at.session.account)
        shown = listed(pane)
        assert len(shown) == len(stored) > 5
        (whose,) = {entry["user_id"] for entry in stored}
        name = name_of(at, whose)
        for cells, row in zip(shown, stored, strict=True):
            assert tuple(cells) == (
                day_in(at, row["posted_at"]),
                worded(row["reason_code"]),
                name,
                worded(row["ledger_type"]),
                signed(row),
                f"{row['balance_carried_forward']:,}",
            )
        changes = [Decimal(cells[4].replace(",", "")) for cells in shown]
        balances = [Decimal(cells[5].replace(",", "")) for cells in shown]
        assert balances[0] == sum(changes)
        for place in range(len(shown) - 1):
            assert balances[place] - changes[place] == balances[place + 1]


@pytest.mark.parametrize("tenant", ["water", "energy"])
async def test_the_other_lists_are_the_databases(desk: Open, tenant: str) -> None:
    async with desk(tenant, screen="loyalty") as at:
        money = at.session.formats.money
        query = "SELECT * FROM loyalty_cards WHERE user_id = ? ORDER BY id"
        cards = rows(at, query, collector(at))
        name = name_of(at, collector(at))
        assert shown_in(await view(at, "cards")) == [
            (row["number"], worded(row["scheme"]), name, worded(row["status"])) for row in cards
        ]
        assert shown_in(await view(at, "vouchers")) == [
            (
                day_in(at, row["purchased_at"]),
                row["display_name"],
                day_in(at, row["available_from"]),
                money(row["voucher_value"]),
                money(row["balance"]),
                "refunded" if row["refunded_at"] else "" if row["balance"] else "used up",
            )
            for row in of_account(at, "vouchers", "purchased_at DESC")
        ]
        assert shown_in(await view(at, "rewards")) == [
            (
                row["code"],
                worded(row["scheme_type"]),
                row["payment_status"],
                day_in(at, row["payment_date"]),
                money(row["reward_amount"]),
            )
            for row in of_account(at, "rewards")
        ]
        assert shown_in(await view(at, "referrals")) == [
            (
                day_in(at, row["referred_user_join_date"]),
                row["referred_user_name"],
                row["code"],
                row["payment_status"],
                day_in(at, row["payment_date"]),
                money(row["referring_user_payment_amount"]),
                money(row["referred_user_payment_amount"]),
            )
            for row in of_account(at, "referrals")
        ]


async def test_two_requests_open_the_screen_and_a_list_asks_when_it_is_seen(desk: Open) -> None:
    async with desk(screen="loyalty") as at:

        async def asked() -> list[str]:
            log = await at.control("log")
            names = [request["operationName"] for request in log["requests"]]
            return [name for name in names if name and name.startswith("Loyalty")]

        assert await asked() == ["Loyalty", "LoyaltyMembers"]
        await view(at, "points")
        assert len(await asked()) == 2
        await view(at, "vouchers")
        assert (await asked())[2:] == ["LoyaltyVouchers"]


# -- going around ----------------------------------------------------------------------------------


async def test_a_voucher_opens_whole_and_esc_comes_back(desk: Open) -> None:
    async with desk(screen="loyalty") as at:
        pane = await view(at, "vouchers")
        await at.press("down", "enter")
        assert isinstance(at.app.screen, ObjectScreen)
        voucher = of_account(at, "vouchers", "purchased_at DESC")[1]
        money = at.session.formats.money
        assert at.facts("Voucher")["Name"] == voucher["display_name"]
        assert at.facts("Voucher")["Left"] == money(voucher["balance"])
        uses = rows(at, "SELECT * FROM voucher_redemptions WHERE voucher_id = ?", voucher["id"])
        assert len(at.facts("Used")) == len(uses) == 1
        await at.press("escape")
        assert isinstance(at.app.screen, LoyaltyScreen)
        assert pane.table.cursor == 1


async def test_facts_of_the_summary_lead_to_their_lists(desk: Open) -> None:
    async with desk(screen="loyalty", size=(80, 60)) as at:
        for section, label, name in (
            ("Loyalty points", "Balance", "points"),
            ("Vouchers", "To be used today", "vouchers"),
            ("Rewards", "Paid", "rewards"),
            ("Referrals", "People referred", "referrals"),
        ):
            await go_to(at, section, label)
            await at.press("enter")
            screen = at.app.screen
            assert isinstance(screen, LoyaltyScreen)
            assert screen.current_view == name
            while screen.current_view != VIEWS[0]:
                await at.press("left_square_bracket")


async def test_by_mouse_alone(desk: Open) -> None:
    async with desk(screen="operations") as at:
        names = [tab.name for tab in TABS]
        before = "".join(tab.label for tab in TABS[: names.index("loyalty")])
        await at.pilot.click(TabLine, offset=(len(before) + 2, 0))
        await at.settle()
        screen = at.app.screen
        assert isinstance(screen, LoyaltyScreen)
        labels = [view.label for view in LoyaltyScreen.VIEWS]
        for place, name in enumerate(VIEWS):
            left = len("".join(labels[:place])) + 2
            await at.pilot.click("#views", offset=(left, 0))
            await at.settle()
            assert screen.current_view == name
        table = (await view(at, "referrals")).table
        for _ in range(2):
            await at.pilot.click(table, offset=(3, 2))
            await at.settle()
        assert isinstance(at.app.screen, ObjectScreen)
        stored = of_account(at, "referrals")[1]
        assert at.facts("Referral")["Who joined"] == stored["referred_user_name"]


async def test_points_are_sorted_as_numbers_and_narrowed(desk: Open) -> None:
    async with desk(screen="loyalty") as at:
        pane = await view(at, "points")
        await at.press("s")
        await at.type("points")
        await at.press("enter")
        changes = [int(cells[4]) for cells in listed(pane)]
        assert changes == sorted(changes)
        await at.press("slash")
        await at.type("redeemed")
        await at.press("enter")
        assert {cells[1] for cells in listed(pane)} == {"Redeemed for credit"}


# -- acting ----------------------------------------------------------------------------------------


async def test_points_become_credit_and_the_summary_says_what_changed(desk: Open) -> None:
    async with desk(screen="loyalty") as at:
        user = collector(at)
        before = balance(at, user)
        await go_to(at, "Loyalty points", "Balance")
        form = await open_form(at, "redeem loyalty")
        assert field(form, "accountNumber") == at.session.account
        assert field(form, "accountUserId") == str(user)
        await fill(at, form, "points", "20")
        await send(at)
        assert "accepted" in at.notice
        assert balance(at, user) == before - 20
        facts = [fact for each in summary(at).sections for fact in each.facts if fact.was]
        assert any(fact.value.startswith(f"{before - 20} points") for fact in facts)
        pane = await view(at, "points")
        assert listed(pane)[0][1:6:4] == ("Redeemed for credit", f"{before - 20:,}")


async def test_points_move_to_the_other_person(desk: Open) -> None:
    async with desk(screen="loyalty", size=(80, 60)) as at:
        user = collector(at)
        before = balance(at, user)
        await go_to(at, "Points of", "Last change")
        form = await open_form(at, "transfer loyalty")
        assert field(form, "sendingUserId") == str(user)
        other = int(field(form, "receivingUserId"))
        assert other != user
        await fill(at, form, "points", "7")
        await send(at)
        assert "accepted" in at.notice
        assert (balance(at, user), balance(at, other)) == (before - 7, 7)
        shown = [
            fact.value
            for each in summary(at).sections
            if each.title.startswith("Points of")
            for fact in each.facts
            if fact.label == "Balance"
        ]
        assert [value.split()[0] for value in shown] == [str(before - 7), "7"]


async def test_an_account_that_collects_nothing_says_so_and_is_enrolled(desk: Open) -> None:
    async with desk(screen="loyalty") as at:
        query = (
            "SELECT number FROM accounts WHERE status = 'ACTIVE'"
            " AND NOT is_enrolled_in_loyalty_program ORDER BY id"
        )
        at.session.choose(rows(at, query)[0]["number"])
        await at.press("r")
        assert at.notice == ""
        assert at.facts("Loyalty points")["Balance"].startswith("0 points")
        assert at.facts("Loyalty points")["Joining"].startswith("eligible")
        pane = await view(at, "points")
        assert listed(pane) == []
        assert "collected any points" in pane.table.empty_text
        await at.press("left_square_bracket")
        await go_to(at, "Loyalty points", "Joining")
        await at.press("a", "enter")  # It fits best.
        assert isinstance(at.app.screen, FormScreen)
        form = at.app.screen.query_one(FormView)
        assert form.form.record["name"] == "enrollAccountInLoyaltyProgram"
        assert field(form, "accountUserId")
        assert field(form, "accountNumber") == at.session.account
        await send(at)
        assert "accepted" in at.notice
        assert at.facts("Loyalty points")["Joining"].startswith("not eligible: already enrolled")


async def test_a_voucher_is_bought_and_tells_what_was_charged(desk: Open) -> None:
    async with desk("energy", screen="loyalty", size=(80, 60)) as at:
        money = at.session.formats.money
        await go_to(at, "Vouchers", "To be used later")
        form = await open_form(at, "purchase voucher")
        assert field(form, "accountNumber") == at.session.account
        given = {
            "displayName": "Winter voucher",
            "voucherType": "GIFT",
            "voucherValueInCents": "5000",
            "chargeAmountInCents": "4000",
            "availableFrom": "today",
            "purchasedAt": "today",
        }
        for name, text in given.items():
            await fill(at, form, name, text)
        await send(at)
        assert "accepted" in at.notice
        pane = await view(at, "vouchers")
        (bought,) = [cells for cells in listed(pane) if cells[1] == "Winter voucher"]
        assert bought[3:5] == (money(5000), money(5000))
        await at.press("slash")
        await at.type("winter")
        await at.press("enter", "enter")
        charge = rows(at, "SELECT * FROM transactions ORDER BY id DESC")[0]
        assert charge["reason_code"] == "VOUCHER_PURCHASE"
        told = at.facts("Paid")["Charged"]
        assert told.startswith(money(charge["amount"]))
        assert str(charge["id"]) in told


# -- when things are missing -----------------------------------------------------------------------


async def test_a_part_that_fails_is_said_and_the_rest_stays(desk: Open) -> None:
    async with desk(screen="loyalty") as at:
        change(at, "UPDATE accounts SET loyalty_points_user_id = 999999 WHERE id = 1")
        await at.press("r")
        assert "not found" in at.notice
        assert at.facts("Loyalty points")["Balance"] == "\N{EM DASH}"
        assert at.facts("Referrals")["People referred"] == "3"


async def test_without_the_people_the_rest_is_shown(desk: Open) -> None:
    async with desk(screen="loyalty") as at:
        shown = at.facts("Loyalty points")
        await at.control("fault", status=503, times=ATTEMPTS, operation="LoyaltyMembers")
        await at.press("r")
        assert "The points of the account's people are missing." in at.notice
        assert at.facts("Loyalty points") == shown
        assert at.facts("Points of") == {}
        pane = await view(at, "points")
        assert pane.table.empty_text == NOT_TOLD
        await at.press("left_square_bracket", "r")
        assert at.notice == ""
        assert at.facts("Points of")


async def test_a_list_that_fails_does_not_claim_that_there_is_nothing(desk: Open) -> None:
    async with desk(screen="loyalty") as at:
        await at.control("fault", status=503, times=ATTEMPTS, operation="LoyaltyVouchers")
        pane = await view(at, "vouchers")
        told = f"The server or a gateway before it failed (HTTP 503). {NEVER_SEEN}"
        assert (listed(pane), pane.table.empty_text) == ([], told)
        assert "press r" in str(pane.query_one("#count", Static).content)
        await at.press("r")
        assert len(listed(pane)) == 4
        change(at, "DELETE FROM vouchers")
        await at.press("r")
        assert (listed(pane), pane.table.empty_text) == ([], NO_VOUCHER)


async def test_losing_the_tenant_keeps_what_is_shown(desk: Open) -> None:
    async with desk(screen="loyalty") as at:
        shown = at.facts("Loyalty points")
        await at.control("fault", status=503, times=ATTEMPTS)
        await at.press("r")
        assert at.facts("Loyalty points") == shown
        assert "r tries again" in at.notice


async def test_nothing_of_another_account_stays(desk: Open) -> None:
    async with desk(screen="loyalty") as at:
        pane = await view(at, "rewards")
        assert listed(pane)
        at.session.choose("A-00000000")
        screen = at.app.screen
        assert isinstance(screen, LoyaltyScreen)
        screen.account_changed()
        await at.settle()
        assert listed(pane) == []
        assert pane.table.empty_text == ""
        assert "Press ctrl+o" in at.notice
