"""Opening an account for electricity, alone or with gas."""

from typing import Any

from .bank_accounts import iban
from .trial import Cases, Check, Trial, became, told, trial
from .world import NOW, World


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
        electricity = {"contractualMaxPower": ["4.6", "4.6"], "type": "3.0TD"}
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
    return {**lines, **payer, "city": "Valencia", "nif": "00000000T", "postcode": "46002"}


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
        given |= {"salesChannel": "PARTNER", "salesSubchannel": "WEB"}
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
    numbered = ", ".join(f"billing_address_line{number}" for number in (1, 2, 3))
    lines = f"SELECT {numbered}, billing_email, billing_address_postcode {LAST}"
    terms = "SELECT contractual_max_power, estimated_consumption FROM agreements"
    tariff = "SELECT atr_tariff FROM supply_points ORDER BY id DESC"
    place = "SELECT street_address, administrative_area FROM addresses ORDER BY id DESC"
    return (
        became(channel, now=("PARTNER", "WEB")),
        became(ending, now=iban("ES")[-4:]),
        became(lines, now=("Linea 1", "Linea 2", "Linea 3", "bills@example.es", "46002")),
        became(f"{terms} ORDER BY id DESC LIMIT 1 OFFSET 1", now=('["4.6", "4.6"]', 2750)),
        became(f"{terms} ORDER BY id DESC", now=("[]", 2750)),
        became(f"{tariff} LIMIT 1 OFFSET 1", now="3.0TD"),
        became(tariff, now="RL.2"),
        became(place, now=("Calle Mayor 1, B 2 A 3 C Patio", "46")),
        became("SELECT count(*) FROM referrals WHERE referred_user_name = 'Nuria'", now=1),
        told("referralCreated", f"{referred} WHERE referred_user_name = 'Nuria'"),
    )


def _friend(world: World) -> str:
    return world.text("SELECT code FROM referrals WHERE account_id = 1")


CASES: Cases = {"createEnergyAccount": create_energy_account}
