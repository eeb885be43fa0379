"""One table of `profiles.toml` becomes one profile, or a reason why it cannot."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kraken_tui.config.endpoints import EndpointError, check_endpoint, derive_auth_endpoint
from kraken_tui.config.hints import did_you_mean
from kraken_tui.config.places import is_locale, is_timezone
from kraken_tui.config.profiles import (
    AUTHORIZATION_SCHEMES,
    CACHES,
    ENVIRONMENTS,
    METHODS,
    OUTBOXES,
    Auth,
    Profile,
)
from kraken_tui.config.secrets import REFERENCE_FORMS, is_reference

NAME_RULE = "use letters, digits, dots, dashes and underscores, and begin with a letter or digit"

MOST_DAYS = 3650

Reader = Callable[[str, object], Any]


class Wrong(Exception):
    """What is wrong in a file, and where: `place` is empty or begins with a comma."""

    def __init__(self, problem: str, *, profile: str | None = None) -> None:
        super().__init__(problem)
        self.place = "" if profile is None else f', profile "{profile}"'


def parse_profile(name: str, table: object) -> Profile:
    """Return the profile that a table describes; raise Wrong, naming profile and key."""
    try:
        check_name(name)
        if not isinstance(table, dict):
            raise Wrong("it must be a table of settings")
        return _profile(name, table)
    except Wrong as wrong:
        raise Wrong(str(wrong), profile=name) from None


def check_name(name: str) -> None:
    """Raise Wrong unless a profile may have that name, which also names folders."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", name):
        raise Wrong(f"this name cannot be used; {NAME_RULE}")


def read_table(table: Mapping[str, object], readers: Mapping[str, Reader]) -> dict[str, Any]:
    """Return the checked value of every key; raise Wrong for one that nobody reads."""
    for key in table:
        if key not in readers:
            hint = did_you_mean(key, readers) or f"use one of {', '.join(readers)}"
            raise Wrong(f'there is no key "{key}"; {hint.removesuffix("?")}')
    return {key: readers[key](key, value) for key, value in table.items()}


def text(key: str, value: object) -> str:
    """Return a value that is text."""
    if not isinstance(value, str):
        raise Wrong(f'key "{key}" must be text in quotes')
    return value


def _profile(name: str, table: Mapping[str, object]) -> Profile:
    given = read_table(table, _PROFILE)
    if "endpoint" not in given:
        raise Wrong('key "endpoint" is missing; add the address of the tenant\'s API')
    environment = given.setdefault("environment", "production")
    _check_endpoint("endpoint", given["endpoint"], environment)
    if "auth_endpoint" not in given:
        given["auth_endpoint"] = _derived(given["endpoint"])
    if given.get("cache") == "encrypted" and not given.get("cache_key"):
        raise Wrong('key "cache_key" is missing beside cache "encrypted"; say where that key is')
    _check_endpoint("auth_endpoint", given["auth_endpoint"], environment)
    return Profile(name=name, **given)


def _derived(endpoint: str) -> str:
    try:
        return derive_auth_endpoint(endpoint)
    except EndpointError:
        raise Wrong('key "auth_endpoint" is missing; add the address that signs you in') from None


def _check_endpoint(key: str, url: str, environment: str) -> None:
    try:
        check_endpoint(url, environment=environment)
    except EndpointError as error:
        raise Wrong(f'key "{key}" {error}') from None


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise Wrong(f'key "{key}" must be true or false, without quotes')
    return value


def _one_of(*choices: str) -> Reader:
    def read(key: str, value: object) -> str:
        if value not in choices:
            hint = did_you_mean(value, choices) if isinstance(value, str) else ""
            words = ", ".join(f'"{each}"' for each in choices)
            raise Wrong(f'key "{key}" must be one of {words}; {hint}'.rstrip("; ?"))
        return text(key, value)

    return read


def _currency(key: str, value: object) -> str:
    if not re.fullmatch(r"[A-Z]{3}", text(key, value)):
        raise Wrong(f'key "{key}" must be a currency in three letters, such as "GBP"')
    return text(key, value)


def _locale(key: str, value: object) -> str:
    if not is_locale(text(key, value)):
        raise Wrong(f'key "{key}" must be a language and a country, such as "en_GB"')
    return text(key, value)


def _timezone(key: str, value: object) -> str:
    if text(key, value) and not is_timezone(text(key, value)):
        raise Wrong(f'key "{key}" must be a time zone that is known here, such as "Europe/London"')
    return text(key, value)


def _days(key: str, value: object) -> int:
    # A form and a command line give what was typed.
    number = int(value) if isinstance(value, str) and value.isdecimal() else value
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST_DAYS:
        raise Wrong(f'key "{key}" must be a number of days from 1 to {MOST_DAYS}')
    return number


def _optional(key: str, value: object) -> str | None:
    return text(key, value) or None


def _path(key: str, value: object) -> str:
    path = text(key, value)
    # The working folder is another one at every start.
    if path and not (path.startswith("~/") or Path(path).is_absolute()):
        raise Wrong(f'key "{key}" must be a whole path, one that begins with "/" or "~/"')
    return path


def _secret(key: str, value: object) -> str:
    if not is_reference(text(key, value)):
        # What stands there may be the secret itself: it is not repeated.
        raise Wrong(f'key "{key}" must say where the secret is, never hold it: {REFERENCE_FORMS}')
    return text(key, value)


def _cache_key(key: str, value: object) -> str:
    return _secret(key, value) if value != "" else ""


def _auth(key: str, value: object) -> Auth:
    if not isinstance(value, dict):
        raise Wrong(f'key "{key}" must be a table')
    auth = Auth(**read_table(value, _AUTH))
    if auth.method == "password" and not auth.email:
        raise Wrong('key "email" is missing beside method "password"; add it')
    return auth


_AUTH: dict[str, Reader] = {"method": _one_of(*METHODS), "email": text, "secret": _secret}
_PROFILE: dict[str, Reader] = {
    "endpoint": text,
    "auth_endpoint": text,
    "environment": _one_of(*ENVIRONMENTS),
    "account": _optional,
    "read_only": _flag,
    "privacy": _flag,
    "currency": _currency,
    "locale": _locale,
    "timezone": _timezone,
    "theme": text,
    "authorization_scheme": _one_of(*AUTHORIZATION_SCHEMES),
    "ca_file": _path,
    "schema": _path,
    "outbox": _one_of(*OUTBOXES),
    "cache": _one_of(*CACHES),
    "cache_days": _days,
    "cache_key": _cache_key,
    "auth": _auth,
}
