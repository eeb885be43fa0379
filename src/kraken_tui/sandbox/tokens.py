"""Access tokens: real JWTs, signed with a key that is no secret."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from .errors import Refusal

_ALGORITHM: Final = "HS256"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Issue and read the access tokens of one tenant.

    The signing key is fixed, so that a token outlives a restart of the sandbox.
    """

    tenant: str
    clock: Callable[[], datetime]
    lifetime: timedelta

    def issue(self, *, user: int, number: str, epoch: int, way: str) -> tuple[str, dict[str, Any]]:
        """Sign a token for a user that signed in by `way`; return it with its claims.

        `epoch` is the user's `tokens_revoked_before`: the token is good while that stays.
        """
        import jwt

        now = self.clock()
        claims: dict[str, Any] = {
            "sub": f"kraken|account-user:{user}",
            "gty": way,
            "iss": f"kraken-sandbox-{self.tenant}",
            "iat": int(now.timestamp()),
            "exp": int((now + self.lifetime).timestamp()),
            "tokenUse": "access",
            "userNumber": number,
            "epoch": epoch,
        }
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM), claims

    def read(self, token: str) -> dict[str, Any]:
        """Check a token and return its claims, with the user's id as `user`.

        Raises Refusal for a token that has expired or is not of this tenant.
        """
        import jwt

        unchecked = {"verify_exp": False, "verify_iat": False, "verify_sub": True}
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self._key,
                algorithms=[_ALGORITHM],
                issuer=f"kraken-sandbox-{self.tenant}",
                options=unchecked,  # type: ignore[arg-type]
            )
        except jwt.InvalidTokenError:
            raise Refusal("KT-CT-1111") from None
        # The sandbox's own clock decides, and it may run ahead of the machine's.
        if claims["exp"] <= self.clock().timestamp():
            raise Refusal("KT-CT-1124", description="The JWT has expired.")
        return claims | {"user": int(claims["sub"].rpartition(":")[2])}

    @property
    def _key(self) -> str:
        return f"kraken-sandbox-{self.tenant}-signs-with-a-key-that-is-no-secret"
