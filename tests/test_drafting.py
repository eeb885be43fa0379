"""What is typed is on the disk within a second, goes back to its object, and has no secret."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from graphql import build_schema, graphql_sync

from kraken_tui import drafting
from kraken_tui.api.introspection import questions
from kraken_tui.api.record_building import build_records
from kraken_tui.api.records import MutationRecord
from kraken_tui.drafting import Drafts, topic_of
from kraken_tui.forms.form import Form
from kraken_tui.forms.subject import subject_of
from kraken_tui.store.database import Database
from kraken_tui.store.drafts import Drafts as Store
from kraken_tui.store.journal import Attempt, Journal

NOW = datetime(2026, 3, 1, 10, 30, tzinfo=UTC)
ACCOUNT = {"accountNumber": "A-1"}

SDL = """
type Query { a: Int }
type Mutation { payBack(input: Refund!): Int }
input Refund {
  accountNumber: String, paymentId: ID!, amount: Int, reason: String, password: String
  bankDetails: Bank, settings: JSONString, idempotencyKey: String
}
input Bank { accountHolder: String, iban: String }
scalar JSONString
"""
NEWER = SDL.replace(", reason: String", ", why: String")


def record_of(definition: str) -> MutationRecord:
    told = graphql_sync(build_schema(definition), questions()[0])
    assert told.data is not None
    (record,) = build_records(told.data)
    found: MutationRecord = json.loads(record.text)
    return found


RECORD = record_of(SDL)


def form_of(record: MutationRecord = RECORD, **context: object) -> Form:
    return Form.build(record, ACCOUNT | {"paymentId": "7"} | context, clock=lambda: NOW)


class Window:
    """A window of the program: its drafts, and the form that is open in it."""

    def __init__(self, path: Path, *, tenant: str = "https://api.example/") -> None:
        self.database = Database(path / "kraken-tui.db")
        self.drafts = Drafts(Store(self.database), profile="test", tenant=tenant)
        self.form = form_of()

    async def open(self, *, at: datetime = NOW, form: Form | None = None) -> list[str]:
        """Open the form; return where something that was typed is not back."""
        await self.drafts.load()
        self.form = form or form_of()
        topic = topic_of("payBack", subject_of(self.form))
        kept = self.drafts.find(topic)
        missing = () if kept is None else (*kept.typed.left_out, *self.form.take_up(kept.typed))
        intent = "wish-1" if kept is None else kept.intent
        self.pen = self.drafts.pen(self.form, topic, intent, now=lambda: at)
        return [str(path[-1]) for path in missing]

    async def type(self, **texts: str) -> None:
        for name, text in texts.items():
            self.form.set_text(("input", name), text)
        await self.drafts.flush()

    def text(self, *names: str) -> str:
        return self.form.node(("input", *names)).text  # type: ignore[union-attr]


@pytest.fixture
def window(tmp_path: Path) -> Window:
    return Window(tmp_path)


def on_disk(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in path.iterdir() if each.is_file())


async def test_a_steady_hand_does_not_put_off_the_disk(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "PAUSE", 0)
    await window.open()
    for letters in ("1", "12", "123"):
        window.form.set_text(("input", "amount"), letters)
        # A pause that began anew with each key would never end here.
        timer = window.drafts._timer
        assert timer is not None
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert timer is not window.drafts._timer
    assert window.drafts._writing is not None
    await window.drafts._writing
    again = Window(tmp_path)
    await again.open()
    assert again.text("amount") == "123"


async def test_each_object_has_its_own_draft_whichever_screen_it_is_on(
    window: Window, tmp_path: Path
) -> None:
    await window.open()
    await window.type(amount="1")
    await window.open(form=form_of(paymentId="8"))
    assert window.text("amount") == ""
    await window.type(amount="2")
    again = Window(tmp_path)
    await again.open(form=form_of(propertyId="55", name="Ashdown"))
    assert again.text("amount") == "1"
    assert [each.about["paymentId"] for each in again.drafts.all()] == ["7", "8"]


async def test_the_disk_has_no_secret_and_the_form_says_what_is_missing(
    window: Window, tmp_path: Path
) -> None:
    await window.open()
    window.form.set_text(("input", "bankDetails", "accountHolder"), "M Ashdown")
    window.form.set_text(("input", "bankDetails", "iban"), "DE89370400440532013000")
    await window.type(password="hunter2", reason="\ud83d too much", settings='{"apiKey": "s3cret')
    for secret in (b"hunter2", b"DE8937", b"s3cret"):
        assert secret not in on_disk(tmp_path)

    # As long as the program runs, bank details are kept too.
    assert await window.open() == ["password"]
    assert window.text("bankDetails", "iban") == "DE89370400440532013000"
    again = Window(tmp_path)
    assert sorted(await again.open()) == ["iban", "password", "settings"]
    assert again.text("reason") == "\ud83d too much"
    assert again.text("bankDetails", "accountHolder") == "M Ashdown"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('{\n  "a": 1\n}', '{\n  "a": 1\n}'),
        ('{"a": 1', '{"a": 1'),
        ('{\n  "password": "hunter2"\n}', '{"password": "(hidden)"}'),
        ('{\n  "password": "hunt', None),
        ("[" * 5000, "[" * 5000),
        ("x" * 100_000, "x" * 100_000),
    ],
)
def test_a_long_text_stays_as_it_was_typed_unless_a_secret_is_in_it(
    text: str, kept: str | None
) -> None:
    form = form_of()
    form.set_text(("input", "settings"), text)
    draft = form.draft(for_disk=True)
    assert draft.now["fields"]["input"]["fields"].get("settings") == kept  # type: ignore[index]
    assert bool(draft.left_out) == (kept != text)


async def test_what_nobody_touched_is_as_the_tenant_has_it_now(
    window: Window, tmp_path: Path
) -> None:
    await window.open(form=form_of(reason="old", amount=5))
    await window.type(amount="6")
    again = Window(tmp_path)
    assert await again.open(form=form_of(reason="new", amount=5)) == []
    assert (again.text("reason"), again.text("amount")) == ("new", "6")
    # Where less is known of the object, it is as it was then.
    await again.open(form=form_of())
    assert (again.text("reason"), again.text("amount")) == ("old", "6")


async def test_a_field_that_the_tenant_gave_up_is_told_and_the_rest_is_back(
    window: Window, tmp_path: Path
) -> None:
    await window.open()
    await window.type(amount="6", reason="gone")
    again = Window(tmp_path)
    assert await again.open(form=form_of(record_of(NEWER))) == ["reason"]
    assert again.text("amount") == "6"


async def test_what_is_undone_dropped_or_typed_for_another_tenant_is_not_offered(
    window: Window, tmp_path: Path
) -> None:
    await window.open()
    await window.type(amount="6")
    other = Window(tmp_path, tenant="https://other.example/")
    await other.open()
    assert other.text("amount") == ""
    await window.type(amount="")
    assert Store(window.database).all("test") == ()
    await window.type(amount="7")
    window.pen.drop()
    await window.drafts.flush()
    assert Store(window.database).all("test") == ()


@pytest.mark.parametrize("after", [False, True])
async def test_what_was_accepted_just_before_a_crash_is_no_draft(
    window: Window, tmp_path: Path, after: bool
) -> None:
    await window.open()
    journal = Journal(window.database)
    sent_at = NOW + timedelta(seconds=-1 if after else 1)
    entry = journal.begin(Attempt("test", "A-1", "payBack", {}, "wish-1"), owner="me", at=sent_at)
    await window.type(amount="6")
    journal.end(entry, "accepted")
    again = Window(tmp_path)
    await again.open()
    # What was typed after it was sent is more than what was accepted.
    assert again.text("amount") == ("6" if after else "")


async def test_a_second_try_has_the_key_of_the_first(window: Window, tmp_path: Path) -> None:
    await window.open()
    await window.type(amount="6")
    again = Window(tmp_path)
    await again.open()
    assert again.pen.intent == window.pen.intent == "wish-1"


async def test_without_a_disk_what_is_typed_is_kept_and_it_is_told_once(
    window: Window, tmp_path: Path
) -> None:
    path = tmp_path / "kraken-tui.db"
    path.write_text("this is no database, and it is long enough to be taken for one" * 20)
    news: list[str] = []
    window.drafts.on_trouble = lambda: news.append(window.drafts.news())
    await window.open()
    await window.type(amount="6")
    await window.open()
    assert window.text("amount") == "6"
    assert [each for each in news if each] == [news[0]]
    assert str(path) in news[0]
    # It is written as soon as that can be.
    path.unlink()
    await window.type(reason="more")
    again = Window(tmp_path)
    await again.open()
    assert (again.text("amount"), again.text("reason")) == ("6", "more")


async def test_of_two_windows_the_last_wins(window: Window, tmp_path: Path) -> None:
    other = Window(tmp_path)
    await window.open()
    await other.open(at=NOW + timedelta(seconds=1))
    await window.type(amount="1")
    await other.type(amount="2")
    await window.open()
    assert window.text("amount") == "2"
    other.pen.drop()
    await other.drafts.flush()
    await window.open()
    assert window.text("amount") == ""


async def test_a_row_that_nobody_understands_is_passed_over(window: Window) -> None:
    await window.open()
    await window.type(amount="1")
    with window.database.transaction() as connection:
        for content in ("no JSON", "[]", '{"tenant": "https://api.example/", "intent": 7}'):
            connection.execute(
                "INSERT INTO draft VALUES ('test', ?, '{}', ?, ?)",
                (content, content, NOW.isoformat()),
            )
        connection.execute("INSERT INTO draft VALUES ('test', 'x', '{}', '{}', 'never')")
    await window.open()
    assert window.text("amount") == "1"
    assert len(window.drafts.all()) == 1
