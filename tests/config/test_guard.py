"""What other people of this machine may read or change is refused, with what to run."""

from pathlib import Path

import pytest

from kraken_tui.config.errors import ConfigError
from kraken_tui.config.guard import require_private
from kraken_tui.config.paths import Folders


def made(folders: Folders) -> list[Path]:
    places = [folders.config, folders.state, folders.seen]
    for place in places:
        place.mkdir(parents=True, mode=0o700)
    return places


def test_what_is_ones_own_or_not_there_yet_is_taken(tmp_path: Path) -> None:
    folders = Folders.within(tmp_path)
    require_private(folders)
    config, *_ = made(folders)
    config.chmod(0o755)  # Its files have modes of their own.
    folders.cache.chmod(0o755)
    require_private(folders)


@pytest.mark.parametrize(
    ("which", "mode"), [(0, 0o775), (0, 0o702), (1, 0o750), (1, 0o701), (2, 0o704)]
)
def test_what_others_may_use_is_refused_with_the_remedy(
    tmp_path: Path, which: int, mode: int
) -> None:
    folders = Folders.within(tmp_path)
    place = made(folders)[which]
    place.chmod(mode)
    with pytest.raises(ConfigError) as refused:
        require_private(folders)
    assert f"run `chmod 700 {place}` first" in refused.value.sentence
    place.chmod(0o700)
    require_private(folders)
