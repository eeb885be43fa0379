"""Signing in, in plain data: credentials, the request they make, the tokens that come back."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SIGN_IN = (
    "mutation SignIn($input: ObtainJSONWebTokenInput!) "
    "{ obtainKrakenToken(input: $input) { token payload refreshToken refreshExpiresIn } }"
)
MAIL_A_LINK = (
    "mutation MailALink($input: SendOneTimeLoginEmailInput!) "
    "{ sendPreSignedTokenEmail(input: $input) { status } }"
)
_INPUT_FIELD: dict[str, str] = {
    "api-key": "APIKey",
    "pre-signed-key": "preSignedKey",
    "refresh-token": "refreshToken",
    "organization-secret": "organizationSecretKey",
}
WAYS_IN = {*_INPUT_FIELD.values(), "email", "password"}
"""The inputs that are ways in; any other one comes beside a way in."""
USUAL_LIFETIME = 3600.0
_NEVER = 1e12
"""A Unix time in some 30,000 years, or this very one told in milliseconds."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """One way in. `email` is for the method "password" only; `secret` never shows.

    `method` is "api-key", "password", "pre-signed-key", "refresh-token", "organization-secret" or
    "token"; the last is a token to be used as it is. `beside` is what the tenant wants beside
    these, such as a code from a second device, by the names of its inputs.
    """

    method: str
    secret: str = field(repr=False)
    email: str = ""
    beside: Mapping[str, str] = field(default_factory=dict, repr=False)

    def sign_in_input(self) -> dict[str, str]:
        """Return the `input` of obtainKrakenToken for this way in.

        Raises:
            ValueError: the method is not known or has no such request.
        """
        if self.method == "password":
            return {"email": self.email, "password": self.secret, **self.beside}
        name = _INPUT_FIELD.get(self.method)
        if name is None:
            raise ValueError(f"There is no way to sign in called {self.method!r}.")
        return {name: self.secret, **self.beside}


@dataclass(frozen=True, slots=True)
class Tokens:
    """A token and what renews it. Times are seconds of the clock that was passed in."""

    token: str = field(repr=False)
    received: float
    lifetime: float | None = None
    """None means that only the server knows."""
    refresh_token: str | None = field(default=None, repr=False)
    refresh_lifetime: float | None = None
    as_given: bool = False
    """Whether it was given by a person, who alone can give another."""
    said_end: float | None = None
    """The end that a given token names, by whatever clock: to tell a person, not to go by."""

    def lasts(self, *, now: float) -> float | None:
        """How many seconds the token still lasts; None if nobody knows."""
        if self.lifetime is not None:
            return max(0.0, self.received + self.lifetime - now)
        return None if self.said_end is None else max(0.0, self.said_end - now)

    def renews(self, *, now: float) -> float | None:
        """For how many seconds it can be renewed without a person; None if nobody knows."""
        if self.refresh_token is None:
            return self.lasts(now=now)
        if self.refresh_lifetime is None:
            return None
        return max(0.0, self.received + self.refresh_lifetime - now)

    def is_fresh(self, *, now: float) -> bool:
        """Tell whether the token can be used, with a margin before its end."""
        if self.lifetime is None:
            return True
        margin = min(60.0, self.lifetime / 10)
        return 0 <= now - self.received + margin < self.lifetime

    def can_refresh(self, *, now: float) -> bool:
        """Tell whether the refresh token is worth a try."""
        if self.refresh_token is None:
            return False
        return self.refresh_lifetime is None or now - self.received < self.refresh_lifetime


def read_tokens(payload: Mapping[str, Any], *, now: float, server_now: float | None) -> Tokens:
    """Read the answer of obtainKrakenToken, received at `now`.

    The server's times are only ever compared with the server's own clock, so that a wrong clock on
    this side does no harm: `server_now` (the Date header), else `iat` in the token, else `now`.

    Raises:
        ValueError: there is no token in it.
    """
    token = payload.get("token")
    if not isinstance(token, str) or not is_sendable(token):
        raise ValueError("no token")
    claims = _claims(token)
    told = payload.get("payload")
    told = _decoded(told) if isinstance(told, str) else told
    expires = _number(told.get("exp") if isinstance(told, Mapping) else None)
    expires = _number(claims.get("exp")) if expires is None else expires
    issued = next(t for t in (server_now, _number(claims.get("iat")), now) if t is not None)
    refresh_token = payload.get("refreshToken")
    return Tokens(
        token=token,
        received=now,
        lifetime=_lifetime(expires, issued) or USUAL_LIFETIME,
        refresh_token=refresh_token if isinstance(refresh_token, str) else None,
        refresh_lifetime=_lifetime(_number(payload.get("refreshExpiresIn")), issued),
    )


def given_token(text: str, *, now: float) -> Tokens:
    """Take a token as a person gave it.

    Raises:
        ValueError: no request could carry it.
    """
    token = text.strip()
    if not is_sendable(token):
        raise ValueError("not sendable")
    end = _number(_claims(token).get("exp"))
    return Tokens(token=token, received=now, as_given=True, said_end=end)


def is_sendable(token: str) -> bool:
    """Tell whether `token` can stand in a header at all."""
    return bool(token) and token.isascii() and token.isprintable() and " " not in token


def _lifetime(expires: float | None, issued: float) -> float | None:
    if expires is None or expires <= issued:
        return None
    return expires - issued


def _claims(token: str) -> Mapping[str, Any]:
    parts = token.split(".")
    if len(parts) != 3:
        return {}
    try:
        text = urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)).decode()
    except ValueError:
        return {}
    return _decoded(text)


def _decoded(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}


def _number(value: object) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    # Python reads numbers from JSON that JSON does not have, and those that no clock can reach.
    return float(value) if abs(value) < _NEVER else None
