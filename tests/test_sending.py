"""What is sent is in the journal first, and the journal says what is known of it afterwards."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pytest

from kraken_tui.api.client import KrakenClient
from kraken_tui.api.errors import KrakenError, NotSent, OutcomeUnknown, Refused
from kraken_tui.sending import Dispatch, NoJournal, Sending, Stopped, attempted
from kraken_tui.store.database import Database
from kraken_tui.store.journal import Entry, Journal
from kraken_tui.store.owners import Owners
from tests.api.sockets import Behaviour, Listening, reply, saying, server

MUTATION = "mutation Move($input: MoveInput!) { move(input: $input) { id } }"
VARIABLES = {
    "input": {
        "bankDetails": {"accountNumber": "12345678"},
        "move": {"accountNumber": "A-7", "idempotencyKey": "k-1"},
    }
}
DONE = reply(b'{"data": {"move": {"id": "7"}}}')


class Desk:
    """Sends to a server, and reads the journal."""

    def __init__(self, folder: Path, address: str) -> None:
        self.client = KrakenClient(endpoint=f"http://{address}/v1/graphql/")
        self.journal = Journal(Database(folder / "state" / "kraken-tui.db"))
        self.ended: list[str] = []
        self.sending = Sending(
            self.journal,
            Owners(folder / "state" / "windows"),
            client=self.connected,
            now=lambda: datetime.now(UTC),
        )

    async def connected(self) -> KrakenClient:
        return self.client

    def start(self, intent: str = "") -> Dispatch:
        attempt = attempted("move", VARIABLES, profile="test", account="A-1", intent=intent)
        return self.sending.start(
            attempt, MUTATION, ended=lambda dispatch: self.ended.append(dispatch.outcome)
        )

    @property
    def row(self) -> Entry:
        (entry,) = self.journal.newest(profile="test")
        return entry


@asynccontextmanager
async def desk(folder: Path, behaviour: Behaviour) -> AsyncIterator[tuple[Desk, Listening]]:
    async with server(behaviour) as listening:
        made = Desk(folder, listening.address)
        yield made, listening
        await made.client.aclose()
        await made.sending.close()


async def test_the_row_is_on_the_disk_before_the_request_arrives(tmp_path: Path) -> None:
    seen: list[Entry] = []

    async def look(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(Journal(Database(tmp_path / "state" / "kraken-tui.db")).entry(1))  # type: ignore[arg-type]
        writer.write(DONE)

    async with desk(tmp_path, look) as (at, _):
        answer = await at.start("wish").wait()
        assert answer.data == {"move": {"id": "7"}}
        assert seen[0][3:12] == (
            *("test", "A-7", "", "move", at.row.variables, "wish", "k-1", "open", ""),
        )
        assert at.row.outcome == "accepted"
        assert at.row.answer == {"move": {"id": "7"}}
        assert at.row.seconds is not None
        assert at.ended == ["accepted"]


async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


REFUSED = {"errors": [{"message": "Too high.", "extensions": {"errorCode": "KT-CT-1"}}]}
OLDER = {"data": {"move": {"errors": [{"field": "id", "messages": ["Not you."]}]}}}
HALF = reply(b'{"data": {"move": {"id": "\\ud800"}}}')


@pytest.mark.parametrize(
    ("behaviour", "error", "outcome"),
    [
        (saying(reply(json.dumps(REFUSED).encode())), Refused, "refused"),
        (saying(reply(json.dumps(OLDER).encode())), Refused, "refused"),
        (saying(reply(b"", status="429 Too Many Requests")), Refused, "refused"),
        (saying(reply(b"", status="502 Bad Gateway")), OutcomeUnknown, "unknown"),
        (saying(reply(b"", "Location: /", status="307 Temporary Redirect")), NotSent, "not sent"),
        (hang_up, OutcomeUnknown, "unknown"),
        (saying(HALF), None, "accepted"),
    ],
)
async def test_the_journal_says_what_is_known(
    tmp_path: Path, behaviour: Behaviour, error: type[KrakenError] | None, outcome: str
) -> None:
    async with desk(tmp_path, behaviour) as (at, _):
        dispatch = at.start()
        if error is None:
            await dispatch.wait()
        else:
            with pytest.raises(error) as told:
                await dispatch.wait()
            assert at.row.sentence == told.value.sentence
        assert (dispatch.outcome, at.row.outcome, at.ended) == (outcome, outcome, [outcome])


async def test_a_pause_that_the_api_wants_keeps_everything_here(tmp_path: Path) -> None:
    async with desk(tmp_path, saying(DONE)) as (at, listening):
        at.client.limits.hold(60.0)
        with pytest.raises(Refused):
            await at.start().wait()
        assert (at.row.outcome, listening.bodies) == ("not sent", [])


async def test_without_a_row_nothing_is_sent(tmp_path: Path) -> None:
    async with desk(tmp_path, saying(DONE)) as (at, listening):
        (tmp_path / "state").touch()
        with pytest.raises(NoJournal, match="noted first"):
            await at.start().wait()
        assert listening.bodies == []
        (tmp_path / "state").unlink()


async def test_an_outcome_that_cannot_be_noted_is_told_and_noted_later(tmp_path: Path) -> None:
    full = "CREATE TRIGGER full BEFORE UPDATE ON journal BEGIN SELECT RAISE(FAIL, 'full'); END"
    async with desk(tmp_path, saying(DONE)) as (at, _):
        with Database(tmp_path / "state" / "kraken-tui.db").transaction() as connection:
            connection.execute(full)
        dispatch = at.start()
        await dispatch.wait()
        assert dispatch.outcome == "accepted"
        assert "full" in dispatch.unnoted
        assert at.row[10:11] == ("open",)

        with Database(tmp_path / "state" / "kraken-tui.db").transaction() as connection:
            connection.execute("DROP TRIGGER full")
        await at.sending.close()
        assert at.row[10:11] == ("accepted",)


async def test_what_has_not_left_is_really_stopped(tmp_path: Path) -> None:
    async with desk(tmp_path, saying(DONE)) as (at, listening):

        async def never() -> KrakenClient:
            dispatch.stop()
            return await asyncio.Event().wait()  # type: ignore[return-value]

        at.sending.client = never
        dispatch = at.start()
        with pytest.raises(Stopped):
            await dispatch.wait()
        assert (at.row.outcome, listening.bodies) == ("not sent", [])

        early = at.start()
        early.stop()
        with pytest.raises(Stopped):
            await early.wait()
        assert [row.outcome for row in at.journal.newest(profile="test")] == ["not sent"] * 2


async def test_what_has_left_is_unknown_until_its_answer_comes(tmp_path: Path) -> None:
    came, answered = asyncio.Event(), asyncio.Event()

    async def late(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.set()
        await answered.wait()
        writer.write(DONE)

    async with desk(tmp_path, late) as (at, _):
        dispatch = at.start()
        await came.wait()
        dispatch.stop()
        with pytest.raises(OutcomeUnknown):
            await dispatch.wait()
        assert dispatch in at.sending.under_way
        answered.set()
        await dispatch.settled()
        assert (dispatch.is_late, dispatch.outcome, at.row.outcome) == (
            *(True, "accepted", "accepted"),
        )
        assert at.ended == ["accepted"]
        assert not at.sending.under_way


async def test_what_nobody_foresaw_is_unknown_once_it_is_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path, saying(DONE)) as (at, _):

        def broken(*_: object) -> NoReturn:
            raise ZeroDivisionError

        monkeypatch.setattr("kraken_tui.api.client.settle_mutation", broken)
        with pytest.raises(OutcomeUnknown, match="ZeroDivisionError"):
            await at.start().wait()
        assert at.row.outcome == "unknown"
