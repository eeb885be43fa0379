"""What was typed without a link is sent once, checked first, whatever happens in between."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from kraken_tui.api.asking import Wanted
from kraken_tui.api.errors import OutcomeUnknown
from kraken_tui.commands.connecting import connector
from kraken_tui.commands.demo import demo_key, demo_profile
from kraken_tui.config.paths import Folders
from kraken_tui.domain import supply_known
from kraken_tui.outbox.run import Run, changed
from kraken_tui.sandbox.embedded import Embedded
from kraken_tui.session import Session
from kraken_tui.store import journal as journals
from kraken_tui.store.database import Database
from kraken_tui.store.journal import Attempt
from kraken_tui.store.outbox import claim
from tests.ui.desk import impatient

TODAY = datetime.now(UTC).date().isoformat()
SUBMIT = "submitMeterReading"


class Air(httpx.AsyncBaseTransport):
    """A link to a tenant that can go away."""

    def __init__(self, sandbox: Embedded) -> None:
        self.sandbox = sandbox
        self.is_down = False
        self.cut_before = ""
        """The operation before which the link goes away."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.is_down or (self.cut_before and self.cut_before in str(await request.aread())):
            raise httpx.ConnectError("There is no link.")
        return await self.sandbox.transport().handle_async_request(request)


class Field:
    """A tenant, and windows of a meter reader's on one state folder."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.sandbox = Embedded(tenant="water", cache_folder=cache)
        self.air = Air(self.sandbox)
        self.folders = Folders.within(root, schema_cache=cache / "water")

    @asynccontextmanager
    async def window(self, **changes: Any) -> AsyncIterator[Session]:
        """Start the program, without a screen."""
        profile = demo_profile("water")._replace(**changes)
        connect = connector(profile, transport=lambda: self.air, secret=lambda: demo_key("water"))
        session = Session(
            profile=profile,
            connect=impatient(connect),
            folders=self.folders,
            account=profile.account,
            ask_person=_nobody,
        )
        yield session
        await session.close()

    async def control(self, path: str, **body: Any) -> Any:
        async with httpx.AsyncClient(transport=self.sandbox.transport()) as client:
            url = f"http://sandbox.localhost/sandbox/{path}"
            answer = await (client.post(url, json=body) if body else client.get(url))
            return answer.raise_for_status().json()

    async def applied(self) -> list[Any]:
        """The readings that the tenant has taken, in their order."""
        log = await self.control("log")
        done = [each for each in log["mutations"] if each["outcome"] == "accepted"]
        return [each["variables"]["input"] for each in done if each["name"] == SUBMIT]

    def meter(self, number: int) -> dict[str, Any]:
        """What a screen knows of one of the tenant's meters."""
        (account, last_day, last) = (
            self.sandbox.database()
            .execute(
                "SELECT a.number, r.reading_date, r.value_cubic_metres FROM readings r"
                " JOIN water_meters m ON m.id = r.meter_id"
                " JOIN occupancy_periods o ON o.property_id = m.property_id"
                " JOIN accounts a ON a.id = o.account_id"
                " WHERE m.id = ? AND NOT r.is_quarantined ORDER BY r.reading_date DESC, r.id DESC",
                (number,),
            )
            .fetchone()
        )
        return {
            "accountNumber": account,
            "meterId": str(number),
            "lastReadingDate": last_day,
            "lastReading": last,
        }


async def _nobody(_: Wanted) -> str:
    return ""


@pytest.fixture
def field(tmp_path: Path, sandbox_cache: Path) -> Any:
    made = Field(tmp_path, sandbox_cache)
    yield made
    made.sandbox.close()


async def keep(
    session: Session, meter: Mapping[str, Any], intent: str = "", *, more: int = 1, **knows: Any
) -> None:
    """Type a reading that lies a little above the last one."""
    record = await session.record(SUBMIT)
    reading = {
        "accountNumber": meter["accountNumber"],
        "meterId": meter["meterId"],
        "readingDate": TODAY,
        "reading": f"{Decimal(meter['lastReading']) + more}",
    }
    await session.changes.outbox.keep(
        record,
        {"input": reading},
        context={**meter, **knows},
        intent=intent or f"wish-{meter['meterId']}",
    )


async def told(session: Session) -> dict[str, tuple[str, str]]:
    rows = await session.changes.outbox.rows()
    return {each.kept.intent: (each.state, each.sentence) for each in rows}


async def test_what_was_kept_before_a_restart_is_sent_once_and_in_order(field: Field) -> None:
    meters = [field.meter(number) for number in (3, 1, 2)]
    async with field.window() as van:
        await van.schema()
        field.air.is_down = True
        for meter in meters:
            await keep(van, meter)
        run = await van.changes.outbox.send()
        assert (run.sent, await van.changes.outbox.rows() != ()) == (0, True)
        assert "onnection to the server" in run.ending
        assert van.changes.sending.journal.newest(profile="demo-water") == ()

    field.air.is_down = False
    async with field.window() as desk:
        row = (await desk.changes.outbox.rows())[0]
        assert (row.kept.account, row.kept.taken, row.state) == ("A-FA0A017D", TODAY, "waiting")
        assert await desk.changes.outbox.move(row, 1)
        assert await desk.changes.outbox.send() == Run(of=3, tried=3, sent=3)
        assert await desk.changes.outbox.rows() == ()
        assert [each["meterId"] for each in await field.applied()] == ["1", "3", "2"]
        journal = desk.changes.sending.journal.newest(profile="demo-water")
        assert {(each.intent, each.outcome) for each in journal} == {
            (f"wish-{number}", "accepted") for number in (1, 2, 3)
        }
        assert next(each.account for each in journal if each.intent == "wish-3") == "A-FA0A017D"


