"""`kraken-tui operations --compare`: from the caches, from a file, and where one is missing."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kraken_tui.config.paths import Folders
from tests.contracts import definition
from tests.keeping import LIVE, TEST, keep_schema

from .conftest import Run, Sandbox

ENDPOINT = "http://{}.localhost:9/graphql/"


@pytest.fixture
def two(run: Run, folders: Folders) -> Run:
    """Give a person with two profiles whose schemas were fetched today."""
    for name, schema in (("live", LIVE), ("test", TEST)):
        endpoint = ENDPOINT.format(name)
        assert run("profile", "add", name, "--endpoint", endpoint, "--secret", "env:NONE").code == 0
        keep_schema(folders.schemas, endpoint, schema)
    return run


def test_what_breaks_comes_first(two: Run) -> None:
    ended = two("operations", "--compare", "test")
    assert ended.code == 0
    assert ended.err == 'From "live" to "test": 9 differences, of which 4 can break callers.\n'
    assert ended.out.splitlines() == [
        "Breaks callers: 4",
        "  - mutation      refundPayment              (paymentId: ID!, amount: Int!): Payment",
        "  + input         PayBillInput.ledgerNumber  required: ID!",
        "  ~ input         PayBillInput.reference     became required: String -> String!",
        "  ~ type          Account.balance            may be null now: Int! -> Int",
        "",
        "Breaks nobody: 4",
        "  + mutation      payBill(dryRun)            Boolean = false",
        "  + mutation      remindOfBill               (accountNumber: String!): Payment",
        "  ~ input         PayBillInput.day           deprecated now: The schedule knows.",
        "  + enum          PaymentMethod.VOUCHER      VOUCHER",
        "",
        "Only said in other words: 1, which --json tells",
    ]


def test_the_other_way_round_what_was_new_is_gone(two: Run) -> None:
    ended = two("--profile", "test", "operations", "--compare", "live", "--json")
    told = json.loads(ended.out)
    assert (told["before"]["name"], told["after"]["name"]) == ("test", "live")
    assert told["before"]["fetchedAt"].startswith("20")
    kinds = {each["where"]: (each["weight"], each["kind"]) for each in told["changes"]}
    assert kinds == {
        "payBill(dryRun)": ("breaks", "gone"),
        "remindOfBill": ("breaks", "gone"),
        "PayBillInput.ledgerNumber": ("breaks", "gone"),
        "PaymentMethod.VOUCHER": ("breaks", "gone"),
        "refundPayment": ("fits", "added"),
        "PayBillInput.reference": ("fits", "changed"),
        "PayBillInput.day": ("fits", "changed"),
        "Account.balance": ("fits", "changed"),
        "payBill": ("words", "changed"),
    }
    changed = next(each for each in told["changes"] if each["where"] == "PayBillInput.reference")
    assert (changed["before"], changed["after"]) == ("String!", "String")
    assert changed["mutations"] == ["payBill"]


def test_a_live_tenant_and_a_file(
    run: Run, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRAKEN_TEST_SECRET", "sk_demo_water")
    run("profile", "add", "w", "--endpoint", sandbox.endpoint, "--secret", "env:KRAKEN_TEST_SECRET")
    file = tmp_path / "release.graphql"
    file.write_text(definition("water").replace("  submitMeterReading(", "  submitReading(", 1))
    ended = run("operations", "--compare", str(file))
    assert ended.code == 0
    lines = [line.split() for line in ended.out.splitlines()]
    assert ["-", "mutation", "submitMeterReading"] in [line[:3] for line in lines]
    assert ["+", "mutation", "submitReading"] in [line[:3] for line in lines]
    assert f'From "w" to "{file}": ' in ended.err


@pytest.mark.parametrize(
    ("other", "code", "words"),
    [
        ("live", 2, '"live" would be compared with itself'),
        ("tset", 2, 'There is no profile "tset" (known: far, live, test)'),
        ("far", 2, 'There is no schema of "far" to compare.'),
        ("{file}", 2, "holds neither SDL nor"),
    ],
)
def test_what_cannot_be_compared_is_told_in_words(
    two: Run, tmp_path: Path, other: str, code: int, words: str
) -> None:
    two("profile", "add", "far", "--endpoint", ENDPOINT.format("far"), "--secret", "env:NONE")
    (tmp_path / "file").write_text("type Query {")
    ended = two("operations", "--compare", other.format(file=tmp_path / "file"))
    assert (ended.code, ended.out) == (code, "")
    assert words in ended.err


def test_an_old_schema_is_better_than_none_and_its_owner_is_named(
    two: Run, folders: Folders
) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    keep_schema(folders.schemas, ENDPOINT.format("test"), TEST, at=at)
    ended = two("operations", "--compare", "test")
    assert ended.code == 0
    assert ended.out.startswith("Breaks callers: 4\n")
    assert '"test": not what the tenant tells now, but the tenant' in ended.err


def test_one_endpoint_has_one_schema(two: Run) -> None:
    two("profile", "add", "me", "--endpoint", ENDPOINT.format("live"), "--secret", "env:NONE")
    ended = two("operations", "--compare", "me")
    assert (ended.code, ended.out) == (0, "")
    assert "have the same endpoint" in ended.err
