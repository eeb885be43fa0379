"""Every figure of the overview agrees with the rows behind it, in both tenants."""

from datetime import date, datetime
from typing import Any

import pytest

from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.screens.overview_lists import LINKS, LISTS
from kraken_tui.widgets.badge_line import BadgeLine
from kraken_tui.widgets.facts import Fact
from tests.ui.account_rows import account_row, facts, go_to, of_account
from tests.ui.database import change, rows
from tests.ui.desk import Desk, Open

TENANTS = pytest.mark.parametrize("tenant", ["water", "energy"])
COUNTED = {
    "notes": "notes",
    "reminders": "reminders",
    "complaints": "complaints",
    "messages": "events",
    "files": "file_attachments",
    "hardship": "hardship_agreements",
    "assistance": "assistance_agreements",
    "debt_collection": "debt_collection_proceedings",
    "contributions": "contribution_agreements",
    "campaigns": "campaigns",
    "applications": "applications",
    "references": "account_references",
    "assets": "customer_assets",
    "referrals": "referrals",
    "rewards": "rewards",
}
"""The table behind each list."""

TEXTS_SINCE = "2024-02-03T10:20:30+00:00"
HIDDEN = "sensitive, not shown here"
DETAILS = (
    '[{"namespace": "at-home", "value": "Tuesdays", "isSensitive": false},'
    ' {"namespace": "pin", "value": "1234", "isSensitive": true}]'
)


def value(at: Desk, section: str, label: str) -> str:
    return next(fact.value for fact in facts(at, section) if fact.label == label)


def labelled(found: list[Fact], label: str) -> list[str]:
    return [fact.value for fact in found if fact.label == label]


def people(at: Desk) -> list[dict[str, Any]]:
    return rows(
        at,
        "SELECT users.*, role FROM account_users JOIN users ON users.id = user_id"
        " WHERE account_id = ? AND is_customer ORDER BY account_users.id",
        account_row(at)["id"],
    )


async def open_account(at: Desk, row_id: int) -> None:
    (row,) = rows(at, "SELECT number, billing_name FROM accounts WHERE id = ?", row_id)
    at.session.choose(row["number"], holder=row["billing_name"])
    await at.press("r")


@TENANTS
async def test_money_of_the_account_and_its_ledgers(desk: Open, tenant: str) -> None:
    async with desk(tenant) as at:
        for row_id in (1, 3, 5, 8):
            await open_account(at, row_id)
            account, ledgers = account_row(at), of_account(at, "ledgers")
            since = at.session.formats.day(date.fromisoformat(account["created_at"][:10]))
            assert f"since {since}" in value(at, "Account", "Status")
            total, money = sum(each["balance"] for each in ledgers), at.session.formats.money
            assert value(at, "Account", "Balance").startswith(money(abs(total)))
            assert value(at, "Account", "Overdue") == money(account["overdue_balance"])
            shown = {fact.label: fact.value for fact in facts(at, "Ledgers")}
            for ledger in ledgers:
                told, balance = shown.pop(ledger["number"]), ledger["balance"]
                side = "settled" if not balance else "in credit" if balance > 0 else "in debt"
                assert told.startswith(f"{money(abs(balance))} {side}")
                assert told.endswith(ledger["name"])
            assert not shown
            wallet = [each["balance"] for each in ledgers if each["name"] == "Batería virtual"]
            assert labelled(facts(at, "Account"), "Solar wallet") == list(map(money, wallet))


async def test_what_a_meter_would_cost_is_told_to_who_has_a_flat_charge(desk: Open) -> None:
    async with desk() as at:
        assert not labelled(facts(at, "Account"), "Metered charge")
        change(at, "UPDATE accounts SET is_measured = 0")
        await at.press("r")
        schedules = of_account(at, "payment_schedules", "valid_from DESC")
        (due, *_) = (each["payment_amount"] for each in schedules if each["valid_to"] is None)
        told = value(at, "Account", "Metered charge")
        assert told.endswith(f"about {at.session.formats.money(due)} a payment")


