"""Where the files of a person live."""

from pathlib import Path
from typing import NamedTuple

APP_NAME = "kraken-tui"


class Folders(NamedTuple):
    """The three folders that the app keeps files in; a test gives its own.

    `config` holds what a person may edit, `state` what must not be lost, `cache` what can be had
    again. Nothing is made on the disk before something is written.
    """

    config: Path
    state: Path
    cache: Path
    schema_cache: Path | None = None
    """Where schemas are kept, if not among the rest of the cache."""

    @property
    def profiles(self) -> Path:
        """Return the path of the file that holds the profiles."""
        return self.config / "profiles.toml"

    @property
    def database(self) -> Path:
        """Return the path of the database that holds what must not be lost."""
        return self.state / "kraken-tui.db"

    @property
    def windows(self) -> Path:
        """Return the folder of the locks by which windows know which others run."""
        return self.state / "windows"

    @property
    def schemas(self) -> Path:
        """Return the folder of the schemas fetched from tenants, which hold nobody's data."""
        return self.schema_cache or self.cache / "schemas"

    @property
    def formats(self) -> Path:
        """Return the folder of what locales look like, which holds nobody's data."""
        return (self.schema_cache or self.cache) / "formats"

    @property
    def seen(self) -> Path:
        """Return the folder of what was last seen, for drawing before the network answers."""
        return self.cache / "seen"

    @classmethod
    def of_user(cls) -> "Folders":
        """Return the folders of the person who runs the program (XDG on Linux)."""
        import platformdirs

        return cls(
            config=platformdirs.user_config_path(APP_NAME, appauthor=False),
            state=platformdirs.user_state_path(APP_NAME, appauthor=False),
            cache=platformdirs.user_cache_path(APP_NAME, appauthor=False),
        )

    @classmethod
    def within(cls, root: Path, *, schema_cache: Path | None = None) -> "Folders":
        """Return three folders inside one, for a demo or a test."""
        return cls(
            config=root / "config",
            state=root / "state",
            cache=root / "cache",
            schema_cache=schema_cache,
        )
