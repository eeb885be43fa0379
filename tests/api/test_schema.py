"""The live schema: fetched over the real client, built in a real child process, kept on disk."""

import asyncio
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from kraken_tui.api import schema_cache
from kraken_tui.api.errors import KrakenError, NotSent, SchemaUnreadable
from kraken_tui.api.schema import SchemaCache, SchemaIndex, refresh_schema
from kraken_tui.api.schema_file import FORMAT, write_schema_file
from tests.contracts import introspection

from .conftest import API, Desk

DOCUMENTS = {
    "viewer": "query Viewer { viewer { id zzGone } }",
    "wallets": "query Wallets { zzWallets { id } }",
}


def telling(body: bytes) -> Callable[[httpx.Request], httpx.Response]:
    return lambda request: httpx.Response(200, content=body)


@pytest.fixture
def cache(tmp_path: Path) -> SchemaCache:
    return SchemaCache(tmp_path / "schemas")


@pytest.fixture
def body() -> bytes:
    return json.dumps(introspection("water")).encode()


async def refreshed(desk: Desk, cache: SchemaCache, body: bytes) -> SchemaIndex:
    desk.server.api = telling(body)
    return await refresh_schema(desk.client, cache, API, DOCUMENTS)


async def test_a_fetched_schema_is_there_at_the_next_start(
    desk: Desk, cache: SchemaCache, body: bytes
) -> None:
    assert cache.open(API) is None
    first = await refreshed(desk, cache, body)
    again = cache.open(API, documents=DOCUMENTS)
    assert again is not None
    assert again.hash == first.hash
    assert again.mutations == first.mutations
    assert len(again.mutations) == 90
    assert again.record("submitMeterReading")["args"][0]["type"] == "SubmitMeterReadingInputType!"
    assert abs(again.fetched_at.timestamp() - time.time()) < 60
    with pytest.raises(KeyError):
        again.record("document:viewer2")


async def test_the_documents_of_the_app_are_fitted(
    desk: Desk, cache: SchemaCache, body: bytes
) -> None:
    index = await refreshed(desk, cache, body)
    assert index.documents == {"viewer", "wallets"}
    assert index.document("viewer") == "query Viewer {\n  viewer {\n    id\n  }\n}"
    assert index.fell_away("viewer") == ["viewer.zzGone"]
    assert index.document("wallets") is None
    assert index.fell_away("wallets") == ["zzWallets"]
    assert index.document("no such view") is None


async def test_what_was_made_for_other_documents_counts_as_nothing(
    desk: Desk, cache: SchemaCache, body: bytes
) -> None:
    await refreshed(desk, cache, body)
    assert cache.open(API, documents={**DOCUMENTS, "new": "{ viewer { id } }"}) is None
    assert cache.open(API, documents=dict(reversed(DOCUMENTS.items()))) is not None


async def test_a_schema_that_is_still_the_same_is_not_built_again(
    desk: Desk, cache: SchemaCache, body: bytes
) -> None:
    await refreshed(desk, cache, body)
    path = cache.path(API)
    os.utime(path, (1, 1))
    before = path.stat()
    index = await refreshed(desk, cache, body)
    assert path.stat().st_ino == before.st_ino
    assert index.fetched_at.year > 2000


async def test_an_open_index_outlives_its_replacement(
    desk: Desk, cache: SchemaCache, body: bytes
) -> None:
    old = await refreshed(desk, cache, body)
    new = await refreshed(desk, cache, json.dumps(introspection("energy")).encode())
    assert old.hash != new.hash
    for index in (old, new):
        for heading in index.mutations:
            assert index.record(heading.name)["name"] == heading.name


async def test_only_this_user_may_look(desk: Desk, cache: SchemaCache, body: bytes) -> None:
    await refreshed(desk, cache, body)
    assert [path.name for path in cache.folder.iterdir()] == [cache.path(API).name]
    assert cache.path(API).stat().st_mode & 0o777 == 0o600
    assert cache.folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("keep", [0, 10, 40, 2000, -1])
async def test_a_file_that_is_cut_off_counts_as_none(
    desk: Desk, cache: SchemaCache, body: bytes, keep: int
) -> None:
    await refreshed(desk, cache, body)
    path = cache.path(API)
    path.write_bytes(path.read_bytes()[:keep])
    assert cache.open(API) is None


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"SQLite format 3\x00" * 99, b"kraken-tui schema " * 9, b"\xff" * 99]
)
def test_a_foreign_file_counts_as_none(cache: SchemaCache, content: bytes) -> None:
    cache.folder.mkdir()
    cache.path(API).write_bytes(content)
    assert cache.open(API) is None


async def test_a_damaged_index_counts_as_none(desk: Desk, cache: SchemaCache, body: bytes) -> None:
    await refreshed(desk, cache, body)
    path = cache.path(API)
    path.write_bytes(path.read_bytes().replace(b"submitMeterReading", b"submitMeterReadinG", 1))
    assert cache.open(API) is None