@TENANTS
async def test_people_places_and_agreements(desk: Open, tenant: str) -> None:
    async with desk(tenant) as at:
        account, shown = account_row(at), facts(at, "Customer")
        found = people(at)
        assert labelled(shown, "E-mail") == [each["email"] for each in found]
        assert labelled(shown, "Mobile") == [each["mobile"] for each in found]
        assert labelled(shown, "Landline") == [e["landline"] for e in found if e["landline"]]
        roles = [each["role"].replace("_", " ").capitalize() for each in found]
        assert labelled(shown, "Role") == roles
        homes = rows(
            at,
            "SELECT address, number_of_occupants FROM occupancy_periods JOIN properties"
            " ON properties.id = property_id WHERE account_id = ? AND effective_to IS NULL"
            " ORDER BY effective_from DESC",
            account["id"],
        )
        places = facts(at, "Property")
        assert sorted(labelled(places, "Address")) == sorted(each["address"] for each in homes)
        occupants = [f", {each['number_of_occupants']} occupant" for each in homes]
        assert all(any(each in held for held in labelled(places, "Held")) for each in occupants)
        products = rows(
            at,
            "SELECT display_name, external_identifier FROM agreements"
            " JOIN products ON products.id = product_id"
            " JOIN supply_points ON supply_points.id = supply_point_id"
            " WHERE account_id = ? AND valid_to IS NULL",
            account["id"],
        )
        agreed = facts(at, "Supply agreements")[:-1]
        assert len(agreed) == len(products) > 1
        for product in products:
            assert any(
                fact.value.startswith(product["display_name"])
                and product["external_identifier"] in (fact.label, fact.value.split(", ")[-1])
                for fact in agreed
            )


async def test_last_readings_are_those_of_the_meters(desk: Open) -> None:
    async with desk() as at:
        meters = rows(
            at,
            "SELECT water_meters.* FROM water_meters JOIN occupancy_periods USING (property_id)"
            " WHERE account_id = ? AND status != 'REMOVED'",
            account_row(at)["id"],
        )
        shown = [fact.value for fact in facts(at, "Property")]
        assert len(meters) == 2
        for meter in meters:
            assert any(each.startswith(meter["serial_number"]) for each in shown)
            (last,) = rows(
                at,
                "SELECT * FROM readings WHERE meter_id = ? AND NOT is_quarantined"
                " ORDER BY reading_date DESC, id DESC LIMIT 1",
                meter["id"],
            )
            formats = at.session.formats
            value = formats.quantity(float(last["value_cubic_metres"]), "M3")
            told = f"{value} on {formats.day(date.fromisoformat(last['reading_date']))}"
            assert told + (" (held)" if last["is_held"] else "") in shown


@TENANTS
async def test_billing_details(desk: Open, tenant: str) -> None:
    async with desk(tenant) as at:
        account, day = account_row(at), at.session.formats.day
        lines = [account[f"billing_address_line{line}"] for line in range(1, 6)]
        address = ", ".join(filter(None, (*lines, account["billing_address_postcode"])))
        assert value(at, "Billing", "Address") == address
        assert value(at, "Billing", "E-mail") == account["billing_email"]
        assert value(at, "Billing", "Language") == account["preferred_language_for_comms"]
        next_bill = day(date.fromisoformat(account["next_billing_date"]))
        assert value(at, "Billing", "Next bill") == next_bill
        assert value(at, "Billing", "URN") == account["urn"]
        told = value(at, "Billing", "Consents")
        answers = {"ACCEPTED": "yes", "REJECTED": "no"}
        for consent in rows(
            at,
            "SELECT name, value FROM consents JOIN consent_types USING (code) WHERE account_id = ?",
            account["id"],
        ):
            assert f"{consent['name']} {answers[consent['value']]}" in told


@TENANTS
async def test_lists_are_counted(desk: Open, tenant: str) -> None:
    async with desk(tenant) as at:
        for row_id in (1, 5, 8):
            await open_account(at, row_id)
            shown = at.facts("Records")
            has_assets = tenant == "water"
            assert ("Belongings" in shown) == has_assets
            for name, table in COUNTED.items():
                if name != "assets" or has_assets:
                    count = len(of_account(at, table))
                    assert shown[{**LISTS, **LINKS}[name]].split(",")[0] == (
                        str(count) if count else "none"
                    )
            pinned = sum(note["is_pinned"] for note in of_account(at, "notes"))
            assert shown["Notes"].endswith(f"{pinned} pinned") or not pinned


