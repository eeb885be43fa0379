"""Payments: what is shown is what the tenant's database holds."""

import json
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kraken_tui.widgets.chart import Chart
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.tab_line import TabLine
from tests.ui.database import rows
from tests.ui.desk import ATTEMPTS, Desk, Open
from tests.ui.payments_hands import (
    count,
    day,
    listed,
    load_all,
    money,
    of_account,
    pane,
    screen,
    view,
    words,
)

TENANTS = pytest.mark.parametrize("tenant", ["water", "energy"])
WIDE = (160, 50)


async def requests(at: Desk) -> int:
    """Count the queries of documents that the tenant has answered."""
    return len((await at.control("log"))["requests"])


def today(at: Desk) -> date:
    return at.session.clock().date()


def hardship(at: Desk) -> str:
    """Find an account that pays off arrears by a plan."""
    found = rows(
        at,
        "SELECT accounts.number FROM payment_plans JOIN accounts ON accounts.id ="
        " payment_plans.account_id ORDER BY accounts.id",
    )
    return str(found[0]["number"])


async def switch(at: Desk, account: str) -> None:
    """Open another account."""
    at.session.choose(account)
    screen(at).account_changed()
    await at.settle()


@TENANTS
async def test_instructions_are_the_databases_with_masked_identifiers(
    desk: Open, tenant: str
) -> None:
    async with desk(tenant, screen="payments", size=WIDE) as at:
        stored = of_account(at, "payment_instructions", "valid_from DESC")
        shown = listed(await view(at, "instructions"))
        assert len(shown) == len(stored) > 0
        for cells, row in zip(shown, stored, strict=True):
            assert cells[0] == words(row["instruction_type"])
            assert cells[1].endswith(row["masked_account_identifier"][-4:])
            assert "****" in cells[1]
            assert cells[2] == row["account_holder"]
            assert cells[3] == words(row["status"])
            assert cells[4] == day(row["valid_from"])
            assert cells[5] == ("default" if row["is_default"] else "")


@TENANTS
async def test_preferences_are_the_databases_ledger_by_ledger(desk: Open, tenant: str) -> None:
    async with desk(tenant, screen="payments", size=WIDE) as at:
        shown = listed(await view(at, "preferences"))
        expected: list[tuple[str, ...]] = []
        ledgers = rows(
            at,
            "SELECT ledgers.*, (SELECT SUM(balance_effect) FROM transactions AS t"
            " WHERE t.ledger_id = ledgers.id) AS stands_at"
            " FROM ledgers JOIN accounts ON accounts.id = account_id"
            " WHERE accounts.number = ? ORDER BY is_main DESC, is_debt, ledgers.id",
            at.session.account,
        )
        for ledger in ledgers:
            balance = money(tenant, ledger["stands_at"] or 0)
            stored = rows(
                at,
                "SELECT p.*, instruction_type, masked_account_identifier AS masked"
                " FROM payment_preferences AS p LEFT JOIN payment_instructions AS i"
                " ON i.id = payment_instruction_id WHERE p.ledger_id = ?"
                " ORDER BY for_payments_after DESC",
                ledger["id"],
            )
            for place, row in enumerate(stored):
                by = "By hand"
                if row["instruction_type"]:
                    by = f"{words(row['instruction_type'])} ****{row['masked'][-4:]}"
                now = "" if place else "now"
                since = day(row["for_payments_after"])
                stands = "" if place else balance
                expected.append((ledger["number"], ledger["name"], by, since, now, stands))
            if not stored:
                by = "No preference" if ledger["accepts_payments"] else "Takes no payments"
                expected.append((ledger["number"], ledger["name"], by, "", "", balance))
        assert [tuple(cells) for cells in shown] == expected
        assert {cells[2] for cells in shown} >= {"By hand", "No preference"}


def next_day(row: dict[str, Any], since: date) -> date | None:
    """Walk to the next day of a monthly schedule."""
    if row["valid_to"] and row["valid_to"] <= since.isoformat():
        return None
    while since.day != row["payment_day"]:
        since += timedelta(days=1)
    return since


