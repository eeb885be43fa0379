"""Signing in, listing and calling mutations, against a real tenant over real HTTP."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from kraken_tui.config.files import make_private_folder
from kraken_tui.config.paths import Folders
from kraken_tui.store.database import Database
from kraken_tui.store.journal import Entry, Journal

from .conftest import Run, Sandbox

EMAIL = "updateAccountBillingEmail"
LEDGER = "L-FA399808"
"""One of the account that the sandbox names."""


@pytest.fixture
def signed(run: Run, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a person whose profile can sign in and names an account."""
    monkeypatch.setenv("KRAKEN_TEST_SECRET", "sk_demo_water")
    added = run(
        *("profile", "add", "water", "--endpoint", sandbox.endpoint),
        *("--account", sandbox.account, "--secret", "env:KRAKEN_TEST_SECRET"),
    )
    assert added.code == 0
    return run


@pytest.fixture(scope="session")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the place of what the tests have read of the tenant's schema."""
    return tmp_path_factory.mktemp("known") / "schemas"


@pytest.fixture
def knowing(signed: Run, folders: Folders, schemas: Path) -> Run:
    """Give a person who has read the tenant's schema today."""
    if not schemas.exists():
        assert signed("operations").code == 0
        copytree(folders.schemas, schemas)
    copytree(schemas, folders.schemas, dirs_exist_ok=True)
    return signed


def last_row(folders: Folders) -> Entry:
    """Return the newest row of the journal."""
    return Journal(Database(folders.database)).newest(profile="water")[0]


def email_change(address: str, *more: str) -> tuple[str, ...]:
    return ("call", EMAIL, "--set", f"billingEmail={address}", *more)


def test_the_demo_account_is_the_sandboxes(sandbox: Sandbox) -> None:
    assert sandbox.account == "A-1A2B3C4D"


def test_login_opens_the_account(signed: Run, sandbox: Sandbox) -> None:
    ended = signed("login")
    assert (ended.code, ended.out) == (0, "")
    assert sandbox.account in ended.err


