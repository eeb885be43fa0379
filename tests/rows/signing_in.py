"""Signing in: tokens, keys, passwords, second factors, proofs of who somebody is."""

import hashlib
import hmac
from base64 import b32decode

from .trial import Answer, Cases, Echoed, Holds, Trial, became, told, trial, whole
from .world import NOW, START, World

SECOND = int(START.timestamp())
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def _names(user: int) -> Holds:
    """Expect a token that the tenant takes as this user's, by its signature and its time."""

    def look(world: World, answer: Answer) -> None:
        assert world.service.state.tokens.read(answer["token"])["user"] == user

    return Holds(look)


def obtain_token(world: World, *, full: bool) -> Trial:
    """A proof of who somebody is is exchanged for tokens in their name."""
    given = {"APIKey": f"sk_demo_{world.name}"}
    if full:
        given = {"email": "demo@kraken.example", "password": "demo-password"}
        if world.name == "energy":
            given["captchaResponse"] = "not asked for"

    def stored(world: World, answer: Answer) -> None:
        query = "SELECT user_id FROM refresh_tokens WHERE token = ?"
        assert world.value(query, answer["refreshToken"]) == world.caller()

    return trial(
        given,
        _names(world.caller()),
        Holds(stored),
        needed="APIKey",
        # One way of signing in at a time.
        without="APIKey organizationSecretKey preSignedKey refreshToken",
    )


def masquerade(world: World, *, full: bool) -> Trial:
    """A support user gets a token in a customer's name."""
    user = world.customer(1)[0]
    given = {"masqueradeToken": f"mt_demo_{world.name}", "userId": str(user)}
    return whole(given, _names(user))


def force_reauthentication(world: World, *, full: bool) -> Trial:
    """Every token of the caller's is void."""
    world.write(
        "INSERT INTO refresh_tokens (token, user_id, created_at, expires_at)"
        " VALUES ('rt-1', ?, 0, 1900000000)",
        world.caller(),
    )
    revoked = "SELECT tokens_revoked_before FROM users WHERE id = ?"
    refresh = "SELECT revoked_at FROM refresh_tokens WHERE token = 'rt-1'"
    return trial(
        {"includeThirdParties": full},
        became(revoked, world.caller(), now=SECOND),
        became(refresh, now=SECOND),
    )


def regenerate_secret_key(world: World, *, full: bool) -> Trial:
    """The caller's key is another one from now on."""
    old = f"sk_demo_{world.name}"
    return whole(
        {},
        became("SELECT id FROM users WHERE live_secret_key = ?", old, now=None),
        told("key", "SELECT live_secret_key FROM users WHERE id = ?", world.caller()),
    )


def send_key_email(world: World, *, full: bool) -> Trial:
    """A link to sign in with is mailed."""
    user = world.customer(1)[0]
    email = world.text("SELECT email FROM users WHERE id = ?", user)

    def mailed(world: World, _answer: Answer) -> None:
        mail = world.service.state.outbox[-1]
        query = "SELECT key FROM pre_signed_keys WHERE user_id = ?"
        assert (mail["to"], mail["preSignedKey"]) == (email, world.value(query, user))

    given = {"email": email}
    if full:
        given["redirectPath"] = "/bills"
    made = "SELECT created_at FROM pre_signed_keys WHERE user_id = ?"
    return trial(given, became(made, user, now=SECOND), Holds(mailed))


def invalidate_token(world: World, *, full: bool) -> Trial:
    """A pre-signed token is good for nothing any more."""
    key = f"psk_demo_{world.name}"
    void = "SELECT invalidated_at FROM pre_signed_keys WHERE key = ?"
    return trial(
        {"token": key},
        became(void, key, now=SECOND),
        told("token.key", "SELECT key FROM pre_signed_keys WHERE invalidated_at"),
    )


def _password_is(user: int, password: str) -> Holds:
    def look(world: World, _answer: Answer) -> None:
        stored = world.text("SELECT password_hash FROM users WHERE id = ?", user)
        rounds, salt, digest = stored.split("$")
        again = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), int(rounds))
        assert again.hex() == digest

    return Holds(look)


def update_password(world: World, *, full: bool) -> Trial:
    """The caller has another password."""
    given = {
        "oldPassword": "demo-password",
        "newPassword": "correct horse",
        "newPasswordConfirmed": "correct horse",
    }
    return trial(
        given,
        _password_is(world.caller(), "correct horse"),
        told("viewer.id", "SELECT ?", world.caller()),
    )


def update_email_and_password(world: World, *, full: bool) -> Trial:
    """Who has a pre-signed token sets both, and the token is used up."""
    key = f"psk_demo_{world.name}"
    given = {"token": key, "email": "new@example.org", "password": "correct horse"}
    return trial(
        given,
        became("SELECT email FROM users WHERE id = ?", world.caller(), now="new@example.org"),
        became("SELECT invalidated_at FROM pre_signed_keys WHERE key = ?", key, now=SECOND),
        _password_is(world.caller(), "correct horse"),
    )


