"""A profile from single settings, as they are typed: on the command line or into a form."""

import re
from collections.abc import Mapping

from kraken_tui.config.endpoints import EndpointError, derive_auth_endpoint, guess_environment
from kraken_tui.config.profiles import Profile
from kraken_tui.config.profiles_parse import Wrong, parse_profile

AUTH = ("method", "email", "secret")
"""The settings that are in a table of their own in the file."""


def build_profile(name: str, settings: Mapping[str, object]) -> Profile:
    """Return the profile that settings make, named as in the file; None leaves one out.

    Raise Wrong, whose words name the setting as `key "..."`.
    """
    table = {key: value for key, value in settings.items() if value is not None}
    auth = {key: table.pop(key) for key in AUTH if key in table}
    try:
        if "endpoint" in table:
            table.setdefault("environment", guess_environment(str(table["endpoint"])))
        return parse_profile(name, {**table, "auth": auth})
    except EndpointError as error:
        raise Wrong(f'key "endpoint" {error}', profile=name) from None


def settings_of(profile: Profile) -> dict[str, object]:
    """Return a profile's settings by the names that they have in the file."""
    settings = {**profile._asdict(), **profile.auth._asdict(), "account": profile.account or ""}
    return {key: value for key, value in settings.items() if key not in ("name", "auth")}


def edited(profile: Profile, settings: Mapping[str, object]) -> Profile:
    """Return a profile with some settings changed; None leaves one as it is. Raise Wrong.

    Another endpoint takes along what had followed from the old one.
    """
    given = {key: value for key, value in settings.items() if value is not None}
    kept = settings_of(profile)
    if given.get("endpoint", profile.endpoint) != profile.endpoint:
        for key in _follows(profile):
            del kept[key]
    return build_profile(profile.name, {**kept, **given})


def setting_of(wrong: Wrong) -> str:
    """Name the setting that is wrong, as in the file; empty if it is none of them."""
    found = re.search(r'key "(\w+)"', str(wrong))
    return found[1] if found else ""


def _follows(profile: Profile) -> list[str]:
    """Name what is as the endpoint alone would have it."""
    follows = []
    try:
        if derive_auth_endpoint(profile.endpoint) == profile.auth_endpoint:
            follows.append("auth_endpoint")
        if guess_environment(profile.endpoint) == profile.environment:
            follows.append("environment")
    except EndpointError:
        pass
    return follows