@TENANTS
async def test_schedules_are_the_databases_with_their_next_payments(
    desk: Open, tenant: str
) -> None:
    async with desk(tenant, screen="payments", size=WIDE) as at:
        stored = of_account(at, "payment_schedules", "valid_from DESC")
        shown = listed(await view(at, "schedules"))
        assert len(shown) == len(stored) == 2
        for cells, row in zip(shown, stored, strict=True):
            coming = next_day(row, today(at))
            assert cells[0] == row["ledger"]
            assert cells[1] == words(row["schedule_type"])
            assert cells[2] == money(tenant, row["payment_amount"])
            assert cells[3] == f"monthly on day {row['payment_day']}"
            assert cells[4] == day(row["valid_from"])
            assert cells[5] == (day(row["valid_to"]) if row["valid_to"] else "")
            assert cells[6] == (day(coming.isoformat()) if coming else "")
            assert cells[7] == ("active" if coming else "ended")


@TENANTS
async def test_a_plan_is_the_databases_with_its_payments(desk: Open, tenant: str) -> None:
    async with desk(tenant, screen="payments", size=WIDE) as at:
        await switch(at, hardship(at))
        (row,) = of_account(at, "payment_plans")
        payments = json.loads(row["payments"])
        coming = min(p["payableDate"] for p in payments if p["payableDate"] >= str(today(at)))
        amount = next(p["amount"] for p in payments if p["payableDate"] == coming)
        (cells,) = listed(await view(at, "plans"))
        assert tuple(cells) == (
            row["strategy_display_name"],
            row["ledger"],
            "Active",
            day(coming),
            money(tenant, amount),
            str(len(payments)),
            money(tenant, sum(p["amount"] for p in payments)),
        )
        await at.press("enter")
        shown = at.facts("Payments of the plan")
        assert list(shown) == [day(p["payableDate"]) for p in payments]
        for payment in payments:
            assert shown[day(payment["payableDate"])].startswith(money(tenant, payment["amount"]))
        assert at.facts("Plan")["Next payment"] == f"{money(tenant, amount)} on {day(coming)}"


@TENANTS
async def test_payments_are_the_databases_page_by_page_and_by_state(
    desk: Open, tenant: str
) -> None:
    async with desk(tenant, screen="payments", size=WIDE) as at:
        stored = of_account(at, "payments", "payment_date DESC, t.id DESC")
        by_state = Counter(row["status"] for row in stored)
        await view(at, "payments")
        await load_all(at)
        assert count(at) == f"all {len(stored)} payments"

        def written(wanted: str = "") -> list[tuple[str, ...]]:
            return [
                (
                    day(row["payment_date"]),
                    money(tenant, row["amount"]),
                    words(row["status"]),
                    row["reference"],
                )
                for row in stored
                if wanted in ("", row["status"])
            ]

        def seen() -> list[tuple[str, ...]]:
            return [(*cells[:3], cells[5]) for cells in listed(pane(at))]

        assert seen() == written()
        line = screen(at).query_one("#states TabLine", TabLine)
        told = {tab.name: tab.title for tab in line._tabs}
        counts = {"all": f"All {len(stored)}"}
        counts |= {state: f"{words(state)} {count}" for state, count in by_state.items()}
        assert told == counts
        for tab in [*line._tabs[1:], line._tabs[0]]:
            await at.press("greater_than_sign")
            await load_all(at)
            wanted = "" if tab.name == "all" else tab.name
            assert seen() == written(wanted)
            assert screen(at).query_one("#states TabLine", TabLine).current == tab.name
        await at.press("less_than_sign")
        assert seen() == written(line._tabs[-1].name)


