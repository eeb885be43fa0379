"""The schemas of two profiles compared in the app."""

from pathlib import Path

from kraken_tui.config.profiles import Profile, Profiles
from kraken_tui.screens.compare import CompareScreen
from kraken_tui.screens.compare_change import ChangeScreen, Lines
from kraken_tui.screens.listing import ListedRows
from kraken_tui.screens.operations import OperationsScreen
from kraken_tui.screens.picker import Picker
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.record_table import RecordTable
from tests.keeping import LIVE, TEST, keep_schema
from tests.ui.desk import Desk, Open

OWN = "http://live.localhost/v1/graphql/"
OTHER = Profile("test", "http://test.localhost/v1/graphql/", "http://test.localhost/auth/graphql/")


def listed(at: Desk) -> list[str]:
    """What the list of differences shows, a text per row."""
    source = at.app.screen.query_one(RecordTable).source
    assert isinstance(source, ListedRows)
    return [" ".join(filter(None, map(str, source.row(index)))) for index in range(len(source))]


def definition(at: Desk) -> list[str]:
    """The lines of the definition that is shown."""
    [table] = [table for table in at.app.screen.query(RecordTable) if table.display]
    assert isinstance(table.source, Lines)
    return [" ".join(table.source.row(index)) for index in range(len(table.source))]


def know(at: Desk, *profiles: Profile) -> None:
    Profiles(mapping={each.name: each for each in profiles}).save(at.session.folders.profiles)


async def test_what_differs_is_listed_opened_and_looked_at_from_both_sides(
    desk: Open, sandbox_cache: Path
) -> None:
    keep_schema(sandbox_cache / "water", OWN, LIVE)
    keep_schema(sandbox_cache / "water", OTHER.endpoint, TEST)
    async with desk(screen="operations", size=(80, 24), endpoint=OWN) as at:
        know(at, at.session.profile, OTHER)
        await at.press("c", "enter")
        assert isinstance(at.app.screen, CompareScreen)
        assert at.notice.startswith("4 can break callers. The schema of test is of ")
        assert at.text("#title") == f"\u2039 What differs: {at.session.profile.name} \u2192 test"
        assert listed(at) == [
            "\u2212 gone breaks mutation refundPayment (paymentId: ID!, amount: Int!): Payment",
            "+ added breaks input PayBillInput.ledgerNumber new and required: ID!",
            "~ changed breaks input PayBillInput.reference became required: String \u2192 String!",
            "~ changed breaks type Account.balance may be null now: Int! \u2192 Int",
            "+ added mutation payBill(dryRun) Boolean = false",
            "+ added mutation remindOfBill (accountNumber: String!): Payment",
            "~ changed input PayBillInput.day deprecated now: The schedule knows.",
            "+ added enum PaymentMethod.VOUCHER VOUCHER",
            "~ changed wording mutation payBill described otherwise",
        ]
        await at.press("slash")
        await at.type("reference")
        await at.press("enter", "enter")
        assert isinstance(at.app.screen, ChangeScreen)
        [section] = at.app.screen.query_one(FactView).sections
        assert {fact.label: fact.value for fact in section.facts} == {
            "Change": "~ changed, can break callers",
            "Kind": "input",
            "Means": "became required",
            "Before": "String",
            "After": "String!",
            "Used by": "payBill",
        }
        assert definition(at)[2:6] == [
            "   amount: Int!",
            "\u2212   reference: String",
            "+   reference: String!",
            "+   ledgerNumber: ID!",
        ]
        assert at.app.screen.query_one("#under", RecordTable).cursor == 3
        await at.press("y")
        assert "\n-   reference: String\n+   reference: String!\n" in at.app.clipboard
        await at.pilot.resize_terminal(120, 40)
        assert definition(at)[3] == "~   reference: String   reference: String!"
        await at.press("escape", "escape", "x")
        assert sorted(row.split()[1] for row in listed(at)).count("gone") == 4
        assert at.text("#title").endswith(f"test \u2192 {at.session.profile.name}")
        await at.press("escape")
        assert isinstance(at.app.screen, OperationsScreen)


async def test_without_another_schema_the_way_to_it_is_told(desk: Open) -> None:
    unknown = OTHER._replace(name="new", endpoint="http://new.localhost/")
    async with desk(screen="operations") as at:
        await at.press("c")
        assert at.notice == "There is no other profile; `kraken-tui profile add` adds one."
        know(at, at.session.profile, unknown)
        offered = {each.title: each for each in at.app.get_system_commands(at.app.screen)}
        offered["Compare with another profile"].callback()
        await at.settle()
        assert isinstance(at.app.screen, Picker)
        await at.press("enter")
        assert "`kraken-tui --profile new operations` fetches it" in at.text("#status")
        await at.press("escape")
        at.session.folders.profiles.write_text("default = 7")
        await at.press("c")
        assert "profiles.toml" in at.notice
