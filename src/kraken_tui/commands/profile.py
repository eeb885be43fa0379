"""`kraken-tui profile`: add, edit, list, show, remove and choose profiles."""

import json
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from kraken_tui.commands.exits import Exit, UsageError, say
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile, Profiles
from kraken_tui.config.profiles_build import build_profile, edited
from kraken_tui.config.profiles_parse import Wrong
from kraken_tui.config.secrets import told
from kraken_tui.store.forgetting import forget, told_of_outbox


def add(folders: Folders, name: str, settings: Mapping[str, object]) -> Exit:
    """Add a profile from settings named as in the file; leave out those that are None."""

    def adding(profiles: Profiles) -> Profiles:
        if name in profiles.mapping:
            raise UsageError(
                f'There is a profile "{name}" already; '
                f"take another name, or first run `kraken-tui profile remove {name}`."
            )
        return profiles.adding(_build(name, settings))

    Profiles.change(folders.profiles, adding)
    say(f'Added the profile "{name}"; `kraken-tui login --profile {name}` tries it.')
    return Exit.DONE


def edit(folders: Folders, name: str, settings: Mapping[str, object]) -> Exit:
    """Change what is given of a profile; leave as they are the settings that are None."""
    before = Profiles.load(folders.profiles).get(name)
    after = Profiles.change(folders.profiles, partial(_editing, name, settings)).get(name)
    if after == before:
        say(f'There is nothing to change in the profile "{name}".')
        return Exit.DONE
    say(f'Changed the profile "{name}"; `kraken-tui login --profile {name}` tries it.')
    return Exit.DONE


def list_all(folders: Folders, *, as_json: bool) -> Exit:
    """Print every profile, the default one marked."""
    profiles = Profiles.load(folders.profiles)
    rows = [_row(profile, profiles.default) for profile in profiles.mapping.values()]
    if as_json:
        print(json.dumps(rows, indent=2))
        return Exit.DONE
    width = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        mark = "*" if row["default"] else " "
        print(f"{mark} {row['name']:<{width}}  {row['environment']:<10}  {row['endpoint']}")
    if not rows:
        say("There is no profile yet: `kraken-tui profile add NAME --endpoint URL` adds one.")
    return Exit.DONE


def show(folders: Folders, name: str | None) -> Exit:
    """Print one profile, with no more of its secret than where that is kept."""
    profile = Profiles.load(folders.profiles).get(name)
    for key, value in _facts(profile).items():
        print(f"{key} = {json.dumps(value, ensure_ascii=False)}")
    return Exit.DONE


def remove(folders: Folders, name: str) -> Exit:
    """Remove a profile and what was kept of its accounts."""

    def removing(profiles: Profiles) -> Profiles:
        left = profiles.without(name)
        if waiting := told_of_outbox(folders, profile=name):
            raise UsageError(f"{waiting}: send that first, or throw it away there.")
        forget(folders, profile=name)
        return left

    Profiles.change(folders.profiles, removing)
    say(f'Removed the profile "{name}" and what was kept of its accounts.')
    return Exit.DONE


def use(folders: Folders, name: str) -> Exit:
    """Make a profile the one that is used when none is named."""
    Profiles.change(folders.profiles, lambda profiles: profiles.using(name))
    say(f'"{name}" is now the default profile.')
    return Exit.DONE


def _editing(name: str, settings: Mapping[str, object], profiles: Profiles) -> Profiles:
    try:
        return profiles.adding(edited(profiles.get(name), settings))
    except Wrong as wrong:
        raise UsageError(f'The profile "{name}" stays as it is: {_as_options(wrong)}.') from None


def _build(name: str, settings: Mapping[str, object]) -> Profile:
    try:
        return build_profile(name, settings)
    except Wrong as wrong:
        raise UsageError(f'The profile "{name}" cannot be added: {_as_options(wrong)}.') from None


def _as_options(wrong: Wrong) -> str:
    """Speak of the options that were typed instead of the keys that the file would have."""
    return re.sub(r'key "(\w+)"', lambda found: "--" + found[1].replace("_", "-"), str(wrong))


def _row(profile: Profile, default: str | None) -> dict[str, Any]:
    return {**_facts(profile), "default": profile.name == default}


def _facts(profile: Profile) -> dict[str, Any]:
    return {
        "name": profile.name,
        "endpoint": profile.endpoint,
        "auth_endpoint": profile.auth_endpoint,
        "environment": profile.environment,
        "account": profile.account or "",
        "read_only": profile.read_only,
        "privacy": profile.privacy,
        "currency": profile.currency,
        "locale": profile.locale,
        "timezone": profile.timezone,
        "outbox": profile.outbox,
        "theme": profile.theme,
        "authorization_scheme": profile.authorization_scheme,
        "ca_file": profile.ca_file,
        "schema": profile.schema,
        "cache": profile.cache,
        "cache_days": profile.cache_days,
        "cache_key": told(profile.cache_key),
        "auth.method": profile.auth.method,
        "auth.email": profile.auth.email,
        "auth.secret": told(profile.auth.secret),
    }
