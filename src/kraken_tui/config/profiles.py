"""Profiles: which tenants a person works with, and how to sign in to each."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from kraken_tui.config.errors import ConfigError
from kraken_tui.config.hints import did_you_mean

ENVIRONMENTS = ("sandbox", "test", "production")
METHODS = (
    "api-key",
    "password",
    "pre-signed-key",
    "refresh-token",
    "token",
    "organization-secret",
)
AUTHORIZATION_SCHEMES = ("", "JWT", "Bearer")
OUTBOXES = ("ask", "send")
CACHES = ("plain", "encrypted", "off")
CACHE_DAYS = 14

NO_PROFILES = (
    "There is no profile yet: add one with `kraken-tui profile add NAME --endpoint URL`, "
    "or look around with `kraken-tui --demo`."
)


class Auth(NamedTuple):
    """How to sign in: `secret` says where the secret is kept, it is never the secret."""

    method: str = "api-key"
    email: str = ""
    secret: str = "prompt"


class Profile(NamedTuple):
    """One tenant as one person uses it."""

    name: str
    endpoint: str
    auth_endpoint: str
    environment: str = "production"
    account: str | None = None
    read_only: bool = False
    privacy: bool = False
    """Whether what tells who the customers are is covered on the screen from the start."""
    currency: str = "GBP"
    locale: str = "en_GB"
    timezone: str = ""
    """Where times are told, such as Europe/London; empty to go by the locale."""
    theme: str = "kraken-dark"
    authorization_scheme: str = ""
    ca_file: str = ""
    """A PEM file whose certificates are trusted beside the usual ones; empty for none."""
    schema: str = ""
    """A schema file to go by where the tenant does not tell its own; empty for none."""
    cache: str = "plain"
    """How what was seen of accounts is kept on this machine, one of ``CACHES``."""
    cache_days: int = CACHE_DAYS
    """For how long that is kept."""
    cache_key: str = ""
    """Where the passphrase of an encrypted cache is, never the passphrase; empty without one."""
    outbox: str = "ask"
    """Whether what waits is sent at once when there is a link again, one of ``OUTBOXES``."""
    auth: Auth = Auth()


class Profiles(NamedTuple):
    """Every profile of a person, and which one is meant when none is named.

    Values never change: `adding`, `without` and `using` return new ones, `change` writes them.
    """

    default: str | None = None
    mapping: Mapping[str, Profile] = MappingProxyType({})

    @classmethod
    def load(cls, path: Path) -> "Profiles":
        """Read the profiles of a file; without the file there are none.

        Raise ConfigError, in one sentence naming the file, the profile and the key, for anything
        that is not as it must be.
        """
        from kraken_tui.config.profiles_file import read_profiles

        return read_profiles(path)

    @classmethod
    def change(cls, path: Path, how: Callable[["Profiles"], "Profiles"]) -> "Profiles":
        """Change the profiles of a file as they are there now, and return them.

        Whoever changes them at the same time, in another window, waits. Raise ConfigError when the
        file cannot be read or written; what `how` raises leaves it as it was.
        """
        from kraken_tui.config.locks import alone_with

        with alone_with(path):
            before = cls.load(path)
            after = how(before)
            if after != before:
                after.save(path)
        return after

    def save(self, path: Path) -> None:
        """Write the profiles to a file that only its owner may read.

        Raise ConfigError when the file cannot be written.
        """
        from kraken_tui.config.profiles_file import write_profiles

        write_profiles(self, path)

    def get(self, name: str | None = None) -> Profile:
        """Return the profile of that name, or the one to use when none is named.

        Raise ConfigError, naming the known profiles, when there is no such profile.
        """
        if not self.mapping:
            raise ConfigError(NO_PROFILES)
        wanted = name or self.default or self._only_name()
        if wanted is None:
            raise ConfigError(
                f"No profile is the default: name one with --profile ({self._known()}), "
                "or choose one with `kraken-tui profile use NAME`."
            )
        if wanted not in self.mapping:
            hint = did_you_mean(wanted, self.mapping) or "use one of these"
            raise ConfigError(f'There is no profile "{wanted}" (known: {self._known()}); {hint}.')
        return self.mapping[wanted]

    def adding(self, profile: Profile) -> "Profiles":
        """Return these profiles with one more; the first one becomes the default."""
        mapping = {**self.mapping, profile.name: profile}
        return Profiles(default=self.default or profile.name, mapping=MappingProxyType(mapping))

    def without(self, name: str) -> "Profiles":
        """Return these profiles without one; raise ConfigError when there is no such profile."""
        gone = self.get(name).name
        mapping = {key: value for key, value in self.mapping.items() if key != gone}
        default = None if self.default == gone else self.default
        return Profiles(default=default, mapping=MappingProxyType(mapping))

    def using(self, name: str) -> "Profiles":
        """Return these profiles with another default; raise ConfigError for an unknown one."""
        return self._replace(default=self.get(name).name)

    def _only_name(self) -> str | None:
        return next(iter(self.mapping)) if len(self.mapping) == 1 else None

    def _known(self) -> str:
        return ", ".join(sorted(self.mapping))
