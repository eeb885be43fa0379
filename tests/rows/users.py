"""Users: their fields, preferences, consents and e-mail addresses."""

from typing import Any

from .trial import Cases, Echoed, Holds, Trial, became, told, trial, whole
from .world import NOW, World, in_days

OF_USER = "SELECT value FROM consents WHERE user_id = ? AND code = 'RESEARCH'"
OF_ACCOUNT = "SELECT value FROM consents WHERE account_id = 1 AND code = 'RESEARCH'"


def _person(world: World) -> dict[str, Any]:
    # Somebody who came today may correct everything at once.
    world.write("UPDATE users SET created_at = ?", NOW)
    return {
        "givenName": "Ishbel",
        "familyName": "Mackay",
        "pronouns": "she/her",
        "email": "ishbel@example.org",
        "mobile": "+447700900555",
        "dateOfBirth": "1984-02-29",
        "landline": "+441214960000",
    }


COLUMNS = "given_name, family_name, pronouns, email, mobile, date_of_birth, landline"
ROW = f"SELECT {COLUMNS} FROM users WHERE id = ?"


def update_user(world: World, *, full: bool) -> Trial:
    """A user's fields change; without any that is said, the caller's."""
    if not full:
        pronouns = "SELECT pronouns FROM users WHERE id = ?"
        return trial(
            {"pronouns": "they/them"},
            became(pronouns, world.caller(), now="they/them"),
            told("viewer.id", "SELECT ?", world.caller()),
            needed="pronouns",
        )
    user = world.customer(1)[0]
    person = _person(world)
    given: dict[str, Any] = {**person, "userId": str(user), "title": "Dr", "label": "Chair"}
    given["details"] = [{"namespace": "crm", "value": "gold"}]
    details = "SELECT title, label, json_extract(details, '$[#-1].value') FROM users WHERE id = ?"
    return trial(
        given,
        became(ROW, user, now=tuple(person.values())),
        became(details, user, now=("Dr", "Chair", "gold")),
        told("viewer.email", "SELECT email FROM users WHERE id = ?", user),
    )


def update_account_user(world: World, *, full: bool) -> Trial:
    """The same, with what only a Spanish customer has."""
    made = update_user(world, full=full)
    if not full:
        return made
    user = made.variables["input"]["userId"]
    spanish = {"firstFamilyName": "Roca", "secondFamilyName": "Vidal", "nif": "77818046F"}
    return trial(
        {**made.variables["input"], **spanish},
        *made.checks,
        became(f"SELECT {SPANISH} FROM users WHERE id = ?", user, now=tuple(spanish.values())),
    )


SPANISH = "first_family_name, second_family_name, nif"


def update_user_details(world: World, *, full: bool) -> Trial:
    """The caller's own fields change, the old way."""
    if not full:
        pronouns = "SELECT pronouns FROM users WHERE id = ?"
        return trial(
            {"pronouns": "they/them"},
            became(pronouns, world.caller(), now="they/them"),
            told("pronouns", pronouns, world.caller()),
            needed="pronouns",
        )
    person = _person(world)
    given = {**person, "clientMutationId": "m-1"}
    return trial(
        given,
        became(ROW, world.caller(), now=tuple(person.values())),
        told("email", "SELECT email FROM users WHERE id = ?", world.caller()),
        Echoed("clientMutationId", "m-1"),
    )


PREFERENCES = (
    "is_opted_in_to_offer_messages, email_format, font_size_multiplier, preferred_hold_music,"
    " is_using_inverted_email_colours, is_opted_in_meter_reading_confirmations,"
    " is_opted_in_to_client_messages, is_opted_in_to_recommended_messages,"
    " is_opted_in_to_sms_messages, is_opted_in_to_third_party_messages,"
    " is_opted_in_to_update_messages"
)


def update_preferences(world: World, *, full: bool) -> Trial:
    """What the caller wants to hear, and how."""
    opted = "MeterReadingConfirmations ToSmsMessages ToClientMessages ToOfferMessages"
    opted += " ToRecommendedMessages ToUpdateMessages ToThirdPartyMessages"
    world.write("UPDATE user_comms_preferences SET is_opted_in_to_offer_messages = 0")
    given: dict[str, Any] = {"isOptedInToOfferMessages": True}
    if full:
        given = {f"isOptedIn{each}": True for each in opted.split()}
        given |= {"emailFormat": "TEXT", "fontSizeMultiplier": 1.5}
        given |= {"preferredHoldMusic": "NO_SONG_PREFERRED", "isUsingInvertedEmailColours": True}
        if world.name == "energy":
            given["clientMutationId"] = "m-1"
    stored = f"SELECT {PREFERENCES} FROM user_comms_preferences WHERE user_id = ?"
    row = (1, "HTML", 1.0, *world.row(stored, world.caller())[3:])
    if full:
        row = (1, "TEXT", 1.5, "NO_SONG_PREFERRED", *[1] * 7)
    return trial(
        given,
        became(stored, world.caller(), now=row),
        *([Echoed("clientMutationId", "m-1")] if "clientMutationId" in given else []),
        needed="isOptedInToOfferMessages",
    )


def account_consents(world: World, *, full: bool) -> Trial:
    """An account consents."""
    consents = [{"code": "RESEARCH", "value": "ACCEPTED"}]
    if full:
        consents.append({"code": "MARKETING", "value": "UNKNOWN"})
    world.write("DELETE FROM consents WHERE code = 'RESEARCH'")
    second = OF_ACCOUNT.replace("RESEARCH", "MARKETING")
    count = "SELECT value FROM consents WHERE account_id = 1 ORDER BY id"
    return whole(
        {"accountNumber": world.account(1), "consents": consents},
        became(OF_ACCOUNT, now="ACCEPTED"),
        *([became(second, now="UNKNOWN")] if full else []),
        told("consents.0.value", count),
    )