@TENANTS
async def test_the_forecast_follows_from_what_is_scheduled(desk: Open, tenant: str) -> None:
    async with desk(tenant, screen="payments", size=WIDE) as at:
        shown = listed(await view(at, "forecast"))
        (scheduled,) = [row for row in of_account(at, "payments") if row["status"] == "SCHEDULED"]
        (terms,) = [row for row in of_account(at, "payment_schedules") if row["valid_to"] is None]
        assert scheduled["amount"] == terms["payment_amount"]
        due = date.fromisoformat(scheduled["payment_date"])
        expected = []
        while due <= today(at) + timedelta(days=365):
            if due.day == terms["payment_day"]:
                expected.append(due)
            due += timedelta(days=1)
        amount = money(tenant, terms["payment_amount"])
        assert [(cells[1], cells[2]) for cells in shown] == [
            (day(each.isoformat()), amount) for each in expected
        ]
        assert [cells[0] for cells in shown] == [str(n + 1) for n in range(len(expected))]
        (series,) = at.app.screen.query_one(Chart).figure.series
        monthly = [(day(str(each)).split(" ", 1)[1], scheduled["amount"]) for each in expected]
        assert list(series.points) == monthly
        ledgers = rows(at, "SELECT * FROM ledgers WHERE id = ?", scheduled["ledger_id"])
        line = screen(at).query_one("#ledgers TabLine", TabLine)
        assert line.current == ledgers[0]["number"]
        await at.press("greater_than_sign")
        assert line.current != ledgers[0]["number"]
        assert listed(pane(at)) == []
        await at.press("greater_than_sign")
        assert len(listed(pane(at))) == len(expected)


async def test_a_plan_is_forecast_beside_the_schedule(desk: Open) -> None:
    async with desk("energy", screen="payments", size=WIDE) as at:
        await switch(at, hardship(at))
        shown = listed(await view(at, "forecast"))
        (plan,) = of_account(at, "payment_plans")
        dues = [p for p in json.loads(plan["payments"]) if p["payableDate"] >= str(today(at))]
        slips = [cells for cells in shown if cells[3] == "Payment slip"]
        assert [(cells[1], cells[2]) for cells in slips] == [
            (day(p["payableDate"]), money("energy", p["amount"])) for p in dues
        ]
        debit, slip = at.app.screen.query_one(Chart).figure.series
        assert (debit.name, slip.name) == ("direct debit", "payment slip")
        first = today(at).replace(day=1)
        months = [day(str(first + timedelta(days=31 * n))).split(" ", 1)[1] for n in range(12)]
        assert [month for month, _ in slip.points] == [month for month, _ in debit.points]
        assert [month for month, _ in slip.points if month in months] == [
            month for month in months if month in dict(slip.points)
        ]
        drawn = {month: amount for month, amount in slip.points if amount is not None}
        assert sum(drawn.values()) == sum(p["amount"] for p in dues)


async def test_missed_payments_are_the_databases(desk: Open) -> None:
    async with desk(screen="payments", size=WIDE) as at:
        stored = [
            row
            for row in of_account(at, "payments", "payment_date DESC")
            if row["status"] in ("FAILED", "PROMISE_BROKEN")
        ]
        shown = listed(await view(at, "missed"))
        assert len(shown) == len(stored) > 0
        for cells, row in zip(shown, stored, strict=True):
            late = (today(at) - date.fromisoformat(row["payment_date"])).days
            amount = money("water", row["amount"])
            assert cells[:4] == (day(row["payment_date"]), amount, amount, f"{late} days")
            assert (cells[4], cells[5]) == (row["ledger"], row["ledger_name"])
            assert cells[6] == ("to be retried" if late <= 45 else "")


async def test_a_tenant_that_counts_no_missed_payments_tells_those_tried_again(
    desk: Open,
) -> None:
    async with desk("energy", screen="payments", size=WIDE) as at:
        since = (today(at) - timedelta(days=45)).isoformat()
        stored = [
            row
            for row in of_account(at, "payments")
            if row["status"] == "FAILED" and row["payment_date"] >= since
        ]
        shown = listed(await view(at, "missed"))
        assert [(cells[0], cells[1], cells[2]) for cells in shown] == [
            (day(row["payment_date"]), money("energy", row["amount"]), "") for row in stored
        ]
        assert stored


