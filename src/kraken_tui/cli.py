"""The command line: arguments -> profile -> app or command; here everything is wired together."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from kraken_tui.commands.exits import Exit, UsageError
from kraken_tui.commands.guard import guarded

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from kraken_tui.commands.connecting import Connect
    from kraken_tui.commands.start import Wishes
    from kraken_tui.config.paths import Folders
    from kraken_tui.config.profiles import Profile
    from kraken_tui.sandbox.embedded import Embedded

T = TypeVar("T")


def main(argv: Sequence[str] | None = None) -> int:
    """Run what was typed and return the exit code; a sentence says why it is not 0."""
    # Collecting among the many objects of a start finds nothing; the app turns it on when idle.
    gc.disable()
    return guarded(lambda: _run(argv))


def _run(argv: Sequence[str] | None) -> int:
    from kraken_tui.commands.arguments import parse

    try:
        arguments = parse(sys.argv[1:] if argv is None else argv)
    except SystemExit as done:  # --help and --version have printed what was asked for.
        return int(done.code or 0)
    if arguments.command is None:
        return _demo(arguments) if arguments.demo else _app(arguments)
    gc.enable()
    _make_printable()
    if arguments.demo:
        raise UsageError("--demo opens the app and goes with no command; leave one of them out.")
    return _COMMANDS[arguments.command](arguments)


def _make_printable() -> None:
    """Print letters that the output cannot show as their codes, instead of failing on them."""
    import io

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _app(arguments: "Namespace") -> Exit:
    from kraken_tui.commands.connecting import connector
    from kraken_tui.commands.start import has_terminal, start
    from kraken_tui.config.paths import Folders
    from kraken_tui.config.profiles import Profiles

    folders = Folders.of_user()
    profiles = Profiles.load(folders.profiles)
    if not profiles.mapping and has_terminal():
        return _first_start(arguments, folders)
    profile = profiles.get(arguments.profile)
    return start(profile, connector, folders, _wishes(arguments))


def _first_start(arguments: "Namespace", folders: "Folders") -> Exit:
    """Lead to the first profile and on into the app, or into the demo."""
    from kraken_tui.commands.arguments import TENANTS
    from kraken_tui.commands.connecting import connector
    from kraken_tui.commands.start import set_up, start

    wishes = _wishes(arguments)
    chosen = set_up(folders, connector, wishes, no_demo=_why_no_sandbox())
    if chosen is None:
        return Exit.DONE
    if chosen == "demo":
        arguments.demo, arguments.profile = TENANTS[0], None
        return _demo(arguments)
    return start(chosen, connector, folders, wishes)


def _demo(arguments: "Namespace") -> Exit:
    import tempfile
    from pathlib import Path

    from kraken_tui.commands.connecting import connector
    from kraken_tui.commands.demo import demo_key, demo_profile
    from kraken_tui.commands.start import require_terminal, start
    from kraken_tui.config.paths import Folders
    from kraken_tui.config.profiles import Profiles

    if arguments.profile is not None:
        raise UsageError("--demo has a profile of its own; leave --profile out.")
    require_terminal()
    tenant: str = arguments.demo
    cache = Folders.of_user().cache
    embedded = _embedded(tenant, cache)

    def connect(profile: "Profile") -> "Connect":
        return connector(profile, transport=embedded.transport, secret=lambda: demo_key(tenant))

    try:
        with tempfile.TemporaryDirectory(prefix="kraken-tui-", ignore_cleanup_errors=True) as root:
            # Both tenants have one address here, so their schemas must not share a folder.
            folders = Folders.within(Path(root), schema_cache=cache / f"demo-{tenant}")
            profile = demo_profile(tenant)
            fixed = Profiles().adding(profile)
            return start(profile, connect, folders, _wishes(arguments), fixed=fixed)
    finally:
        embedded.close()


def _wishes(arguments: "Namespace") -> "Wishes":
    from kraken_tui.commands.start import Wishes

    return Wishes(
        account=arguments.account,
        screen=arguments.screen,
        form=arguments.form,
        theme=arguments.theme,
        read_only=arguments.read_only,
        privacy=arguments.privacy,
    )


def _embedded(tenant: str, cache: "Path") -> "Embedded":
    _require_sandbox()
    from kraken_tui.sandbox.embedded import Embedded

    return Embedded(tenant=tenant, cache_folder=cache / "sandbox")


def _require_sandbox() -> None:
    """Raise UsageError where the sandbox's own libraries were not installed."""
    if missing := _why_no_sandbox():
        raise UsageError(missing)


def _why_no_sandbox() -> str:
    """Say what is missing for the sandbox and the demo; empty if nothing is."""
    from importlib.util import find_spec

    if all(find_spec(name) is not None for name in ("jwt", "uvicorn")):
        return ""
    return "The sandbox is not installed; `pip install 'kraken-tui[sandbox]'` adds it."


