"""The command line: what may be typed, fixed so that scripts and muscle memory last."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeAlias

from kraken_tui import __version__
from kraken_tui.commands.exits import UsageError

SCREENS = ("overview", "ledgers", "payments", "loyalty", "meters", "operations", "activity")
TENANTS = ("water", "energy")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one sentence, and which never guesses at half an option."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        """Raise UsageError instead of printing the usage."""
        raise UsageError(f"{message[:1].upper()}{message[1:]}; `{self.prog} --help` tells more.")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return what was typed; without a command it is for the app.

    Raise UsageError for what cannot be understood, and SystemExit when help or the version was
    asked for and has been printed.
    """
    parser = build_parser() if _needs_commands(argv) else build_app_parser()
    return parser.parse_args(argv)


def build_parser() -> Parser:
    """Return the parser of the whole command line."""
    parser = _new_parser()
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND")
    for add in _COMMANDS.values():
        add(commands)
    return parser


def build_app_parser() -> Parser:
    """Return the parser of a line without a command, made in a tenth of the time."""
    parser = _new_parser()
    parser.add_argument("command", metavar="COMMAND", nargs="?", choices=tuple(_COMMANDS))
    return parser


def _needs_commands(argv: Sequence[str]) -> bool:
    return any(word in _COMMANDS or word in ("-h", "--help") for word in argv)


def _new_parser() -> Parser:
    parser = Parser(
        prog="kraken-tui",
        description="A terminal workstation for Kraken tenants.",
        epilog="Exit codes: 0 done, 1 refused by the API, 2 wrong use or invalid input, "
        "3 not reachable, 4 outcome unknown.",
    )
    parser.add_argument("--version", action="version", version=f"kraken-tui {__version__}")
    _add_app_options(parser)
    return parser


def _add_app_options(parser: Parser) -> None:
    _add_profile_option(parser, default=None)
    parser.add_argument("--account", metavar="A-...", help="open this account")
    parser.add_argument("--screen", choices=SCREENS, help="begin with this screen")
    parser.add_argument("--form", metavar="NAME", help="begin with the form of this mutation")
    parser.add_argument("--read-only", action="store_true", help="send no changes")
    parser.add_argument(
        "--privacy", action="store_true", help="cover what tells who the customers are"
    )
    parser.add_argument("--theme", metavar="NAME", help="draw in these colours")
    parser.add_argument(
        "--demo",
        nargs="?",
        choices=TENANTS,
        const=TENANTS[0],
        help="try the whole app on a sandbox inside the program, without a network",
    )


def _add_profile_option(parser: Parser, *, default: str | None = argparse.SUPPRESS) -> None:
    # Suppressed in a command, so that the option may stand before the command too.
    parser.add_argument("--profile", metavar="NAME", default=default, help="work with this profile")


def _add_profile(commands: Commands) -> None:
    parser = commands.add_parser("profile", help="add, edit, list, show, remove or choose profiles")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    _add_profile_settings(actions.add_parser("add", help="add a profile"))
    changing = actions.add_parser("edit", help="change what is given of a profile")
    _add_profile_settings(changing, editing=True)
    listing = actions.add_parser("list", help="list the profiles, the default one marked")
    listing.add_argument("--json", action="store_true", help="print JSON")
    show = actions.add_parser("show", help="show a profile, without its secret")
    show.add_argument("name", metavar="NAME", nargs="?", help="default: the default profile")
    remove = actions.add_parser("remove", help="remove a profile and what was kept with it")
    remove.add_argument("name", metavar="NAME")
    use = actions.add_parser("use", help="make a profile the default")
    use.add_argument("name", metavar="NAME")


