"""Tenants that the tests of one module share."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from .till import Till


@pytest.fixture(scope="session")
def schemas(sandbox_cache: Path) -> Path:
    """Keep derived schemas for all tests of a run."""
    return sandbox_cache


@pytest.fixture(scope="module")
def water(tmp_path_factory: pytest.TempPathFactory, schemas: Path) -> Iterator[Till]:
    """The water tenant."""
    with closing(Till.open("water", tmp_path_factory.mktemp("water"), schemas)) as till:
        yield till


@pytest.fixture(scope="module")
def energy(tmp_path_factory: pytest.TempPathFactory, schemas: Path) -> Iterator[Till]:
    """The energy tenant."""
    with closing(Till.open("energy", tmp_path_factory.mktemp("energy"), schemas)) as till:
        yield till


@pytest.fixture(params=["water", "energy"])
def till(request: pytest.FixtureRequest) -> Till:
    """A tenant of each kind."""
    found: Till = request.getfixturevalue(request.param)
    return found