async def test_two_windows_send_each_once(field: Field) -> None:
    async with field.window() as one, field.window() as other:
        for number in (1, 2, 3, 4):
            await keep(one, field.meter(number))
        runs = await asyncio.gather(one.changes.outbox.send(), other.changes.outbox.send())
        assert sum(run.sent for run in runs) == 4
        assert [run.ending for run in runs] == ["", ""]
        assert sorted(each["meterId"] for each in await field.applied()) == ["1", "2", "3", "4"]
        assert len(one.changes.sending.journal.newest(profile="demo-water")) == 4


async def test_what_changed_meanwhile_stops_and_both_are_shown(field: Field) -> None:
    meter = field.meter(1)
    async with field.window() as desk:
        await keep(desk, meter, lastReading="1", lastReadingDate="2026-01-02")
        await keep(desk, field.meter(2))
        run = await desk.changes.outbox.send()
        assert (run.sent, run.stopped, run.ending) == (1, 1, "")
        (row,) = await desk.changes.outbox.rows()
        assert row.state == "stopped"
        assert f"last reading {meter['lastReading']} (was 1)" in row.sentence
        assert row.found is not None
        assert row.found["lastReadingDate"] == meter["lastReadingDate"]
        # It is not tried again by itself, but where the person has seen it.
        assert (await desk.changes.outbox.send()).of == 0
        assert await desk.changes.outbox.release(row)
        assert (await desk.changes.outbox.send()).sent == 1


async def test_what_one_sends_is_no_change_to_the_next_about_the_same(field: Field) -> None:
    meter = field.meter(1)
    async with field.window() as desk:
        await keep(desk, meter, "first")
        await keep(desk, meter, "second", more=2)
        run = await desk.changes.outbox.send()
        assert (run.sent, run.stopped) == (2, 0), await told(desk)
        assert len(await field.applied()) == 2


async def test_a_refused_one_holds_up_only_what_is_about_the_same(field: Field) -> None:
    meter = field.meter(1)
    async with field.window() as desk:
        await keep(desk, meter, "first", more=-900)
        await keep(desk, meter, "second", more=2)
        await keep(desk, field.meter(2), "other")
        run = await desk.changes.outbox.send()
        assert (run.sent, run.stopped) == (1, 1)
        assert "comes first" in run.ending
        waiting = await told(desk)
        assert waiting["second"] == ("waiting", "")
        assert waiting["first"][0] == "stopped"
        assert "Reading will be held" in waiting["first"][1]

        refused = (await desk.changes.outbox.rows())[0]
        better = {"input": {**refused.kept.variables["input"], "reading": meter["lastReading"]}}
        assert await desk.changes.outbox.edit(refused, await desk.record(SUBMIT), better)
        assert (await desk.changes.outbox.send()).sent == 2


async def test_an_unknown_one_ends_it_and_is_not_sent_again(field: Field) -> None:
    async with field.window() as desk:
        await keep(desk, field.meter(1))
        await keep(desk, field.meter(2))
        await field.control("fault", drop=True, when="after", operation=SUBMIT)
        run = await desk.changes.outbox.send()
        assert (run.sent, run.unknown) == (0, 1)
        assert {key: state for key, (state, _) in (await told(desk)).items()} == {
            "wish-1": "unknown",
            "wish-2": "waiting",
        }
        assert (await desk.changes.outbox.send()).sent == 1
        assert [each["meterId"] for each in await field.applied()] == ["1", "2"]

        (row,) = await desk.changes.outbox.rows()
        assert not await desk.changes.outbox.remove(row)
        assert row.journal is not None
        desk.changes.sending.journal.settle(row.journal, "done")
        assert await desk.changes.outbox.rows() == ()


async def test_what_may_have_been_done_before_is_settled_first(field: Field) -> None:
    meter = field.meter(1)
    async with field.window() as desk:
        await field.control("fault", drop=True, when="before", operation=SUBMIT)
        reading = {"accountNumber": meter["accountNumber"], "meterId": "1", "readingDate": TODAY}
        sent = {"input": {**reading, "reading": meter["lastReading"]}}
        with pytest.raises(OutcomeUnknown):
            await desk.changes.dispatch(await desk.record(SUBMIT), sent, intent="typed").wait()
        await keep(desk, meter)
        assert (await desk.changes.outbox.send()).stopped == 1
        assert "settle" in (await told(desk))["wish-1"][1]
        (doubt,) = await desk.changes.doubts.look()
        await desk.changes.doubts.settle(doubt, "not done")
        assert await desk.changes.outbox.release((await desk.changes.outbox.rows())[0])
        assert (await desk.changes.outbox.send()).sent == 1