@TENANTS
async def test_an_opened_instruction_tells_what_the_database_holds(desk: Open, tenant: str) -> None:
    async with desk(tenant, screen="payments", size=WIDE) as at:
        (row,) = of_account(at, "payment_instructions")
        (owner,) = rows(
            at,
            "SELECT users.* FROM payment_instruction_owners JOIN users ON users.id = user_id"
            " WHERE payment_instruction_id = ?",
            row["id"],
        )
        await at.press("enter")
        shown = at.facts("Instruction")
        assert shown["Holder"] == row["account_holder"]
        assert shown.get("Sort code", "") == row["sort_code"]
        assert shown["Bank code"] == row["bank_code"]
        assert shown["Provider"] == row["vendor"]
        assert shown["Id"] == str(row["id"])
        assert row["iban"] == "" or row["iban"] not in str(
            at.app.screen.query_one(FactView).sections
        )
        assert at.facts("Owners") == {"Customer": f"{owner['given_name']} {owner['family_name']}"}
        (ledger, *_) = rows(at, "SELECT * FROM ledgers WHERE account_id = ?", row["account_id"])
        assert at.facts("Used now for") == {ledger["number"]: ledger["name"]}


async def test_an_opened_schedule_tells_its_days_and_what_was_missed(desk: Open) -> None:
    async with desk(screen="payments", size=WIDE) as at:
        await view(at, "schedules")
        await at.press("enter")
        (row,) = [row for row in of_account(at, "payment_schedules") if row["valid_to"] is None]
        amount = money("water", row["payment_amount"])
        shown = at.facts("Schedule")
        assert (shown["Amount"], shown["From"]) == (amount, day(row["valid_from"]))
        assert shown["Ledger"] == f"{row['ledger']}  {row['ledger_name']}"
        days: list[str] = []
        since = today(at)
        while len(days) < 6:
            due = next_day(row, since)
            assert due is not None
            days.append(day(due.isoformat()))
            since = due + timedelta(days=1)
        assert at.facts("Next by its terms") == dict.fromkeys(days, amount)
        failed = [p for p in of_account(at, "payments") if p["status"] == "FAILED"]
        assert at.facts("Missed payments") == {
            day(p["payment_date"]): (
                f"{money('water', p['amount'])}  "
                f"{(today(at) - date.fromisoformat(p['payment_date'])).days} days"
            )
            for p in failed
        }


async def test_one_request_opens_the_screen_and_one_each_view_that_pages(desk: Open) -> None:
    async with desk(screen="overview") as at:
        before = await requests(at)
        await at.press("3")
        assert await requests(at) == before + 1
        for name in ("preferences", "schedules", "plans"):
            await view(at, name)
        assert await requests(at) == before + 1
        await view(at, "payments")
        assert await requests(at) == before + 2
        await view(at, "forecast")
        assert await requests(at) == before + 3
        await view(at, "missed")
        await at.press("r")
        assert await requests(at) == before + 4
        await view(at, "payments")
        assert await requests(at) == before + 5
        await view(at, "schedules")
        await view(at, "payments")
        assert await requests(at) == before + 6


async def test_moments_are_told_in_the_profiles_zone(desk: Open) -> None:
    async with desk("energy", screen="payments", timezone="Pacific/Auckland") as at:
        (row,) = of_account(at, "payment_instructions")
        await at.press("enter")
        local = datetime.fromisoformat(row["valid_from"]) + timedelta(hours=13)
        assert at.facts("Instruction")["Valid from"].startswith(day(local.date().isoformat()))
        assert at.app.screen.query_one(FactView).sections


async def test_payments_that_cannot_be_had_say_so_and_r_continues(desk: Open) -> None:
    async with desk(screen="payments") as at:
        await at.control("fault", status=503, times=ATTEMPTS, operation="PaymentsMade")
        await view(at, "payments")
        assert count(at).endswith("press r.")
        assert listed(pane(at)) == []
        await at.press("r")
        assert count(at).startswith("all ")


async def test_losing_the_tenant_keeps_what_is_shown(desk: Open) -> None:
    async with desk(screen="payments") as at:
        shown = listed(pane(at))
        await at.control("fault", status=503, times=ATTEMPTS)
        await at.press("r")
        assert "r tries again" in at.notice
        assert listed(pane(at)) == shown


async def test_another_account_shows_its_own(desk: Open) -> None:
    async with desk(screen="payments", size=WIDE) as at:
        await view(at, "payments")
        await at.press("greater_than_sign")
        await switch(at, hardship(at))
        stored = of_account(at, "payments")
        await load_all(at)
        assert count(at) == f"all {len(stored)} payments"
        assert screen(at).query_one("#states TabLine", TabLine).current == "all"
        assert len(listed(await view(at, "plans"))) == 1
