"""The same tenant embedded in a program and as a server of its own."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kraken_tui.sandbox.embedded import Embedded

VERSION = {"query": "{ krakenVersion { number } }", "operationName": None}


@pytest.fixture
def embedded(cache_folder: Path) -> Iterator[Embedded]:
    tenant = Embedded(tenant="energy", cache_folder=cache_folder)
    yield tenant
    tenant.close()


def client(embedded: Embedded, read: float = 30.0) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=embedded.transport(), base_url="http://sandbox", timeout=read
    )


async def test_requests_wait_until_the_tenant_is_ready(embedded: Embedded) -> None:
    async with client(embedded) as http:
        answers = await asyncio.gather(*(http.post("/v1/graphql/", json=VERSION) for _ in "abc"))
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert "content-encoding" not in answers[0].headers


async def test_what_a_document_does_not_have_is_named(embedded: Embedded) -> None:
    document = "query A { krakenVersion { number } } query B { krakenVersion { number } }"
    async with client(embedded) as http:
        for name in ("C", "D", "A"):
            request = {"query": document, "operationName": name}
            answer = (await http.post("/v1/graphql/", json=request)).json()
            told = [error["message"] for error in answer.get("errors", ())]
            assert told == ([] if name == "A" else [f'Unknown operation named "{name}".'])


def test_any_loop_in_any_thread_may_ask(embedded: Embedded) -> None:
    statuses = []

    async def ask() -> None:
        async with client(embedded) as http:
            statuses.append((await http.post("/v1/graphql/", json=VERSION)).status_code)

    threads = [threading.Thread(target=lambda: asyncio.run(ask())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200, 200, 200]


async def test_a_dropped_connection_is_a_read_error(embedded: Embedded) -> None:
    async with client(embedded) as http:
        await http.post("/sandbox/fault", json={"drop": True})
        with pytest.raises(httpx.ReadError):
            await http.post("/v1/graphql/", json=VERSION)
        assert (await http.post("/v1/graphql/", json=VERSION)).status_code == 200


async def test_a_slow_answer_is_a_read_timeout(embedded: Embedded) -> None:
    async with client(embedded) as http:
        await http.post("/sandbox/fault", json={"delay": 60})
        with pytest.raises(httpx.ReadTimeout):
            await http.post("/v1/graphql/", json=VERSION, timeout=0.05)


async def test_a_closed_tenant_cannot_be_reached(embedded: Embedded) -> None:
    async with client(embedded) as http:
        assert (await http.post("/v1/graphql/", json=VERSION)).status_code == 200
        embedded.close()
        with pytest.raises(httpx.ConnectError):
            await http.post("/v1/graphql/", json=VERSION)


async def test_a_tenant_that_cannot_start_cannot_be_reached() -> None:
    broken = Embedded(tenant="energy", db="/nowhere/at/all.sqlite")
    async with client(broken) as http:
        with pytest.raises(httpx.ConnectError):
            await http.post("/v1/graphql/", json=VERSION)
    broken.close()


PROGRAM = """
import sys
from pathlib import Path
from kraken_tui.sandbox.serve import serve
serve(tenant="water", port=0, db=sys.argv[1], cache_folder=Path(sys.argv[2]),
      say=lambda line: print(line, flush=True))
"""


def start_server(file: Path, cache_folder: Path) -> tuple["subprocess.Popen[str]", str]:
    command = [sys.executable, "-c", PROGRAM, str(file), str(cache_folder)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert server.stdout is not None
    lines = [server.stdout.readline() for _ in range(8)]
    return server, lines[1].split()[-1]


def stop(server: "subprocess.Popen[str]") -> str:
    server.terminate()
    _, errors = server.communicate(timeout=20)
    return errors


def test_a_server_keeps_its_data_and_its_tokens(tmp_path: Path, cache_folder: Path) -> None:
    file = tmp_path / "water.sqlite"
    sign_in = 'mutation { obtainKrakenToken(input: {APIKey: "sk_demo_water"}) { token } }'
    viewer = {"query": "{ viewer { accounts { number } } }"}
    server, url = start_server(file, cache_folder)
    token = httpx.post(url, json={"query": sign_in}).json()["data"]["obtainKrakenToken"]["token"]
    first = httpx.post(url, json=viewer, headers={"Authorization": token}).json()
    assert first["data"]["viewer"]["accounts"]
    assert stop(server) == ""
    server, url = start_server(file, cache_folder)
    assert httpx.post(url, json=viewer, headers={"Authorization": token}).json() == first
    assert stop(server) == ""


def test_a_server_drops_connections_on_order(tmp_path: Path, cache_folder: Path) -> None:
    server, url = start_server(tmp_path / "water.sqlite", cache_folder)
    httpx.post(url.replace("/v1/graphql/", "/sandbox/fault"), json={"drop": True})
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.post(url, json=VERSION)
    assert httpx.post(url, json=VERSION).status_code == 200
    assert stop(server) == ""