async def test_badges_say_what_is_special(desk: Open) -> None:
    async with desk() as at:
        await open_account(at, 5)
        shown = {badge.words: badge.tone for badge in at.app.screen.query_one(BadgeLine).badges}
        assert shown == {
            "active": "good",
            "hardship": "bad",
            "special care": "warn",
            "social tariff": "warn",
            "WaterSure": "warn",
            "measured": "",
        }
        await open_account(at, 8)
        words = [badge.words for badge in at.app.screen.query_one(BadgeLine).badges]
        pressing = ["debt collection", "dunning", "pre-collection dunning"]
        assert words == ["active", *pressing, "measured"]


async def test_badges_without_room_are_counted(desk: Open) -> None:
    async with desk(size=(80, 24)) as at:
        every = ", ".join(
            f"{column} = 1"
            for column in account_row(at)
            if column.startswith("has_active") or column in ("is_in_hardship", "is_measured")
        )
        change(at, f"UPDATE accounts SET {every} WHERE number = ?", at.session.account)
        await at.press("r")
        line = at.app.screen.query_one(BadgeLine)
        shown = line.render_line(0).text
        drawn = [badge for badge in line.badges if f" {badge.words} " in shown]
        assert 0 < len(drawn) < len(line.badges)
        assert shown.rstrip().endswith(f"+{len(line.badges) - len(drawn)}")
        assert len(shown) == 80


@TENANTS
async def test_a_person_opens_whole(desk: Open, tenant: str) -> None:
    async with desk(tenant) as at:
        person = people(at)[0]
        change(at, "UPDATE user_comms_preferences SET sms_opt_in_last_change_date = ?", TEXTS_SINCE)
        change(at, "UPDATE users SET details = ?", DETAILS)
        await at.press("r")
        await go_to(at, "Customer", "E-mail")
        await at.press("enter")
        assert isinstance(at.app.screen, ObjectScreen)
        born = date.fromisoformat(person["date_of_birth"])
        assert value(at, "Person", "Born") == at.session.formats.day(born)
        assert value(at, "Person", "Number") == person["number"]
        assert value(at, "Contact", "E-mail") == person["email"]
        if tenant == "energy":
            assert value(at, "Person", "Tax number") == person["nif"]
        (chosen,) = rows(at, "SELECT * FROM user_comms_preferences WHERE user_id = ?", person["id"])
        yes = {True: "yes", False: "no"}
        offers = yes[bool(chosen["is_opted_in_to_offer_messages"])]
        assert value(at, "Preferences", "Offers") == offers
        since = at.session.formats.moment(datetime.fromisoformat(TEXTS_SINCE))
        assert value(at, "Preferences", "  since") == since
        surveys = labelled(facts(at, "Marketing and surveys"), "Our surveys")
        asked = yes[bool(chosen["is_opted_in_to_company_survey"])]
        assert surveys == ([asked] if tenant == "water" else [])
        assert [each.value for each in facts(at, "Details")] == ["Tuesdays", HIDDEN]
        assert len(facts(at, "Consents")) == 3
        await at.press("escape")
        assert not isinstance(at.app.screen, ObjectScreen)


async def test_many_people_get_a_line_each(desk: Open) -> None:
    async with desk() as at:
        change(
            at,
            "INSERT INTO account_users (account_id, user_id, role)"
            " SELECT 1, id, 'ACCOUNT_VIEWER' FROM users WHERE id BETWEEN 6 AND 25",
        )
        await at.press("r")
        found, shown = people(at), facts(at, "Customers")
        assert len(shown) == len(found) == 22
        for fact, person in zip(shown, found, strict=True):
            assert person["family_name"] in fact.label
            assert fact.value.startswith(person["email"])


async def test_what_a_tenant_could_not_tell_is_said_and_the_rest_is_there(desk: Open) -> None:
    async with desk() as at:
        shown = at.facts("Ledgers")
        change(at, "UPDATE accounts SET comms_delivery_preference = 'PIGEON'")
        await at.press("r")
        assert "PIGEON" in at.notice
        assert value(at, "Billing", "Bills by") == "\N{EM DASH}"
        assert at.facts("Ledgers") == shown


async def test_what_may_not_be_counted_says_so_only_when_it_is_opened(desk: Open) -> None:
    async with desk() as at:
        change(at, "UPDATE notes SET is_pinned = 'perhaps'")
        await at.press("r")
        assert at.notice == ""
        assert at.facts("Records")["Notes"].split(",")[0] == str(len(of_account(at, "notes")))