def user_consents(world: World, *, full: bool) -> Trial:
    """A user consents, the caller unless another is named."""
    consent = {"consentTypeCode": "RESEARCH", "value": "ACCEPTED"}
    given: dict[str, Any] = {"consents": [consent]}
    user = world.caller()
    if full:
        consent["source"] = "SUPPORT_SITE"
        user, given["userNumber"] = world.customer(1)
    world.write("DELETE FROM consents WHERE code = 'RESEARCH'")
    codes = "SELECT code FROM consents WHERE user_id = ? ORDER BY id"
    return whole(
        given,
        became(OF_USER, user, now="ACCEPTED"),
        told("accountUserConsents.consents.0.code", codes, user),
        needed="consents value",
    )


def request_double_opt_in(world: World, *, full: bool) -> Trial:
    """A consent waits until the token that was sent out comes back."""
    world.write("DELETE FROM consents WHERE code = 'RESEARCH'")
    given = {
        "accountNumber": world.account(1),
        "consentTypeCode": "RESEARCH",
        "ipAddress": "192.0.2.1",
    }
    if full:
        given |= {"emailAddress": "isla@example.org", "mobileNumber": "+447700900002"}

    def mailed(world: World, _answer: object) -> None:
        mail = world.service.state.outbox[-1]
        assert mail["token"] == world.value("SELECT token FROM double_opt_ins")
        assert not full or mail["to"] == "isla@example.org"

    return trial(
        given,
        became(OF_ACCOUNT, now="PENDING"),
        became("SELECT channel, ip_address FROM double_opt_ins", now=("EMAIL", "192.0.2.1")),
        told("consent.id", "SELECT consent_id FROM double_opt_ins"),
        Holds(mailed),
        needed="accountNumber",
    )


def confirm_double_opt_in(world: World, *, full: bool) -> Trial:
    """The consent that waited counts."""
    world.write("DELETE FROM consents WHERE code = 'RESEARCH'")
    world.write(
        "INSERT INTO consents (id, account_id, code, value, updated_at)"
        " VALUES (900, 1, 'RESEARCH', 'PENDING', '2026-11-19')"
    )
    world.write(
        "INSERT INTO double_opt_ins (token, consent_id, channel, ip_address, created_at,"
        " expires_at) VALUES ('yes-1', 900, 'EMAIL', '192.0.2.1', 1, 1900000000)"
    )
    given = {"token": "yes-1"}
    if full:
        given["ipAddress"] = "192.0.2.7"
    return trial(given, became(OF_ACCOUNT, now="ACCEPTED"), told("consent.value", OF_ACCOUNT))


PLACEHOLDER = (
    "SELECT users.id, account_id, family_name FROM users"
    " JOIN account_users ON user_id = users.id AND is_customer WHERE email LIKE 'blackhole+%'"
)


def _emailed(world: World, user: int) -> tuple[Any, ...]:
    email = "SELECT email FROM users WHERE id = ?"
    token = "SELECT user_id FROM password_reset_tokens"
    return (became(email, user, now="real@example.org"), became(token, now=user))


def register_email(world: World, *, full: bool) -> Trial:
    """A customer whose address was a placeholder gets a real one."""
    user, account, name = world.row(PLACEHOLDER)
    postcode = world.text("SELECT billing_address_postcode FROM accounts WHERE id = ?", account)
    given = {
        "accountNumber": world.account(account),
        "familyName": name,
        "postcode": postcode,
        "email": "real@example.org",
    }
    who = told("blackholeEmailAccountUser.userId", "SELECT ?", user)
    return trial(given, *_emailed(world, user), who)


def update_blackhole_email(world: World, *, full: bool) -> Trial:
    """Staff gives such a customer a real address."""
    user, account, _ = world.row(PLACEHOLDER)
    given = {
        "accountNumber": world.account(account),
        "accountUserId": str(user),
        "email": "real@example.org",
    }
    who = told("blackholeEmailAccountUser.userId", "SELECT ?", user)
    return trial(given, *_emailed(world, user), who)


def insert_psr_records(world: World, *, full: bool) -> Trial:
    """The caller's entries in the priority services register are replaced."""
    world.write(
        "INSERT INTO special_circumstance_records (user_id, internal_code, summary, created_at)"
        " VALUES (?, 'BLIND', '', ?)",
        *(world.caller(), NOW),
    )
    record: dict[str, Any] = {"internalCode": "PASSWORD_SCHEME"}
    if full:
        record["expiryDate"] = in_days(400)
        record["extraInfo"] = [{"key": "password", "value": "sunflower"}]
    columns = "internal_code, expiry_date, json_extract(extra_info, '$[0].value')"
    where = "FROM special_circumstance_records WHERE user_id = ?"
    row = ("PASSWORD_SCHEME", record.get("expiryDate"), "sunflower" if full else None)
    return whole(
        {"input": [record]},
        became(f"SELECT {columns} {where}", world.caller(), now=row),
        told("records.0.id", f"SELECT id {where}", world.caller()),
    )


CASES: Cases = {
    "confirmDoubleOptIn": confirm_double_opt_in,
    "insertUserPsrRecords": insert_psr_records,
    "registerEmail": register_email,
    "requestDoubleOptIn": request_double_opt_in,
    "updateAccountConsents": account_consents,
    "updateAccountUser": update_account_user,
    "updateAccountUserConsents": user_consents,
    "updateBlackholeEmail": update_blackhole_email,
    "updateCommsPreferences": update_preferences,
    "updateUser": update_user,
    "updateUserDetails": update_user_details,
}
