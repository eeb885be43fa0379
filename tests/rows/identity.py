"""How a customer is recognised."""

from .trial import Answer, Cases, Holds, Trial, became, told, trial
from .world import NOW, START, World


def _described(world: World) -> dict[str, str]:
    given, family, line, postcode = world.row(
        "SELECT given_name, family_name, billing_address_line1, billing_address_postcode"
        " FROM users, accounts WHERE users.id = ? AND accounts.id = 1",
        world.customer(1)[0],
    )
    return {"name": f"{given} {family}", "family": family, "line": line, "postcode": postcode}


TOKEN = "SELECT user_id, scope FROM pre_signed_keys ORDER BY created_at DESC"
KEY = "SELECT key FROM pre_signed_keys ORDER BY created_at DESC"


def verify_identity(world: World, *, full: bool) -> Trial:
    """Who knows account, name and address gets a token of that customer's."""
    known = _described(world)
    given = {
        "accountNumber": world.account(1),
        "postcode": known["postcode"],
        "fullName": known["name"],
        "firstLineOfAddress": known["line"],
    }
    row = (world.customer(1)[0], "UPDATE_BLACKHOLE_EMAIL")
    return trial(given, became(TOKEN, now=row), told("token", KEY))


def verify_identity_fallback(world: World, *, full: bool) -> Trial:
    """Name and address alone do, where only one customer has them."""
    known = _described(world)
    given = {
        "familyName": known["family"],
        "addressLine1": known["line"],
        "postcode": known["postcode"],
    }
    row = (world.customer(1)[0], "UPDATE_BLACKHOLE_EMAIL_NO_ACCOUNT_NUMBER")
    return trial(given, became(TOKEN, now=row), told("token", KEY))


def start_verification(world: World, *, full: bool) -> Trial:
    """A customer is sent a code."""
    user, number = world.customer(1)
    brand = world.text("SELECT brand FROM accounts WHERE id = 1")
    kind = "SMS" if full else "EMAIL"

    def mailed(world: World, _answer: Answer) -> None:
        assert world.service.state.outbox[-1]["code"] == world.value(
            "SELECT code FROM verifications"
        )

    return trial(
        {"brandCode": brand, "userNumber": number, "verificationType": kind},
        became("SELECT user_id, type, status FROM verifications", now=(user, kind, "PENDING")),
        told("verificationProcess.status", "SELECT status FROM verifications"),
        Holds(mailed),
    )


def verify_customer(world: World, *, full: bool) -> Trial:
    """The code that was sent comes back."""
    user = world.customer(1)[0]
    world.write(
        "INSERT INTO verifications (user_id, brand_code, type, status, code, expires_at,"
        " created_at) VALUES (?, 'B', 'EMAIL', 'PENDING', '424242', ?, ?)",
        *(user, int(START.timestamp()) + 60, NOW),
    )
    return trial(
        {"verificationCode": "424242", "verificationType": "EMAIL"},
        became("SELECT status FROM verifications", now="VERIFIED"),
        became("SELECT verification_status FROM users WHERE id = ?", user, now="VERIFIED"),
        told("user.id", "SELECT user_id FROM verifications"),
    )


CASES: Cases = {
    "startCustomerVerification": start_verification,
    "verifyCustomer": verify_customer,
    "verifyIdentity": verify_identity,
    "verifyIdentityFallback": verify_identity_fallback,
}
