"""What a profile signs in with: fetched from where it is kept, or asked of the person."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kraken_tui.api.asking import Ask, Refusal, Wanted
from kraken_tui.api.sign_in_link import key_in
from kraken_tui.api.tokens import Credentials
from kraken_tui.commands.exits import NoSecret
from kraken_tui.config.errors import SecretError
from kraken_tui.config.profiles import Profile

if TYPE_CHECKING:
    from kraken_tui.api.auth import KrakenAuth

SIGNED_OUT = "You have been signed out."

_NAMES = {
    "api-key": "API key",
    "password": "Password",
    "pre-signed-key": "Key from the link in the e-mail",
    "refresh-token": "Refresh token",
    "token": "Token",
    "organization-secret": "Secret key of the organisation",
}


class ProfileCredentials:
    """Give the credentials of a profile, and other ones where those are refused.

    `fetch` gives the kept secret, or None where it has to be asked for. `auth` must be there
    before the first credentials are wanted.
    """

    auth: "KrakenAuth"

    def __init__(self, profile: Profile, *, fetch: Callable[[], str | None], ask: Ask) -> None:
        self._profile = profile
        self._fetch = fetch
        self._ask = ask

    async def first(self) -> Credentials:
        """Give what the profile signs in with; raise NoSecret where there is nothing."""
        try:
            kept = await asyncio.to_thread(self._fetch)
        except SecretError as error:
            raise NoSecret(error.sentence) from error
        if kept is None:
            problem = SIGNED_OUT if self.auth.was_signed_in else ""
            kept = await self._ask_for_secret(problem, kept=False)
        if not kept:
            raise NoSecret(
                f'There is no way to sign in with "{self._profile.name}" without its secret.',
                hint="Try again and give it.",
            )
        return self._credentials(kept)

    async def again(self, refusal: Refusal) -> Credentials | None:
        """Give other credentials than those refused; None where the person has none."""
        if refusal.fields:
            return await self._completed(refusal)
        is_kept = self._profile.auth.secret != "prompt"
        secret = await self._ask_for_secret(refusal.error.sentence, kept=is_kept)
        return self._credentials(secret) if secret else None

    async def _ask_for_secret(self, problem: str, *, kept: bool) -> str:
        auth = self._profile.auth
        by_mail = auth.method == "pre-signed-key"
        wanted = Wanted(
            f"{_NAMES[auth.method]} for {self._profile.name}",
            problem=problem,
            kept=kept,
            email=auth.email,
            mail=self.auth.mail_a_link if by_mail else None,
        )
        typed = (await self._ask(wanted)).strip()
        return key_in(typed) if by_mail else typed

    def _credentials(self, secret: str) -> Credentials:
        auth = self._profile.auth
        return Credentials(method=auth.method, secret=secret, email=auth.email)

    async def _completed(self, refusal: Refusal) -> Credentials | None:
        """Ask for what the tenant wants beside, such as a code from a second device."""
        from kraken_tui.forms.names import label

        beside, problem = dict(refusal.credentials.beside), refusal.error.sentence
        for name in refusal.fields:
            question = f"{label(name)} for {self._profile.name}"
            beside[name] = (await self._ask(Wanted(question, problem, masked=False))).strip()
            if not beside[name]:
                return None
        return replace(refusal.credentials, beside=beside)
