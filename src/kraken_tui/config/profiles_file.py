"""Reading and writing `profiles.toml`, with one clear sentence for any wrong thing in it."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kraken_tui.config.errors import ConfigError
from kraken_tui.config.files import write_private
from kraken_tui.config.profiles import CACHE_DAYS, Profile, Profiles
from kraken_tui.config.profiles_parse import Wrong, parse_profile, read_table, text

OPEN_TO_OTHERS = 0o077


def read_profiles(path: Path) -> Profiles:
    """Read the profiles of a file; raise ConfigError for anything that is not as it must be."""
    content = _read(path)
    if content is None:
        return Profiles()
    try:
        return _parse(_parse_toml(content))
    except Wrong as wrong:
        raise ConfigError(f"{path}{wrong.place}: {wrong}.") from None


def write_profiles(profiles: Profiles, path: Path) -> None:
    """Write profiles as TOML; raise ConfigError when the file cannot be written."""
    import tomli_w

    document: dict[str, Any] = {"default": profiles.default} if profiles.default else {}
    document["profiles"] = {name: _to_toml(each) for name, each in profiles.mapping.items()}
    try:
        write_private(path, tomli_w.dumps(document).encode())
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {_reason(error)}.") from None


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {_reason(error)}.") from None
    # What it says decides where secrets are sent and which commands are run for them.
    if os.name == "posix" and mode & OPEN_TO_OTHERS:
        raise ConfigError(f"{path} is open to other people; run `chmod 600 {path}` first.")
    return content


def _parse_toml(content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise Wrong("it is not UTF-8 text; save it as that") from None
    except tomllib.TOMLDecodeError as error:
        reason = str(error)[:1].lower() + str(error)[1:]
        raise Wrong(f"it is not valid TOML, {reason}; correct it there") from None


def _parse(document: dict[str, Any]) -> Profiles:
    given = read_table(document, {"default": text, "profiles": _profiles})
    mapping = given.get("profiles", {})
    default = given.get("default")
    if default is not None and default not in mapping:
        known = ", ".join(sorted(mapping)) or "none"
        raise Wrong(f'key "default" names the unknown profile "{default}"; known are: {known}')
    return Profiles(default=default, mapping=MappingProxyType(mapping))


def _profiles(key: str, tables: object) -> Mapping[str, Profile]:
    if not isinstance(tables, dict):
        raise Wrong(f'key "{key}" must be a table of profiles')
    return {name: parse_profile(name, table) for name, table in tables.items()}


def _to_toml(profile: Profile) -> dict[str, Any]:
    return {
        "endpoint": profile.endpoint,
        "auth_endpoint": profile.auth_endpoint,
        "environment": profile.environment,
        **({"account": profile.account} if profile.account else {}),
        "read_only": profile.read_only,
        **({"privacy": True} if profile.privacy else {}),
        "currency": profile.currency,
        "locale": profile.locale,
        **({"timezone": profile.timezone} if profile.timezone else {}),
        "theme": profile.theme,
        "authorization_scheme": profile.authorization_scheme,
        **({"ca_file": profile.ca_file} if profile.ca_file else {}),
        **({"schema": profile.schema} if profile.schema else {}),
        **({"outbox": profile.outbox} if profile.outbox != "ask" else {}),
        **({"cache": profile.cache} if profile.cache != "plain" else {}),
        **({"cache_days": profile.cache_days} if profile.cache_days != CACHE_DAYS else {}),
        **({"cache_key": profile.cache_key} if profile.cache_key else {}),
        "auth": {
            "method": profile.auth.method,
            "email": profile.auth.email,
            "secret": profile.auth.secret,
        },
    }


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
