"""A schema with what nobody has heard of, or that breaks the rules, is worked with all the same."""

import copy
import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    build_client_schema,
    build_schema,
    introspection_from_schema,
    parse,
    validate,
)

from kraken_tui.api.adapt import prune
from kraken_tui.api.mending import mended
from kraken_tui.api.record_building import build_records
from kraken_tui.api.schema_build import build
from kraken_tui.api.schema_cache import SchemaCache, SchemaIndex, hash_of
from kraken_tui.forms.form import Form
from tests.contracts import introspection

SHOP = """
scalar Money @specifiedBy(url: "https://money.example")
directive @cost(weight: Int!) on FIELD_DEFINITION
type Query { price(of: Thing = {size: 1}): Money  node: Node  any: Any }
type Mutation { buy(input: Thing!, times: Int! = 1): Sold  look: Money }
interface Node { id: ID! }
type Sold implements Node { id: ID!  paid: Money  state: State }
union Any = Sold
input Thing { pays: Money = "5", state: State = NEW, size: Int = 3 }
enum State { NEW OLD }
"""
DOCUMENTS = {
    "shop": "query Shop($all: Boolean!) "
    "{ price any @include(if: $all) { ... on Sold { paid zz } } }"
}
FITTED = "query Shop($all: Boolean!) { price any @include(if: $all) { ... on Sold { paid } } }"

Told = dict[str, Any]


@cache
def whole_shop() -> str:
    told = introspection_from_schema(build_schema(SHOP), input_value_deprecation=True)
    return json.dumps({"data": told})


def shop() -> Told:
    told: Told = json.loads(whole_shop())
    return told


def schema(told: Told) -> Told:
    found: Told = told["data"]["__schema"]
    return found


def type_(told: Told, name: str) -> Told:
    found: Told = next(one for one in schema(told)["types"] if one["name"] == name)
    return found


def built(told: Told, folder: Path) -> SchemaIndex:
    """Work an answer into the cache as the child process does, and open that."""
    cache = SchemaCache(folder)
    about = {"hash": "x", "documents_hash": hash_of(DOCUMENTS)}
    body = json.dumps(told).encode()
    build(introspection=body, target=cache.path("shop"), about=about, documents=DOCUMENTS)
    index = cache.open("shop", documents=DOCUMENTS)
    assert index is not None
    return index


ODD: dict[str, Callable[[Told], object]] = {
    "nothing odd": lambda told: None,
    "a directive in a place of another age": lambda told: schema(told)["directives"].append(
        {"name": "lunar", "locations": ["MOON", "FIELD"], "args": []}
    ),
    "a directive of its own shape": lambda told: schema(told)["directives"].append(
        {"name": "bare", "onField": True}
    ),
    "a kind of another age": lambda told: type_(told, "State").update(kind="QUARK"),
    "a type that is only spoken of": lambda told: schema(told)["types"].remove(
        type_(told, "Money")
    ),
    "no word of numbers": lambda told: schema(told)["types"].remove(type_(told, "Int")),
    "a name that is none": lambda told: schema(told)["types"].append(
        {**type_(told, "Money"), "name": "Mon-ey\x1b[2J"}
    ),
    "a default that is no GraphQL": lambda told: type_(told, "Thing")["inputFields"][0].update(
        defaultValue="{{{"
    ),
    "a default of another type": lambda told: type_(told, "Thing")["inputFields"][2].update(
        defaultValue=True
    ),
    "lists that are null": lambda told: (
        type_(told, "Node").update(fields=None, possibleTypes=None),
        type_(told, "State").update(enumValues=None),
        type_(told, "Query")["fields"][1].update(args=None),
        type_(told, "Sold").update(interfaces=None),
    ),
    "a field of no type": lambda told: type_(told, "Sold")["fields"][2].update(type=None),
    "a list of nothing": lambda told: type_(told, "Sold")["fields"][2].update(
        type={"kind": "LIST", "name": None, "ofType": None}
    ),
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_one_odd_thing_does_not_cost_the_rest(
    change: Callable[[Told], object], tmp_path: Path
) -> None:
    told = shop()
    change(told)
    index = built(told, tmp_path)
    assert [heading.name for heading in index.mutations] == ["buy", "look"]
    assert " ".join((index.document("shop") or "").split()) == FITTED
    assert index.fell_away("shop") == ["any.zz"]
    buy = index.record("buy")
    assert [(arg["name"], arg["type"].rstrip("!")) for arg in buy["args"]] == [
        ("input", "Thing"),
        ("times", "Int"),
    ]
    assert {"pays", "state", "size"} == {field["name"] for field in buy["types"]["Thing"]["fields"]}
    assert buy["types"]["Thing"]["fields"][0]["type"] == "Money"
    form = Form.build(buy, {}, clock=lambda: datetime.now(UTC))
    form.fill({"input": {"pays": "7 shells", "size": 2}, "times": 3})
    assert form.variables()["times"] == 3


def test_only_the_mutation_that_makes_no_sense_is_missing(tmp_path: Path) -> None:
    told = shop()
    type_(told, "Mutation")["fields"].append({"name": "odd", "args": [], "type": {"kind": 7}})
    assert [heading.name for heading in built(told, tmp_path).mutations] == ["buy", "look"]


@pytest.mark.parametrize("told", [[], {}, {"data": 7}, {"data": {"__schema": {"types": [{}]}}}])
def test_what_is_no_schema_at_all_is_refused(told: Any, tmp_path: Path) -> None:
    with pytest.raises((ValueError, AttributeError)):
        built(told, tmp_path)


def test_a_schema_that_is_whole_stays_as_it_is() -> None:
    told = introspection("energy")
    assert list(build_records(mended(told))) == list(build_records(told))


def places(value: object, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every part of a JSON value."""
    if len(way) > 2:
        yield way
    keys = value if isinstance(value, dict) else range(len(value)) if type(value) is list else ()
    for key in keys:
        yield from places(value[key], (*way, key))  # type: ignore[index]


NONSENSE: tuple[Any, ...] = (
    None,
    7,
    -1.5,
    True,
    "",
    "x y",
    "Sold",
    "Thing",
    "LIST",
    "9..9",
    [],
    {},
    [None],
    [[]],
)


def spoilt(seed: int) -> Told:
    """Put nonsense in place of some parts of the shop's schema."""
    chance, told = random.Random(seed), shop()
    for _ in range(chance.choice([1, 2, 5])):
        way, part = chance.choice(list(places(told))), told
        for key in way[:-1]:
            part = part[key]
        part[way[-1]] = copy.deepcopy(chance.choice(NONSENSE))
    return told


def test_whatever_is_odd_what_is_left_fits_together() -> None:
    for seed in range(25):
        whole = mended(spoilt(seed))
        tenant = build_client_schema(whole["data"], assume_valid=True)
        prune(DOCUMENTS["shop"], tenant)
        for one in build_records(whole):
            document = json.loads(one.text)["document"]
            assert validate(tenant, parse(document)) == [], (seed, document)
