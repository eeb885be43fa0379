"""Joining, switching, new accounts and properties, and how a customer is recognised."""

from typing import Any

from .bank_accounts import iban
from .trial import Answer, Cases, Check, Holds, Trial, became, told, trial
from .world import NOW, START, World, in_days

JOINING = "SELECT number FROM supplier_processes WHERE status = 'IN_PROGRESS'"


def accept_terms(world: World, *, full: bool) -> Trial:
    """The terms of joining are accepted."""
    given = {"accountNumber": world.account(7)}
    if full:
        given["joinSupplierProcessNumber"] = world.text(f"{JOINING} AND account_id = 7")
    accepted = "SELECT terms_accepted_at FROM supplier_processes WHERE account_id = 7"
    done = "SELECT count(*) FROM supplier_processes WHERE terms_accepted_at IS NOT NULL"
    return trial(given, became(accepted, now=NOW), told("success", done))


def cancel_enrolment(world: World, *, full: bool) -> Trial:
    """Joining is called off."""
    given = {"number": world.text(f"{JOINING} AND account_id = 7")}
    if full:
        given["reason"] = "Changed their mind"
    stored = "SELECT status, cancellation_reason FROM supplier_processes WHERE account_id = 7"
    return trial(
        given,
        became(stored, now=("CANCELLED", given.get("reason"))),
        became("SELECT status FROM accounts WHERE id = 7", now="WITHDRAWN"),
        told("enrollmentProcess.status", stored),
        needed="number",
    )


def _quote(world: World) -> tuple[int, str, int]:
    """Offer a product that the account does not have yet."""
    point = (
        "SELECT supply_point_id, product_id FROM agreements"
        " WHERE account_id = 1 AND valid_to IS NULL ORDER BY id"
    )
    supply_point, product = world.row(point)
    world.write(
        "INSERT INTO products (id, code, display_name, full_name, market_name, available_from)"
        " SELECT 900, 'ROW-PRODUCT', '', '', market_name, available_from FROM products"
        " WHERE id = ?",
        product,
    )
    world.write(
        "INSERT INTO quoted_products (id, quote_code, account_id, supply_point_id, product_id,"
        " valid_until) VALUES (900, 'Q-ROW', 1, ?, 900, '2027-01-01')",
        supply_point,
    )
    return 900, "ROW-PRODUCT", supply_point


def initiate_switch(world: World, *, full: bool) -> Trial:
    """The switch that a quote offers begins."""
    quoted, code, point = _quote(world)
    given: dict[str, Any] = {
        "accountNumber": world.account(1),
        "quotedProductId": str(quoted),
        "switchDate": in_days(7),
    }
    user = world.caller()
    if full:
        user = world.customer(1)[0]
        given |= {"userId": str(user), "suppressCommunications": False}
    stored = (
        "SELECT product_id, supply_point_id, switch_date, user_id, suppress_communications"
        " FROM product_switches"
    )
    return trial(
        given,
        became(stored, now=(900, point, in_days(7), user, int(not full))),
        told("productCode", "SELECT ?", code),
        told("switchDate", "SELECT switch_date FROM product_switches"),
    )


def write_agreement(world: World, *, full: bool) -> Trial:
    """The agreement that a switch leads to is written."""
    _, _, point = _quote(world)
    world.write(
        "INSERT INTO product_switches (id, account_id, supply_point_id, product_id, switch_date,"
        " created_at) VALUES (70, 1, ?, 900, ?, ?)",
        *(point, in_days(7), NOW),
    )
    agreement = "SELECT product_id, valid_from FROM agreements ORDER BY id DESC"
    start = f"{in_days(7)}T00:00:00+00:00"
    return trial(
        {"productSwitchProcessId": "70"},
        became(agreement, now=(900, start)),
        became("SELECT status FROM product_switches WHERE id = 70", now="COMPLETED"),
        told("agreement.id", "SELECT max(id) FROM agreements"),
    )


def add_property(world: World, *, full: bool) -> Trial:
    """A property is added, and the account holds it from today."""
    address: dict[str, Any] = {
        "streetAddress": "Calle Mayor 1",
        "locality": "Valencia",
        "postalCode": "46001",
    }
    if full:
        address |= {"administrativeArea": "V", "country": "ES", "deliveryPointIdentifier": "D1"}
        address |= {"dependentLocality": "Centro", "name": "Ximena", "organization": "Roca SL"}
        address |= {"sortingCode": "S-1", "structuredStreetAddress": {"number": 1}}
    place = "SELECT postcode, address_line1 FROM properties ORDER BY id DESC"
    held = "SELECT account_id, property_id FROM occupancy_periods ORDER BY id DESC"
    following = world.value("SELECT max(id) + 1 FROM properties")
    line = "Roca SL" if full else "Calle Mayor 1"
    return trial(
        {"accountNumber": world.account(1), "address": address},
        became(place, now=("46001", line)),
        became(held, now=(1, following)),
        told("property.id", "SELECT max(id) FROM properties"),
        needed="streetAddress locality postalCode",
    )


def _cups(digits: str) -> str:
    """Return the code of a supply point that nobody knows, with its check letters."""
    letters = "TRWAGMYFPDXBNJZSQVHLCKE"
    high, low = divmod(int(digits) % 529, 23)
    return f"ES{digits}{letters[high]}{letters[low]}0F"


