"""Pick the profile whose schema one's own is compared with."""

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from kraken_tui.api.schema_home import SchemaHome
from kraken_tui.api.schema_origin import Found, Origin
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile, Profiles
from kraken_tui.domain import documents
from kraken_tui.formats import Formats
from kraken_tui.screens.picker import Choice, Picker
from kraken_tui.widgets.record_columns import Column

NONE = "not here yet"


class Other(NamedTuple):
    """Another profile, and its schema if that was fetched before, or what stands in for it."""

    profile: Profile
    found: Found | None


def others(folders: Folders, current: str) -> list[Other]:
    """List the profiles beside the current one; touches the disk.

    Raise ConfigError for a file of profiles that cannot be read.
    """
    texts = documents.all_texts()
    known = Profiles.load(folders.profiles).mapping.values()
    return [
        Other(each, _home(folders, each, texts).kept()) for each in known if each.name != current
    ]


def _home(folders: Folders, profile: Profile, texts: Mapping[str, str]) -> SchemaHome:
    folder, file = folders.schemas, profile.schema
    return SchemaHome(profile.endpoint, folder, documents=lambda: texts, file=file)


class PickOther(Picker):
    """Offer profiles with the age of what is known of their schemas."""

    TITLE_TEXT = "Compare with another profile"
    PLACEHOLDER = "Type to narrow the profiles"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(key="name", title="Profile", width=16, flex=1),
        Column(key="environment", title="Environment", width=11),
        Column(key="schema", title="Schema of", width=20),
        Column(key="endpoint", title="Endpoint", width=30, flex=2, from_width=100),
    )

    DEFAULT_CSS = """
    PickOther RecordTable { height: 10; }
    """

    def __init__(self, found: list[Other], formats: Formats) -> None:
        super().__init__()
        self._found = found
        self._formats = formats

    def on_mount(self) -> None:
        """Offer the profiles."""
        self.offer(self._choice(each) for each in self._found)

    def take(self, choice: Choice) -> None:
        """Take a profile whose schema is here, or say how it comes here."""
        other = next(each for each in self._found if each.profile.name == choice.id)
        if other.found is None:
            self.status(how_to_get(other.profile))
        else:
            self.dismiss(choice)

    def _choice(self, other: Other) -> Choice:
        profile, found = other
        told = NONE if found is None else self._told(found.origin)
        return Choice(profile.name, profile.name, (profile.environment, told, profile.endpoint))

    def _told(self, origin: Origin) -> str:
        return self._formats.moment(origin.at) if origin.is_own else origin.name


def how_to_get(profile: Profile) -> str:
    """Say how the schema of a profile comes here: this app does not know its secrets."""
    command = f"kraken-tui --profile {profile.name} operations"
    return f'The schema of "{profile.name}" is not here yet; `{command}` fetches it.'