async def test_a_window_that_died_with_one_leaves_it_unknown(field: Field) -> None:
    async with field.window() as desk:
        await keep(desk, field.meter(1))
        (row,) = await desk.changes.outbox.rows()
        attempt = Attempt("demo-water", "A-1", SUBMIT, row.kept.variables, row.kept.intent)
        with Database(field.folders.database).transaction() as connection:
            entry = journals.insert(connection, attempt, owner="gone", at=datetime.now(UTC))
            claim(connection, entry, row)
        assert (await told(desk))["wish-1"][0] == "unknown"
        assert (await desk.changes.outbox.send()).of == 0
        assert await field.applied() == []


DYING = """
import asyncio, sys
from pathlib import Path
from tests.test_outbox import SUBMIT, Field, keep

async def main(root, cache):
    field = Field(Path(root), Path(cache))
    async with field.window() as desk:
        await keep(desk, field.meter(1))
        await keep(desk, field.meter(2))
        await field.control("fault", delay=60, when="after", operation=SUBMIT)
        sending = asyncio.create_task(desk.changes.outbox.send())
        while not await field.applied():
            await asyncio.sleep(0.01)
        print("applied", flush=True)
        await sending

asyncio.run(main(*sys.argv[1:]))
"""


async def test_killed_between_the_request_and_its_answer(
    field: Field, tmp_path: Path, sandbox_cache: Path
) -> None:
    words = ["-c", DYING, str(tmp_path), str(sandbox_cache)]
    dying = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=subprocess.PIPE)
    assert dying.stdout is not None
    assert await dying.stdout.readline() == b"applied\n"
    dying.kill()
    await dying.wait()
    async with field.window() as desk:
        assert {key: state for key, (state, _) in (await told(desk)).items()} == {
            "wish-1": "unknown",
            "wish-2": "waiting",
        }
        assert (await desk.changes.outbox.send()).sent == 1
        assert [each["meterId"] for each in await field.applied()] == ["2"]


async def test_a_link_lost_between_looking_and_sending_leaves_it_waiting(field: Field) -> None:
    async with field.window() as desk:
        await keep(desk, field.meter(1))
        field.air.cut_before = SUBMIT
        assert "onnection to the server" in (await desk.changes.outbox.send()).ending
        assert (await told(desk))["wish-1"][0] == "waiting"
        field.air.cut_before = ""
        assert (await desk.changes.outbox.send()).sent == 1


async def test_an_overworked_tenant_stops_nothing_for_good(field: Field) -> None:
    async with field.window() as desk:
        await keep(desk, field.meter(1))
        await field.control("fault", status=429, operation=SUBMIT, retry_after=1)
        run = await desk.changes.outbox.send()
        assert (run.sent, run.stopped) == (0, 0)
        assert "Too many requests" in run.ending
        assert (await told(desk))["wish-1"][0] == "waiting"


async def test_a_read_only_profile_sends_nothing_nor_does_another_tenants(field: Field) -> None:
    async with field.window() as desk:
        await keep(desk, field.meter(1))
    async with field.window(read_only=True) as desk:
        assert "read-only" in (await desk.changes.outbox.send()).ending
    async with field.window(endpoint="http://elsewhere.localhost/v1/graphql/") as desk:
        state, sentence = (await told(desk))["wish-1"]
        assert state == "stopped"
        assert "http://sandbox.localhost" in sentence
        assert (await desk.changes.outbox.send()).of == 0
    assert await field.applied() == []


async def test_what_was_seen_before_is_what_was_known_where_the_screen_knew_nothing(
    field: Field,
) -> None:
    meter = field.meter(1)
    typed_in = {"accountNumber": meter["accountNumber"]}
    async with field.window() as desk:
        await desk.memory.ask("meters", typed_in)
        await desk.memory.settled()
        reading = {**typed_in, "meterId": "1", "readingDate": TODAY, "reading": "9999"}
        record = await desk.record(SUBMIT)
        field.air.is_down = True
        await desk.changes.outbox.keep(record, {"input": reading}, context={}, intent="wish")
        (row,) = await desk.changes.outbox.rows()
        assert row.kept.known == await supply_known.look(
            desk.memory.recall, meter["accountNumber"], {"meter id": "1"}
        )
        assert row.kept.known is not None
        assert Decimal(row.kept.known["lastReading"]) == Decimal(meter["lastReading"])


async def test_without_anything_known_a_reading_of_that_day_is_asked_about(field: Field) -> None:
    async with field.window() as desk:
        await keep(desk, field.meter(1), lastReadingDate="", lastReading="")
        (row,) = await desk.changes.outbox.rows()
        kept = row.kept._replace(known=None)
        earlier = {"lastReadingDate": "2026-01-01", "lastReading": "5"}
        assert changed(kept, earlier) == ""
        assert "already: 5" in changed(kept, {**earlier, "lastReadingDate": TODAY})
        assert changed(kept, None) == ""
        assert "no longer lists" in changed(kept._replace(known=earlier), None)
