"""One tenant of each kind for the whole run; each case begins with it as it was at first."""

from collections.abc import Callable, Iterator

import pytest

from .world import World

GetWorld = Callable[[str], World]


@pytest.fixture(scope="package")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GetWorld]:
    """Start a tenant when it is first asked for."""
    folder = tmp_path_factory.mktemp("rows")
    running: dict[str, World] = {}

    def get(name: str) -> World:
        if name not in running:
            running[name] = World.open(name, folder, folder)
        return running[name]

    yield get
    for world in running.values():
        world.close()