def test_login_with_a_password(
    signed: Run, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRAKEN_TEST_SECRET", "demo-password")
    signed(
        *("profile", "add", "p", "--endpoint", sandbox.endpoint, "--method", "password"),
        *("--email", "demo@kraken.example", "--secret", "env:KRAKEN_TEST_SECRET"),
    )
    assert signed("login", "--profile", "p").code == 0


@pytest.mark.parametrize(
    ("method", "words"), [("password", "password is wrong"), ("api-key", "API key is wrong")]
)
def test_a_wrong_secret_is_one_sentence(
    signed: Run, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, method: str, words: str
) -> None:
    monkeypatch.setenv("KRAKEN_TEST_SECRET", "not-the-secret")
    signed(
        *("profile", "add", "p", "--endpoint", sandbox.endpoint, "--method", method),
        *("--email", "demo@kraken.example", "--secret", "env:KRAKEN_TEST_SECRET"),
    )
    for line in (("login",), ("operations",), email_change("a@b.example")):
        ended = signed(*line, "--profile", "p")
        assert (ended.code, ended.out) == (1, "")
        assert words in ended.err
        assert ended.err.count("\n") == 1
        assert "not-the-secret" not in ended.err


def test_an_account_that_does_not_exist_is_one_sentence(signed: Run) -> None:
    ended = signed("login", "--account", "A-00000000")
    assert (ended.code, ended.out) == (1, "")
    assert "no account" in ended.err
    assert ended.err.count("\n") == 1


def test_an_address_without_an_api_is_not_reachable(
    run: Run, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRAKEN_TEST_SECRET", "sk_demo_water")
    elsewhere = sandbox.endpoint.replace("/v1/graphql/", "/nothing/")
    run("profile", "add", "x", "--endpoint", elsewhere, "--secret", "env:KRAKEN_TEST_SECRET")
    ended = run("login")
    assert ended.code == 3
    assert "no Kraken API at this address" in ended.err


def test_operations_are_listed_and_then_kept(signed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = signed("operations")
    assert (listed.code, listed.err) == (0, "")
    names = [line.split()[0] for line in listed.out.splitlines()]
    assert len(names) >= 90
    assert EMAIL in names
    # Without a secret nothing can be asked again, so this list is from the disk.
    monkeypatch.delenv("KRAKEN_TEST_SECRET")
    rows = json.loads(signed("operations", "--json").out)
    assert [row["name"] for row in rows] == names
    assert all(set(row) == {"name", "summary", "deprecated"} for row in rows)


def test_an_old_schema_is_fetched_anew_where_that_is_possible(
    signed: Run, folders: Folders, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = signed("operations").out
    (kept,) = folders.schemas.glob("*.schema")
    os.utime(kept, (1, 1))
    assert signed("operations").out == listed
    assert kept.stat().st_mtime > 1
    os.utime(kept, (1, 1))
    sandbox.order_fault(status=500)
    assert signed("operations").out == listed
    assert kept.stat().st_mtime == 1


def test_a_dry_run_shows_what_would_be_sent_and_sends_nothing(
    knowing: Run, sandbox: Sandbox
) -> None:
    ended = knowing(*email_change("dry@b.example", "--dry-run"))
    assert (ended.code, ended.err) == (0, "")
    document, _, variables = ended.out.partition("\n")
    assert document.startswith("mutation UpdateAccountBillingEmail(")
    shown = {"input": {"accountNumber": sandbox.account, "billingEmail": "dry@b.example"}}
    assert json.loads(variables) == shown
    as_json = json.loads(knowing(*email_change("dry@b.example", "--dry-run", "--json")).out)
    assert as_json == {"query": document, "variables": shown}
    assert shown not in sandbox.sent(EMAIL)


def test_an_accepted_call_is_sent_once_noted_and_printed(
    knowing: Run, sandbox: Sandbox, folders: Folders
) -> None:
    ended = knowing(*email_change("accepted@b.example"))
    assert ended.code == 0
    assert "accepted" in ended.err
    assert f"{EMAIL}.account.billingEmail = accepted@b.example" in ended.out.splitlines()
    sent = {"input": {"accountNumber": sandbox.account, "billingEmail": "accepted@b.example"}}
    assert sandbox.sent(EMAIL).count(sent) == 1
    row = last_row(folders)
    assert (row.outcome, row.account, row.variables) == ("accepted", sandbox.account, sent)


def test_a_call_reads_its_input_from_a_file_and_prints_json(
    knowing: Run, sandbox: Sandbox, tmp_path: Path
) -> None:
    source = tmp_path / "input.json"
    source.write_text('{"input": {"billingEmail": "file@b.example"}}', "utf-8")
    ended = knowing("call", EMAIL, "--input", str(source), "--json")
    answer = json.loads(ended.out)
    assert (ended.code, answer["outcome"]) == (0, "accepted")
    assert answer["data"][EMAIL]["account"]["billingEmail"] == "file@b.example"


def test_invalid_input_is_told_by_field_and_not_sent(knowing: Run, sandbox: Sandbox) -> None:
    before = len(sandbox.sent(EMAIL))
    ended = knowing(*email_change("nowhere", "--json"))
    assert ended.code == 2
    assert ended.err.startswith("input.billingEmail: ")
    answer = json.loads(ended.out)
    assert answer["outcome"] == "invalid"
    assert answer["fields"][0]["path"] == ["input", "billingEmail"]
    assert len(sandbox.sent(EMAIL)) == before


def test_a_refused_call_tells_the_sentence_and_the_fields(knowing: Run) -> None:
    line = ("call", "submitMeterReading", "--set", "meterId=0", "--set", "reading=1")
    ended = knowing(*line, "--set", "readingDate=2020-01-01", "--json")
    answer = json.loads(ended.out)
    assert (ended.code, answer["outcome"]) == (1, "refused")
    assert answer["codes"]
    assert ended.err


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_call_whose_answer_is_lost_has_an_unknown_outcome(
    knowing: Run, sandbox: Sandbox, folders: Folders, when: str
) -> None:
    address = f"lost-{when}@b.example"
    sandbox.order_fault(drop=True, when=when, operation="UpdateAccountBillingEmail")
    ended = knowing(*email_change(address, "--json"))
    assert (ended.code, json.loads(ended.out)["outcome"]) == (4, "unknown")
    assert "not known whether" in ended.err
    assert last_row(folders).outcome == "unknown"
    done = [each["input"]["billingEmail"] for each in sandbox.sent(EMAIL)]
    assert done.count(address) == (1 if when == "after" else 0)


def test_what_may_have_been_done_is_sent_again_only_on_demand(
    knowing: Run, sandbox: Sandbox
) -> None:
    line = email_change("doubtful@b.example")
    sent = {"input": {"accountNumber": sandbox.account, "billingEmail": "doubtful@b.example"}}
    sandbox.order_fault(drop=True, when="after", operation="UpdateAccountBillingEmail")
    assert knowing(*line).code == 4
    ended = knowing(*line)
    assert (ended.code, ended.out) == (2, "")
    assert "nobody knows whether it was done" in ended.err
    assert sandbox.sent(EMAIL).count(sent) == 1
    assert knowing(*line, "--again").code == 0
    assert sandbox.sent(EMAIL).count(sent) == 2
    assert knowing(*line).code == 0  # That it was accepted settles the first try, too.


def test_with_its_own_key_it_is_sent_again_and_done_once(knowing: Run, sandbox: Sandbox) -> None:
    name = "collectPayment"
    values = ["amount=500", "paymentDate=+7d", "description=Test", "idempotencyKey=once"]
    values.append(f"ledgerNumber={LEDGER}")
    line = ("call", name, *(word for each in values for word in ("--set", each)))
    sandbox.order_fault(drop=True, when="after", operation="CollectPayment")
    assert knowing(*line).code == 4
    other = knowing(*line, "--set", "idempotencyKey=another")
    assert (other.code, "idempotencyKey=once" in other.err) == (2, True)
    ended = knowing(*line)
    assert (ended.code, "sent before with the same" in ended.err) == (1, True), ended
    done = [each["outcome"] for each in sandbox.log()["mutations"] if each["name"] == name]
    assert (done.count("accepted"), len(done)) == (1, 2)


def test_what_cannot_be_noted_is_not_sent(knowing: Run, sandbox: Sandbox, folders: Folders) -> None:
    make_private_folder(folders.database)
    ended = knowing(*email_change("unnoted@b.example", "--json"))
    assert (ended.code, json.loads(ended.out)["outcome"]) == (2, "not sent")
    assert "noted first" in ended.err
    assert "unnoted@b.example" not in json.dumps(sandbox.sent(EMAIL))


def test_a_call_that_is_interrupted_says_what_is_known(
    knowing: Run, sandbox: Sandbox, folders: Folders
) -> None:
    sandbox.order_fault(delay=30, when="after", operation=EMAIL)
    line = [sys.executable, "-m", "kraken_tui", *email_change("interrupted@b.example")]
    with subprocess.Popen(
        line,
        stderr=subprocess.PIPE,
        text=True,
        # What runs in the background of a shell is started deaf to this signal.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as running:
        while "interrupted@b.example" not in json.dumps(sandbox.sent(EMAIL)):
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()
    assert running.returncode == 4
    assert "not known whether" in said
    assert last_row(folders).outcome == "unknown"


def test_a_read_only_profile_sends_nothing_but_shows(knowing: Run, sandbox: Sandbox) -> None:
    ended = knowing("--read-only", *email_change("readonly@b.example"))
    assert (ended.code, ended.out) == (2, "")
    assert "read-only" in ended.err
    assert knowing("--read-only", *email_change("readonly@b.example", "--dry-run")).code == 0
    assert "readonly@b.example" not in json.dumps(sandbox.sent(EMAIL))


def test_an_unknown_mutation_or_field_is_one_sentence(knowing: Run) -> None:
    ended = knowing("call", "updateAccountBillingEmial")
    assert ended.code == 2
    assert f'did you mean "{EMAIL}"?' in ended.err
    ended = knowing("call", EMAIL, "--set", "billingEmial=a@b.example")
    assert ended.code == 2
    assert 'did you mean "billingEmail"' in ended.err
