"""`kraken-tui doctor`: what works here and what does not, for a person or for a script."""

import asyncio
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kraken_tui.api.text import plain, without_secrets
from kraken_tui.commands.connecting import connector
from kraken_tui.commands.doctor.findings import Finding, bad, note
from kraken_tui.commands.doctor.machine import machine
from kraken_tui.commands.exits import Exit
from kraken_tui.config.errors import ConfigError
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile, Profiles

if TYPE_CHECKING:
    from kraken_tui.api.asking import Wanted
    from kraken_tui.api.client import KrakenClient
    from kraken_tui.api.probe import Reached

_MARKS = {"good": "ok", "note": "note", "bad": "BAD"}
_EXITS = {"wrong": Exit.WRONG_USE, "unreachable": Exit.NOT_REACHABLE, "refused": Exit.REFUSED}


def doctor(folders: Folders, *, name: str | None, as_json: bool) -> Exit:
    """Print a report on this machine and on one profile, or on all of them.

    The exit code tells the worst of it. Raise ConfigError for a profile that there is not.
    """
    findings = [*machine(folders), *_profiles(folders, name)]
    if as_json:
        print(json.dumps([finding._asdict() for finding in findings], indent=2))
    else:
        print("\n".join(_lines(findings, whole=name is not None)))
    causes = {finding.cause for finding in findings}
    return next((code for cause, code in _EXITS.items() if cause in causes), Exit.DONE)


def _profiles(folders: Folders, name: str | None) -> list[Finding]:
    try:
        known = Profiles.load(folders.profiles)
    except ConfigError as error:
        hint = "Correct the file, or move it away and add the profiles anew."
        return [bad("Profiles", "File", error.sentence, hint=hint, cause="wrong")]
    if name is None and not known.mapping:
        hint = "`kraken-tui profile add NAME --endpoint URL` adds one."
        return [note("Profiles", "Known", "none", hint=hint)]
    wanted = list(known.mapping.values()) if name is None else [known.get(name)]
    return asyncio.run(_all(wanted, folders))


async def _all(profiles: Iterable[Profile], folders: Folders) -> list[Finding]:
    """Look at every tenant at once: one that does not answer takes its time."""
    reports = await asyncio.gather(*(_one(profile, folders) for profile in profiles))
    return [finding for report in reports for finding in report]


async def _one(profile: Profile, folders: Folders) -> list[Finding]:
    from kraken_tui.api.probe import reach
    from kraken_tui.api.trust import trusted
    from kraken_tui.commands.doctor.tenant import tenant

    async def nobody(_: "Wanted") -> str:
        return ""

    def connect() -> "KrakenClient":
        return connector(profile)(nobody)

    async def reached() -> "Reached":
        trust = await asyncio.to_thread(trusted, profile.ca_file)
        return await reach(profile.endpoint, trust=trust)

    return [each async for each in tenant(profile, folders, reach=reached, connect=connect)]


def _lines(findings: Sequence[Finding], *, whole: bool) -> Iterable[str]:
    width = max(len(finding.name) for finding in findings)
    section = ""
    for finding in findings:
        if finding.section != section:
            yield from ([""] if section else [])
            section = finding.section
            yield section
        yield _printable(
            f"  {_MARKS[finding.verdict]:<4}  {finding.name:<{width}}  {finding.value}"
        )
        under = " " * (width + 10)
        if finding.hint:
            yield _printable(f"{under}{finding.hint}")
        yield from (_printable(f"{under}{each}") for each in finding.details if whole)


def _printable(line: str) -> str:
    return without_secrets(plain(line))
