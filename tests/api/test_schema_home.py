"""Where a tenant's schema comes from: real tenants that tell it, hide it, change it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import (
    FragmentDefinitionNode,
    OperationDefinitionNode,
    OperationType,
    parse,
    print_ast,
    validate,
)

from kraken_tui.api import contracts as bundles
from kraken_tui.api.client import KrakenClient
from kraken_tui.api.contracts import NOBODY_HAS, best_fit, bundled, question
from kraken_tui.api.envelope import read_problems
from kraken_tui.api.errors import KrakenError
from kraken_tui.api.schema_home import SchemaHome
from kraken_tui.sandbox.app import create_app
from tests import contracts

HOST = "http://sandbox.example"
API = f"{HOST}/v1/graphql/"
DOCUMENTS = {"viewer": "query Viewer { viewer { id zzGone } }"}
SDL = "type Query { hello: String }\ntype Mutation { wave(hand: Side!): Int }\nenum Side { LEFT }"


@dataclass
class Place:
    """A tenant, a client of it, and a home for its schema."""

    client: KrakenClient
    back_door: httpx.AsyncClient
    folder: Path
    now: datetime = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def home(self, file: str = "") -> SchemaHome:
        """Come back at the next start, with what the disk has."""
        return SchemaHome(
            API, self.folder, documents=lambda: DOCUMENTS, file=file, clock=lambda: self.now
        )

    async def hide(self) -> None:
        """Let the tenant keep its schema to itself from now on."""
        told = {"introspection": False}
        (await self.back_door.post("/sandbox/schema", json=told)).raise_for_status()

    async def requests(self) -> list[dict[str, Any]]:
        """List what the tenant was asked."""
        return list((await self.back_door.get("/sandbox/log")).json()["requests"])


Start = Callable[[str], Place]


@pytest.fixture
async def start(tmp_path: Path, sandbox_cache: Path) -> AsyncIterator[Start]:
    async with AsyncExitStack() as stack:

        def make(name: str) -> Place:
            app = create_app(tenant=name, accounts=2, transactions=4, cache_folder=sandbox_cache)
            transport = httpx.ASGITransport(app=app)
            client = KrakenClient(endpoint=API, transport=transport)
            back_door = httpx.AsyncClient(transport=transport, base_url=HOST)
            stack.push_async_callback(client.aclose)
            stack.push_async_callback(back_door.aclose)
            return Place(client, back_door, tmp_path / "schemas")

        yield make


@pytest.mark.parametrize("tenant", ["water", "energy"])
async def test_a_tenant_that_hides_its_schema_is_known_by_what_it_lacks(
    start: Start, tenant: str
) -> None:
    at = start(tenant)
    await at.hide()
    schema, origin = await at.home().load(at.client)
    assert (origin.kind, origin.name) == ("bundled", tenant)
    assert origin.fit == (len(bundles.telling(bundled())),) * 2
    assert [one.name for one in schema.mutations] == contracts.mutations(tenant)
    assert "KT-CT-" in (schema.record(contracts.mutations(tenant)[0])["description"] or "")
    assert "may differ" in origin.brief(at.now)
    # The next start knows without asking.
    before = await at.requests()
    kept = at.home().kept()
    assert kept is not None and kept.origin == origin and kept.schema.hash == schema.hash
    assert await at.requests() == before
    at.now += timedelta(days=2)
    assert not at.home().is_fresh(kept)
    # Nothing that was asked could have done anything.
    assert {request["kind"] for request in before} <= {"query", None}
    assert not (await at.back_door.get("/sandbox/log")).json()["mutations"]


async def test_what_the_tenant_tells_goes_before_a_file(start: Start, tmp_path: Path) -> None:
    at = start("water")
    (tmp_path / "mine.graphql").write_text(SDL)
    schema, origin = await at.home(str(tmp_path / "mine.graphql")).load(at.client)
    assert origin.kind == "live" and len(schema.mutations) == 90
    # What it told is worth more than any file once it tells no more.
    await at.hide()
    again = await at.home(str(tmp_path / "mine.graphql")).load(at.client)
    assert again.origin.kind == "kept" and again.schema.hash == schema.hash
    assert "introspection has been disabled" in again.origin.why


async def test_a_file_of_the_profile_stands_in(start: Start, tmp_path: Path) -> None:
    at = start("water")
    await at.hide()
    file = tmp_path / "mine.graphql"
    file.write_text(SDL)
    schema, origin = await at.home(str(file)).load(at.client)
    assert (origin.kind, origin.name) == ("file", "mine.graphql")
    assert [one.name for one in schema.mutations] == ["wave"]
    assert schema.document("viewer") is None
    kept = at.home(str(file)).kept()
    assert kept is not None and kept.origin.kind == "file"
    # Another file, or the same one changed, is a new choice.
    file.write_text(SDL.replace("wave", "bow"))
    assert at.home(str(file)).kept() is None
    assert at.home().kept() is None
    changed = await at.home(str(file)).load(at.client)
    assert [one.name for one in changed.schema.mutations] == ["bow"]


@pytest.mark.parametrize(
    ("content", "told"), [(None, "no such file"), ("type Query {", "holds neither")]
)
async def test_a_file_of_no_use_is_told_and_passed_over(
    start: Start, tmp_path: Path, content: str | None, told: str
) -> None:
    at = start("energy")
    await at.hide()
    file = tmp_path / "mine.graphql"
    if content is not None:
        file.write_text(content)
    _, origin = await at.home(str(file)).load(at.client)
    assert (origin.kind, origin.name) == ("bundled", "energy")
    assert "mine.graphql" in origin.why and told in origin.why


async def test_no_connection_is_no_reason_to_choose(tmp_path: Path) -> None:
    def down(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no")

    async def at_once(_: float) -> None:
        return

    client = KrakenClient(endpoint=API, transport=httpx.MockTransport(down), sleep=at_once)
    home = SchemaHome(API, tmp_path, documents=lambda: DOCUMENTS)
    with pytest.raises(KrakenError):
        await home.load(client)
    assert home.kept() is None
    await client.aclose()


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"file": ""}', b'{"file": "", "kind": "live"}'])
async def test_a_damaged_choice_is_made_anew(start: Start, damage: bytes) -> None:
    at = start("energy")
    at.folder.mkdir()
    SchemaHome(API, at.folder, documents=lambda: DOCUMENTS)
    choice = next(iter([at.home()._choice._path]))
    choice.write_bytes(damage)
    assert at.home().kept() is None


@pytest.mark.parametrize("tenant", contracts.TENANTS)
def test_no_server_can_carry_out_the_question(tenant: str) -> None:
    asked = parse(question(bundled()))
    operation, offered = asked.definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert operation.operation is OperationType.QUERY
    assert isinstance(offered, FragmentDefinitionNode)
    assert f"...{offered.name.value}" not in print_ast(operation)
    objections = validate(contracts.schema(tenant), asked, max_errors=None)
    assert any(NOBODY_HAS in each.message for each in objections)
    # Servers stop counting at a hundred, and what comes after that would pass for known.
    assert len(objections) < 100
    fit = best_fit(bundled(), read_problems([each.formatted for each in objections]))
    if tenant != "third":
        assert fit.contract.name == tenant
    assert 0 < fit.agreed <= fit.asked


def test_a_server_that_hides_its_words_gets_the_contract_that_offers_most() -> None:
    fit = best_fit(bundled(), read_problems([{"message": "Bad request."}]))
    assert fit.asked == 0
    assert len(fit.contract.names) == max(len(each.names) for each in bundled())


def test_a_contract_is_found_by_lying_there(tmp_path: Path) -> None:
    (tmp_path / "gas.graphql").write_text(
        "type Query {\n  tap: Int\n}\n\ntype Mutation {\n  turn: Int\n}\n"
    )
    (found,) = bundled(tmp_path)
    assert (found.name, set(found.names), found.described) == (
        "gas",
        {"tap", "turn"},
        dict[str, str](),
    )
    assert best_fit((found,), ()).contract is found
