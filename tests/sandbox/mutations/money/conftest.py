"""Tenants that the tests of one module share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .till import Till


@pytest.fixture(scope="session")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep derived schemas for all tests of a run."""
    return tmp_path_factory.mktemp("schemas")


@pytest.fixture(scope="module")
def water(tmp_path_factory: pytest.TempPathFactory, schemas: Path) -> Till:
    """The water tenant."""
    return Till.open("water", tmp_path_factory.mktemp("water"), schemas)


@pytest.fixture(scope="module")
def energy(tmp_path_factory: pytest.TempPathFactory, schemas: Path) -> Till:
    """The energy tenant."""
    return Till.open("energy", tmp_path_factory.mktemp("energy"), schemas)


@pytest.fixture(params=["water", "energy"])
def till(request: pytest.FixtureRequest) -> Iterator[Till]:
    """A tenant of each kind."""
    yield request.getfixturevalue(request.param)