async def test_a_file_of_another_format_counts_as_none(
    desk: Desk, cache: SchemaCache, body: bytes
) -> None:
    await refreshed(desk, cache, body)
    path = cache.path(API)
    ours, other = (b"schema %04d" % number for number in (FORMAT, FORMAT - 1))
    path.write_bytes(path.read_bytes().replace(ours, other, 1))
    assert cache.open(API) is None


async def test_a_file_of_another_version_counts_as_none(
    desk: Desk, cache: SchemaCache, body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    await refreshed(desk, cache, body)
    monkeypatch.setattr(schema_cache, "__version__", "99.0")
    assert cache.open(API) is None


async def test_two_that_start_at_once_both_get_the_schema(
    desk: Desk, cache: SchemaCache, body: bytes
) -> None:
    both = await asyncio.gather(refreshed(desk, cache, body), refreshed(desk, cache, body))
    for index in both:
        assert {index.record(one.name)["name"] for one in index.mutations} == {
            one.name for one in both[0].mutations
        }
    assert list(cache.folder.iterdir()) == [cache.path(API)]


async def test_what_a_killed_program_left_is_cleared_away(
    desk: Desk, cache: SchemaCache, body: bytes
) -> None:
    cache.folder.mkdir()
    old = [cache.folder / name for name in ("x.1.introspection", ".y.part")]
    new = cache.folder / "z.2.introspection"
    for path in (*old, new):
        path.touch()
    for path in old:
        os.utime(path, (1, 1))
    await refreshed(desk, cache, body)
    assert set(cache.folder.iterdir()) == {cache.path(API), new}


def test_an_index_that_lacks_what_it_should_have_counts_as_none(cache: SchemaCache) -> None:
    write_schema_file(cache.path(API), about={"hash": "x"}, records=[("a", "{}")])
    assert cache.open(API) is None


async def test_a_damaged_record_is_told_in_words(
    desk: Desk, cache: SchemaCache, body: bytes
) -> None:
    index = await refreshed(desk, cache, body)
    path = cache.path(API)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 4)
        file.write(b"\x00" * (size - size // 4))
    with pytest.raises(SchemaUnreadable):
        for heading in index.mutations:
            index.record(heading.name)


@pytest.mark.parametrize(
    "nonsense",
    [
        b'{"data": {"__schema": {"types"',
        b'{"data": {"__schema": 7}}',
        b'{"data": {"__schema": {"types": [{}]}}}',
    ],
)
async def test_a_schema_of_no_sense_is_told_in_words_and_leaves_nothing(
    desk: Desk, cache: SchemaCache, nonsense: bytes
) -> None:
    with pytest.raises(SchemaUnreadable):
        await refreshed(desk, cache, nonsense)
    assert list(cache.folder.iterdir()) == []


async def test_the_old_schema_stays_when_the_new_one_fails(
    desk: Desk, cache: SchemaCache, body: bytes
) -> None:
    old = await refreshed(desk, cache, body)
    with pytest.raises(KrakenError):
        await refreshed(desk, cache, b'{"data": {"__schema": 7}}')
    kept = cache.open(API)
    assert kept is not None and kept.hash == old.hash


async def test_a_folder_that_cannot_be_written_is_told_in_words(
    desk: Desk, tmp_path: Path, body: bytes
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SchemaUnreadable, match="disk"):
        await refreshed(desk, SchemaCache(tmp_path / "file" / "schemas"), body)


async def test_a_server_that_cannot_be_reached_is_told_in_words(
    desk: Desk, cache: SchemaCache
) -> None:
    def down(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no")

    desk.server.api = down
    with pytest.raises(NotSent):
        await refresh_schema(desk.client, cache, API, DOCUMENTS)


async def test_what_was_damaged_is_made_anew(desk: Desk, cache: SchemaCache, body: bytes) -> None:
    await refreshed(desk, cache, body)
    path = cache.path(API)
    path.write_bytes(path.read_bytes()[:-100] + bytes(100))
    mended = await refreshed(desk, cache, body)
    assert all(mended.record(one.name) for one in mended.mutations)
    assert mended.is_whole()


async def test_giving_up_stops_the_child_and_leaves_nothing(
    desk: Desk, cache: SchemaCache, body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[asyncio.subprocess.Process] = []
    spawn = asyncio.create_subprocess_exec

    async def spawning(*args: str, **options: object) -> asyncio.subprocess.Process:
        child = await spawn(*args, **options)  # type: ignore[arg-type]
        started.append(child)
        refreshing.cancel()
        return child

    monkeypatch.setattr(asyncio, "create_subprocess_exec", spawning)
    refreshing = asyncio.create_task(refreshed(desk, cache, body))
    with pytest.raises(asyncio.CancelledError):
        await refreshing
    assert started[0].returncode is not None
    assert list(cache.folder.iterdir()) == []


async def test_files_in_the_working_folder_are_not_run(
    desk: Desk, cache: SchemaCache, body: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('run by accident')")
    monkeypatch.chdir(tmp_path)
    assert (await refreshed(desk, cache, body)).mutations