def _add_profile_settings(parser: Parser, *, editing: bool = False) -> None:
    add = parser.add_argument
    add("name", metavar="NAME")
    add("--endpoint", metavar="URL", required=not editing, help="the address of the tenant's API")
    add("--auth-endpoint", metavar="URL", help="where to sign in; default: after the endpoint")
    add("--environment", metavar="sandbox|test|production", help="default: after the endpoint")
    add("--account", metavar="A-...", dest="add_account", help="open this account at the start")
    flag: dict[str, Any] = {
        "action": argparse.BooleanOptionalAction if editing else "store_true",
        "default": None,
    }
    add("--read-only", dest="add_read_only", help="never send changes", **flag)
    add("--privacy", dest="add_privacy", help="begin with who the customers are covered", **flag)
    add("--currency", metavar="CODE", help="the tenant's currency; default: GBP")
    add("--locale", metavar="NAME", help="default: en_GB")
    add("--timezone", metavar="ZONE", help="such as Europe/London; default: after the locale")
    add("--outbox", metavar="ask|send", help="what becomes of what waits for a link; default: ask")
    add("--theme", metavar="NAME", dest="add_theme", help="default: kraken-dark")
    add("--authorization-scheme", metavar="JWT|Bearer", help="default: the bare token")
    add("--ca-file", metavar="FILE", help="trust the certificates in this PEM file as well")
    add("--schema", metavar="FILE", help="go by this schema where the tenant does not tell its own")
    add("--cache", metavar="plain|encrypted|off", help="how what was seen is kept; default: plain")
    add("--cache-days", metavar="N", help="for how long that is kept; default: 14")
    add("--cache-key", metavar="WHERE", help="where its passphrase is kept, such as prompt")
    add("--method", metavar="WAY", help="how to sign in; default: api-key")
    add("--email", metavar="ADDRESS", help="for the method password")
    add("--secret", metavar="WHERE", help="where the secret is kept, such as env:KRAKEN_API_KEY")


def _add_login(commands: Commands) -> None:
    parser = commands.add_parser("login", help="try to sign in, and to open the profile's account")
    _add_profile_option(parser)
    parser.add_argument(
        "--account", metavar="A-...", default=argparse.SUPPRESS, help="open this account instead"
    )


def _add_logout(commands: Commands) -> None:
    parser = commands.add_parser("logout", help="forget what was kept of the profile's accounts")
    _add_profile_option(parser)


def _add_doctor(commands: Commands) -> None:
    parser = commands.add_parser("doctor", help="see what works here and what does not")
    _add_profile_option(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")


def _add_sandbox(commands: Commands) -> None:
    add = commands.add_parser("sandbox", help="serve a made-up tenant over HTTP").add_argument
    add("--tenant", choices=TENANTS, default=TENANTS[0], help="default: water")
    add("--host", default="127.0.0.1", help="default: 127.0.0.1")
    add("--port", type=_port, default=8765, help="default: 8765")
    add("--db", metavar="FILE", help="keep the data in this file; default: in memory")
    add("--accounts", metavar="N", type=_whole, help="how many accounts to make up")
    add("--transactions", metavar="N", type=_whole, help="how many transactions to make up")
    add("--seed", metavar="N", type=_whole, help="make up other data")


def _add_operations(commands: Commands) -> None:
    parser = commands.add_parser("operations", help="list every mutation that the tenant offers")
    _add_profile_option(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--compare",
        metavar="OTHER",
        help="tell instead what differs in the schema of another profile, or in a schema file",
    )


def _add_call(commands: Commands) -> None:
    parser = commands.add_parser("call", help="fill and send one mutation without a screen")
    _add_profile_option(parser)
    add = parser.add_argument
    add("name", metavar="NAME", help="the mutation, such as submitMeterReading")
    add("--set", metavar="PATH=VALUE", action="append", default=[], help="fill one field")
    add("--input", metavar="FILE", help="fill from JSON in a file, or - for standard input")
    add("--dry-run", action="store_true", help="print what would be sent, and send nothing")
    add("--again", action="store_true", help="send even if an earlier try may have been done")
    add("--json", action="store_true", help="print the whole answer as JSON")


def _whole(text: str) -> int:
    """Return a number from 0 up; the parser puts the complaint into its own sentence."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def _port(text: str) -> int:
    """Return the number of a port, 0 for any free one."""
    if _whole(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; the highest is 65535")
    return int(text)


_COMMANDS: dict[str, Callable[[Commands], None]] = {
    "profile": _add_profile,
    "login": _add_login,
    "logout": _add_logout,
    "doctor": _add_doctor,
    "sandbox": _add_sandbox,
    "operations": _add_operations,
    "call": _add_call,
}
