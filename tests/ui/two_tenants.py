"""A person with two profiles: the water tenant's to try things, the energy tenant's for real."""

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from kraken_tui.app import KrakenApp
from kraken_tui.commands.connecting import Connect, connector
from kraken_tui.commands.demo import demo_key, demo_profile
from kraken_tui.commands.start import Wishes, profile_book
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile, Profiles
from kraken_tui.sandbox.embedded import Embedded
from kraken_tui.widgets.frame_bar import FrameBar
from tests.ui.desk import Desk, impatient

TENANTS = {"trial": ("water", "test"), "live": ("energy", "production")}
"""Each profile's tenant and environment."""


def profile_of(name: str) -> Profile:
    """Return a profile with an address of its own."""
    tenant, environment = TENANTS[name]
    return demo_profile(tenant)._replace(
        name=name,
        environment=environment,
        endpoint=f"https://api.{name}.example/v1/graphql/",
        auth_endpoint=f"https://auth.{name}.example/auth/graphql/",
    )


def written(folders: Folders, **changes: Any) -> Profiles:
    """Write both profiles; ``changes`` are the first one's."""
    profiles = Profiles().adding(profile_of("trial")._replace(**changes))
    profiles = profiles.adding(profile_of("live"))
    profiles.save(folders.profiles)
    return profiles


@dataclass
class TwoDesks(Desk):
    """A running app, a person's hands, and a tenant behind each profile."""

    folders: Folders | None = None
    tenants: dict[str, Embedded] | None = None

    @classmethod
    @asynccontextmanager
    async def opened(
        cls, root: Path, cache: Path, *, size: tuple[int, int] = (120, 40), **changes: Any
    ) -> AsyncIterator["TwoDesks"]:
        """Open the first profile; ``changes`` are its."""
        folders = Folders.within(root, schema_cache=cache / "two")
        profiles = written(folders, **changes)
        with ExitStack() as stack:
            tenants = {
                name: stack.enter_context(closing(Embedded(tenant=tenant, cache_folder=cache)))
                for name, (tenant, _) in TENANTS.items()
            }

            def connect(profile: Profile) -> Connect:
                tenant, _ = TENANTS[profile.name]
                way = connector(
                    profile,
                    transport=tenants[profile.name].transport,
                    secret=lambda: demo_key(tenant),
                )
                return impatient(way)

            book = profile_book(connect, folders, Wishes())
            session = book.open_session(book.adjust(profiles.get("trial")))
            app = KrakenApp(session, book=book)
            async with app.run_test(size=size) as pilot:
                at = cls(app, pilot, session, tenants["trial"], folders, tenants)
                await at.settle()
                yield at
                await app.action_quit()

    async def switch(self, name: str) -> None:
        """Switch to a profile as the palette does."""
        await self.app.run_action(f"switch_profile({name!r})")
        await self.settle()

    async def log(self, name: str) -> dict[str, Any]:
        """Tell what a profile's tenant was asked and what was done there."""
        assert self.tenants is not None
        async with httpx.AsyncClient(transport=self.tenants[name].transport()) as client:
            found: dict[str, Any] = (await client.get("http://x.localhost/sandbox/log")).json()
        return found

    async def counts(self) -> tuple[int, int]:
        """Count the requests that each tenant was sent."""
        logs = [await self.log(name) for name in TENANTS]
        return len(logs[0]["requests"]), len(logs[1]["requests"])

    @property
    def frame(self) -> FrameBar:
        """The line on top."""
        return self.app.screen.query_one(FrameBar)
