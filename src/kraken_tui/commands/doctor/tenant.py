"""One profile's tenant: is it reached, is it safe, does it know us, what do we know of it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kraken_tui.api.errors import KrakenError
from kraken_tui.commands.doctor.findings import Finding, bad, note
from kraken_tui.commands.exits import Exit, exit_code
from kraken_tui.commands.schema import schema_home
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile
from kraken_tui.config.secrets import told
from kraken_tui.domain import documents
from kraken_tui.domain.brownouts import parse as parse_brownouts
from kraken_tui.domain.points import Points
from kraken_tui.domain.points import parse as parse_points
from kraken_tui.forms.documented import deprecation, in_words

if TYPE_CHECKING:
    from kraken_tui.api.client import KrakenClient
    from kraken_tui.api.probe import Reached
    from kraken_tui.api.schema_cache import SchemaIndex
    from kraken_tui.api.schema_origin import Found

SIGNED_IN = "query SignedIn { __typename }"
ALLOWANCE = """
query Allowance {
  rateLimitInfo { pointsAllowanceRateLimit { limit remainingPoints usedPoints ttl isBlocked } }
}
"""
OWN_FILE = "Ask its operator for the schema as a file, and name that in the profile: schema = PATH."
CLOSE_ENOUGH = 30
"""Seconds that two clocks may differ before anybody would notice."""
SOON = 14
"""Days before its end at which a certificate is spoken of."""

Reach = Callable[[], Awaitable["Reached"]]
Connect = Callable[[], "KrakenClient"]


async def tenant(
    profile: Profile, folders: Folders, *, reach: Reach, connect: Connect
) -> AsyncIterator[Finding]:
    """Look at a profile: first what is on this machine, then the server, then the sign-in.

    `connect` gives a client that need not ask a person for anything.
    """
    section = f"Profile {profile.name}"
    yield Finding(section, "Environment", profile.environment)
    yield Finding(section, "Endpoint", profile.endpoint)
    found = schema_home(folders, profile).kept()
    yield _schema(section, found)
    if found is not None:
        yield _deprecated(section, found.schema)
    try:
        reached = await reach()
    except KrakenError as error:
        yield _failed(section, "Answers", error)
        return
    for finding in _outside(section, reached):
        yield finding
    async for finding in _sign_in(section, profile, connect):
        yield finding


def _outside(section: str, reached: "Reached") -> Iterator[Finding]:
    yield Finding(section, "Answers", f"in {reached.seconds * 1000:.0f} ms")
    if not reached.encryption:
        yield note(section, "Encryption", "none: plain http")
    else:
        yield _encryption(section, reached)
    ahead = reached.ahead
    if ahead is None:
        yield note(section, "Clock", "the server does not tell the time")
    elif abs(ahead) <= CLOSE_ENOUGH:
        yield Finding(section, "Clock", "agrees with the server's")
    else:
        way = "behind" if ahead > 0 else "ahead of"
        hint = (
            "Set this computer's clock. Signing in goes by the server's, so that still works; "
            "ages and times shown are off."
        )
        yield note(section, "Clock", f"{abs(ahead):.0f} s {way} the server's", hint=hint)


def _encryption(section: str, reached: "Reached") -> Finding:
    until = reached.certificate_until
    if until is None:
        return Finding(section, "Encryption", reached.encryption)
    value = f"{reached.encryption}, certificate until {until:%Y-%m-%d}"
    if (until - datetime.now(UTC)).days < SOON:
        return note(section, "Encryption", value, hint="Tell whoever runs the server.")
    return Finding(section, "Encryption", value)


async def _sign_in(section: str, profile: Profile, connect: Connect) -> AsyncIterator[Finding]:
    way = f"{profile.auth.method}, {told(profile.auth.secret)}"
    if profile.auth.secret == "prompt":
        yield note(section, "Sign-in", f"{way}: asked for when it is needed, so not tried")
        return
    client = connect()
    try:
        await client.query(SIGNED_IN)
        yield Finding(section, "Sign-in", f"{way}: accepted")
        yield _token(section, client)
        yield await _points(section, client)
        if (planned := await _planned(section, client)) is not None:
            yield planned
    except KrakenError as error:
        yield _failed(section, "Sign-in", error)
    finally:
        await client.aclose()


def _token(section: str, client: "KrakenClient") -> Finding:
    lasts = None if client.auth is None else client.auth.lasts
    if lasts is None:
        return note(section, "Token", "only the server knows how long it lasts")
    return Finding(section, "Token", f"lasts {lasts / 60:.0f} minutes")


async def _points(section: str, client: "KrakenClient") -> Finding:
    try:
        answer = await client.query(ALLOWANCE)
    except KrakenError as error:
        return note(section, "Allowance", f"not told: {error.sentence}")
    points = parse_points(answer.data)
    if points is None:
        return note(section, "Allowance", "not told")
    return _allowance(section, points)


async def _planned(section: str, client: "KrakenClient") -> Finding | None:
    """Tell what the tenant means to switch off; nothing where it does not tell."""
    try:
        answer = await client.query(await asyncio.to_thread(documents.text, "brownouts"))
    except KrakenError:
        return None
    found = tuple(
        f"{each.field}: {each.starts:%Y-%m-%d %H:%M} to {each.ends:%Y-%m-%d %H:%M %Z}"
        for each in parse_brownouts(answer.data)
    )
    if not found:
        return Finding(section, "Outages", "none is planned")
    value = f"{len(found)} planned, the next of {found[0]}"
    return note(section, "Outages", value)._replace(details=found)


def _deprecated(section: str, index: "SchemaIndex") -> Finding:
    """List what the app asks for and the tenant means to give up."""
    found = {
        field: in_words(deprecation(reason))
        for name in sorted(index.documents)
        for field, reason in index.deprecated(name).items()
    }
    if not found:
        return Finding(section, "Deprecated", "nothing that the app asks for")
    value = f"{len(found)} things that the app asks for"
    details = tuple(f"{field}: {words}" for field, words in found.items())
    return Finding(section, "Deprecated", value, details=details)


def _allowance(section: str, points: Points) -> Finding:
    value = f"{points.remaining:,} of {points.limit:,} points left this hour"
    if points.blocked or points.remaining < points.limit // 10:
        return note(section, "Allowance", value, hint="Ask for less until the hour is over.")
    return Finding(section, "Allowance", value)


def _schema(section: str, found: "Found | None") -> Finding:
    if found is None:
        return note(section, "Schema", "not fetched yet; the app does so when it first connects")
    index, origin = found
    value = f"{len(index.mutations)} mutations; {origin.brief(datetime.now(UTC))}"
    if not origin.is_certain:
        # What the documents leave out, this tenant may have.
        details = tuple(filter(None, (origin.why, origin.fitting)))
        return note(section, "Schema", value, hint=OWN_FILE)._replace(details=details)
    with_gaps = {name: index.fell_away(name) for name in sorted(index.documents)}
    gaps = sum(map(len, with_gaps.values()))
    if gaps:
        value += f"; {gaps} things that the app shows are not in this tenant"
    details = tuple(f"{name}: {', '.join(lacks)}" for name, lacks in with_gaps.items() if lacks)
    return Finding(section, "Schema", value, details=(f"hash {index.hash}", *details))


def _failed(section: str, name: str, error: KrakenError) -> Finding:
    causes = {Exit.WRONG_USE: "wrong", Exit.NOT_REACHABLE: "unreachable"}
    cause = causes.get(exit_code(error), "refused")
    return bad(section, name, error.sentence, hint=error.hint, cause=cause)