def _sandbox(arguments: "Namespace") -> Exit:
    _require_sandbox()
    import sqlite3

    from kraken_tui.config.paths import Folders
    from kraken_tui.sandbox.app import OtherTenant
    from kraken_tui.sandbox.serve import serve

    try:
        serve(
            **_given(arguments, "tenant", "host", "port", "db", "accounts", "transactions", "seed"),
            cache_folder=Folders.of_user().cache / "sandbox",
            say=partial(print, flush=True),
        )
    except OSError as error:
        where = f"{arguments.host}:{arguments.port}"
        raise UsageError(
            f"The sandbox cannot be served at {where}: {(error.strerror or str(error)).lower()}; "
            "choose another --port."
        ) from None
    except (sqlite3.DatabaseError, OtherTenant) as error:
        if arguments.db is None:
            raise
        reason = str(error).rstrip(".")
        raise UsageError(f"{arguments.db} cannot be used: {reason}; take another --db.") from None
    return Exit.DONE


def _given(arguments: "Namespace", *names: str) -> dict[str, Any]:
    """Return the options that were typed or have a default, by name."""
    values = {name: getattr(arguments, name) for name in names}
    return {name: value for name, value in values.items() if value is not None}


def _profile(arguments: "Namespace") -> Exit:
    from kraken_tui.commands import profile
    from kraken_tui.config.paths import Folders

    folders = Folders.of_user()
    match arguments.action:
        case "add":
            return profile.add(folders, arguments.name, _settings(arguments))
        case "edit":
            return profile.edit(folders, arguments.name, _settings(arguments))
        case "list":
            return profile.list_all(folders, as_json=arguments.json)
        case "show":
            return profile.show(folders, arguments.name or arguments.profile)
        case "remove":
            return profile.remove(folders, arguments.name)
        case _:
            return profile.use(folders, arguments.name)


def _settings(arguments: "Namespace") -> dict[str, object]:
    """Return what `profile add` or `edit` was given, by the names that the file has for it."""
    plain = ("endpoint", "auth_endpoint", "environment", "currency", "locale", "timezone", "outbox")
    keeping = ("cache", "cache_days", "cache_key")
    signing_in = ("authorization_scheme", "method", "email", "secret")
    return {
        **_given(arguments, *plain, *keeping, *signing_in),
        "ca_file": _whole(arguments.ca_file),
        "schema": _whole(arguments.schema),
        "account": _first(arguments.add_account, arguments.account),
        "theme": _first(arguments.add_theme, arguments.theme),
        "read_only": _first(arguments.add_read_only, arguments.read_only or None),
        "privacy": _first(arguments.add_privacy, arguments.privacy or None),
    }


def _first(*values: T | None) -> T | None:
    """Return the first value that was given; an empty one was."""
    return next((value for value in values if value is not None), None)


def _whole(path: str | None) -> str | None:
    """Return a path typed for the folder one is in as one for every other."""
    return os.path.abspath(os.path.expanduser(path)) if path else path


def _login(arguments: "Namespace") -> Exit:
    from kraken_tui.commands.login import login

    _folders, profile, connect = _wired(arguments)
    return login(connect, profile, account=arguments.account or profile.account)


def _logout(arguments: "Namespace") -> Exit:
    from kraken_tui.commands.logout import logout

    folders, profile, _connect = _wired(arguments)
    return logout(folders, profile)


def _doctor(arguments: "Namespace") -> Exit:
    from kraken_tui.commands.doctor.report import doctor
    from kraken_tui.config.paths import Folders

    return doctor(Folders.of_user(), name=arguments.profile, as_json=arguments.json)


def _operations(arguments: "Namespace") -> Exit:
    if arguments.compare is not None:
        from kraken_tui.commands.compare import compare_with

        return compare_with(arguments.compare, *_wired(arguments), as_json=arguments.json)
    from kraken_tui.commands.operations import operations
    from kraken_tui.commands.schema import open_schema

    return operations(open_schema(*_wired(arguments)), as_json=arguments.json)


def _call(arguments: "Namespace") -> Exit:
    from kraken_tui.commands.call import Call, call
    from kraken_tui.commands.start import adjusted

    folders, profile, connect = _wired(arguments)
    profile = adjusted(profile, read_only=arguments.read_only, theme=None)
    asked = Call(
        name=arguments.name,
        account=arguments.account or profile.account,
        settings=tuple(arguments.set),
        input=arguments.input,
        dry_run=arguments.dry_run,
        as_json=arguments.json,
        again=arguments.again,
    )
    return call(asked, folders, profile, connect)


def _wired(arguments: "Namespace") -> "tuple[Folders, Profile, Connect]":
    """Return the folders, the profile that was named or is the default, and its client's maker.

    Raise ConfigError where other people have rights to the folders that they must not have.
    """
    from kraken_tui.commands.connecting import connector
    from kraken_tui.config.guard import require_private
    from kraken_tui.config.paths import Folders
    from kraken_tui.config.profiles import Profiles

    folders = Folders.of_user()
    require_private(folders)
    profile = Profiles.load(folders.profiles).get(arguments.profile)
    return folders, profile, connector(profile)


_COMMANDS: "dict[str, Callable[[Namespace], int]]" = {
    "profile": _profile,
    "login": _login,
    "logout": _logout,
    "doctor": _doctor,
    "sandbox": _sandbox,
    "operations": _operations,
    "call": _call,
}