def request_reset(world: World, *, full: bool) -> Trial:
    """A link to choose a password by is mailed."""
    user, number = world.customer(1)
    email = world.text("SELECT email FROM users WHERE id = ?", user)
    given = {"email": email}
    if full:
        given |= {"userNumber": number, "baseUrl": "https://accounts.example/reset"}

    def mailed(world: World, _answer: Answer) -> None:
        mail = world.service.state.outbox[-1]
        token = world.value("SELECT token FROM password_reset_tokens")
        assert (mail["to"], mail["token"]) == (email, token)

    token = "SELECT user_id FROM password_reset_tokens"
    return trial(given, became(token, now=user), Holds(mailed), needed="email")


def _resettable(world: World) -> dict[str, str]:
    user = world.customer(1)[0]
    world.write(
        "INSERT INTO password_reset_tokens (token, user_id, expires_at)"
        " VALUES ('reset-1', ?, 1900000000)",
        user,
    )
    return {"userId": str(user), "token": "reset-1"}


USED = "SELECT used_at FROM password_reset_tokens WHERE token = 'reset-1'"


def reset_password(world: World, *, full: bool) -> Trial:
    """Who has the token chooses a password, the old way."""
    given = {**_resettable(world), "password": "correct horse"}
    if full:
        given["clientMutationId"] = "m-1"
    user = world.customer(1)[0]
    echoed = [Echoed("clientMutationId", "m-1")] if full else []
    done = became(USED, now=SECOND)
    return trial(given, done, _password_is(user, "correct horse"), *echoed)


def reset_user_password(world: World, *, full: bool) -> Trial:
    """Who has the token chooses a password."""
    given = {**_resettable(world), "newPassword": "correct horse"}
    user = world.customer(1)[0]
    return trial(
        given,
        became(USED, now=SECOND),
        _password_is(user, "correct horse"),
        told("userId", "SELECT user_id FROM password_reset_tokens"),
    )


DEVICE = "SELECT secret FROM mfa_devices WHERE user_id = ? AND device_type = ?"


def create_mfa_device(world: World, *, full: bool) -> Trial:
    """A device is there, good for nothing until it is validated."""
    kind = "TOTP" if full else "EMAIL"
    user = world.caller()
    made = "SELECT device_type, is_confirmed, created_at FROM mfa_devices WHERE user_id = ?"
    email = told("deviceEmail", "SELECT email FROM users WHERE id = ?", user)
    secret = told("totpSecret", DEVICE, user, "TOTP")
    row = (kind, 0, NOW)
    return trial({"mfaMethod": kind}, became(made, user, now=row), secret if full else email)


def _add_device(world: World, kind: str, *, confirmed: bool) -> None:
    world.write(
        "INSERT INTO mfa_devices (user_id, device_type, secret, is_confirmed, created_at)"
        " VALUES (?, ?, ?, ?, ?)",
        *(world.caller(), kind, SECRET, confirmed, NOW),
    )


def _code() -> str:
    """Work out what an authenticator shows now (RFC 6238)."""
    digest = hmac.new(b32decode(SECRET), (SECOND // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


def validate_mfa_device(world: World, *, full: bool) -> Trial:
    """A device is in use once its code is right."""
    kind = "TOTP" if full else "SMS"
    _add_device(world, kind, confirmed=False)
    if full:
        _add_device(world, "EMAIL", confirmed=True)
    confirmed = "SELECT is_confirmed FROM mfa_devices WHERE device_type = ?"
    return trial(
        {"mfaMethod": kind, "token": _code()},
        became(confirmed, kind, now=1),
        told("deviceIsValid", confirmed, kind),
    )


def delete_mfa_device(world: World, *, full: bool) -> Trial:
    """A device is gone."""
    _add_device(world, "EMAIL", confirmed=full)
    kind = "SELECT device_type FROM mfa_devices WHERE user_id = ?"
    return trial({"mfaMethod": "EMAIL"}, became(kind, world.caller(), now=None))


CASES: Cases = {
    "createMfaDevice": create_mfa_device,
    "deleteMfaDevice": delete_mfa_device,
    "forceReauthentication": force_reauthentication,
    "invalidatePreSignedToken": invalidate_token,
    "masqueradeAuthentication": masquerade,
    "obtainKrakenToken": obtain_token,
    "regenerateSecretKey": regenerate_secret_key,
    "requestPasswordReset": request_reset,
    "resetPassword": reset_password,
    "resetUserPassword": reset_user_password,
    "sendPreSignedTokenEmail": send_key_email,
    "updateEmailAndPassword": update_email_and_password,
    "updatePassword": update_password,
    "validateMfaDevice": validate_mfa_device,
}