def _point(world: World, digits: str, market: str, *, full: bool) -> dict[str, Any]:
    product = world.value("SELECT min(id) FROM products WHERE market_name = ?", market)
    point: dict[str, Any] = {"cups": _cups(digits), "productId": product}
    if full:
        point |= {"annualConsumption": 2750.5, "estimatedMonthlyFeeInCents": 6400}
        electricity = {"contractualMaxPower": ["4.6", "4.6"], "type": "2.0TD"}
        point |= {"type": "RL.2"} if market == "ESP_GAS" else electricity
    return point


def _home(*, full: bool) -> dict[str, str]:
    home = {"streetName": "Mayor", "city": "Valencia", "postcode": "46001"}
    if full:
        home |= {"streetType": "Calle", "streetNumber": "1", "provinceCode": "46", "country": "ES"}
        home |= {"cityCode": "46250", "block": "B", "gate": "2", "stair": "A", "floor": "3"}
        home |= {"door": "C", "addressExtraInfo": "Patio"}
    return home


def _payer(*, full: bool) -> dict[str, str]:
    if not full:
        return {}
    lines = {f"addressLine{number}": f"Linea {number}" for number in (1, 2, 3)}
    payer = {"fullName": "Nuria Roca", "email": "bills@example.es", "iban": iban("ES")}
    return {**lines, **payer, "city": "Valencia", "nif": "00000000T", "postcode": "46001"}


ENERGY_NEEDS = "streetName city postcode cups productId electricitySupplyPoint"


def create_energy_account(world: World, *, full: bool) -> Trial:
    """An account for electricity, or for gas too, is opened for somebody new."""
    given: dict[str, Any] = {
        "billingInfo": _payer(full=full),
        "email": "nuria@example.es",
        "firstFamilyName": "Roca",
        "givenName": "Nuria",
        "mobile": "+34600000321",
        "nif": "00000000T",
        "propertyInfo": _home(full=full),
        "electricitySupplyPoint": _point(world, "0021000000000001", "ESP_ELECTRICITY", full=full),
    }
    if full:
        given["gasSupplyPoint"] = _point(world, "0021000000000002", "ESP_GAS", full=True)
        given |= {"affiliateSessionId": "7b7f1c5e-6e0f-4f7e-9d8e-0d1f6a3c2b10", "urn": "URN-1"}
        given |= {"dateOfBirth": "1990-05-17", "gettingInTouch": True}
        given |= {"referralCode": _friend(world), "secondFamilyName": "Vidal"}
        given |= {"salesChannel": "DIRECT", "salesSubchannel": "WEB"}
    return trial(
        given,
        *_opened(world, given),
        *(_paid_and_sold() if full else ()),
        told("accountNumber", f"SELECT number {LAST}"),
        told("userId", "SELECT max(id) FROM users"),
        needed=ENERGY_NEEDS,
        # Nobody contracts power for gas.
        without="contractualMaxPower",
    )


LAST = "FROM accounts ORDER BY id DESC"


def _opened(world: World, given: dict[str, Any]) -> tuple[Check, ...]:
    agreements = "SELECT count(*) FROM agreements WHERE account_id = (SELECT max(id) FROM accounts)"
    person = "SELECT given_name, nif, second_family_name, date_of_birth FROM users ORDER BY id DESC"
    row = ("Nuria", "00000000T", given.get("secondFamilyName"), given.get("dateOfBirth"))
    cups = given["electricitySupplyPoint"]["cups"]
    number = world.value("SELECT max(id) + 1 FROM supply_points")
    return (
        became(person, now=row),
        became(f"SELECT billing_name, urn {LAST}", now=("Nuria Roca", given.get("urn"))),
        became(f"{agreements} AND valid_from = ?", NOW, now=2 if "gasSupplyPoint" in given else 1),
        became("SELECT id FROM supply_points WHERE cups = ?", cups, now=number),
    )


def _paid_and_sold() -> tuple[Check, ...]:
    channel = "SELECT sales_channel, sales_subchannel FROM applications ORDER BY id DESC"
    ending = "SELECT last_four_digits_of_account_number FROM payment_instructions ORDER BY id DESC"
    referred = "SELECT count(*) FROM referrals"
    lines = f"SELECT billing_address_line1, billing_email, billing_address_postcode {LAST}"
    return (
        became(channel, now=("DIRECT", "WEB")),
        became(ending, now=iban("ES")[-4:]),
        became(lines, now=("Linea 1", "bills@example.es", "46001")),
        told("referralCreated", f"{referred} WHERE referred_user_name = 'Nuria'"),
    )


def _friend(world: World) -> str:
    return world.text("SELECT code FROM referrals WHERE account_id = 1")


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
    "addProperty": add_property,
    "cancelEnrollment": cancel_enrolment,
    "createEnergyAccount": create_energy_account,
    "createNewAgreementFromProductSwitchProcess": write_agreement,
    "initiateProductSwitch": initiate_switch,
    "joinSupplierAcceptTermsAndConditions": accept_terms,
    "startCustomerVerification": start_verification,
    "verifyCustomer": verify_customer,
    "verifyIdentity": verify_identity,
    "verifyIdentityFallback": verify_identity_fallback,
}
