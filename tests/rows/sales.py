"""Sales: orders, vouchers, leads, offers to quote from."""

from typing import Any

from .trial import Cases, Check, Kept, Trial, became, told, trial, whole
from .world import NOW, TODAY, World, in_days

LEAD = "FROM leads ORDER BY id DESC"


def process_order(world: World, *, full: bool) -> Trial:
    """An order is taken in, for an account or for somebody new."""
    line: dict[str, Any] = {"offeringIdentifier": "LUZ-CLARA-24H"}
    given: dict[str, Any] = {
        "orderReference": "web-1",
        "salesChannel": "DIRECT",
        "accountNumber": world.account(1),
        "lines": [line],
    }
    if full:
        line |= {"quantity": 2, "validFrom": in_days(14), "characteristics": '{"power": "4.6"}'}
        given |= {"affiliateOrganisationNumber": "AF-0001", "opportunityNumber": "OP-0001"}
        given |= {"customer": _customer(), "metadata": '{"page": "offers"}'}
    # An order line is for one thing unless it says otherwise.
    kept = {**given, "lines": [{"quantity": 1, **line}]}
    if full:
        kept["lines"][0]["characteristics"] = {"power": "4.6"}
        kept["metadata"] = {"page": "offers"}
    stored = "SELECT account_id, status FROM orders WHERE order_reference = 'web-1'"
    return trial(
        given,
        became(stored, now=(1, "RECEIVED")),
        Kept("SELECT content FROM orders", kept),
        told("identifier", "SELECT number FROM orders"),
        told("status", "SELECT status FROM orders"),
        needed="accountNumber",
    )


def _customer() -> dict[str, str]:
    return {
        "givenName": "Ximena",
        "familyName": "Castaño",
        "email": "ximena@example.es",
        "mobile": "+34600000123",
        "nif": "34951916N",
    }


VOUCHER = "FROM vouchers ORDER BY id DESC"


def purchase_voucher(world: World, *, full: bool) -> Trial:
    """A voucher is bought, and what it costs is charged."""
    given: dict[str, Any] = {
        "accountNumber": world.account(1),
        "availableFrom": TODAY,
        "displayName": "Winter voucher",
        "purchasedAt": NOW,
        "voucherType": "GIFT",
        "voucherValueInCents": 5000,
    }
    balance = world.value("SELECT balance FROM ledgers WHERE id = 2")
    charged = []
    if full:
        payment = world.text("SELECT id FROM payments WHERE account_id = 1")
        given |= {"chargeAmountInCents": 4000, "chargeAmountInCentsWithTax": 4840}
        given |= {"clientParams": '{"ref": "a"}', "paymentId": payment}
        given["transferChargeLedgerNumber"] = world.ledger(1, "%GAS%")
        tax = "SELECT tax_amount FROM transactions WHERE ledger_id = 1 AND kind = 'Charge'"
        charged = [
            became("SELECT balance FROM ledgers WHERE id = 2", now=balance - 4840),
            became(f"{tax} ORDER BY id DESC", now=840),
            became(f"SELECT json_extract(client_params, '$.ref') {VOUCHER}", now="a"),
        ]
    stored = f"SELECT account_id, display_name, balance, payment_id IS NOT NULL {VOUCHER}"
    return trial(
        given,
        became(stored, now=(1, "Winter voucher", 5000, int(full))),
        *charged,
        told("voucherPurchase.id", "SELECT max(id) FROM vouchers"),
    )


def charger_lead(world: World, *, full: bool) -> Trial:
    """An interest in a charger is passed on."""
    lead: dict[str, Any] = {
        "firstName": "Ximena",
        "lastName": "Castaño",
        "email": "ximena@example.es",
        "phoneNumber": "+34600000123",
        "postcode": "46001",
    }
    if full:
        lead |= {"chargerModel": "Wall 7", "garage": "Own", "extraCable": True}
        lead |= {"powerBalance": False, "triphasic": True}
    return whole(
        {"lead": lead},
        became(f"SELECT kind {LEAD}", now="EV_CHARGER"),
        Kept(f"SELECT content {LEAD}", lead),
        needed="firstName lastName email phoneNumber postcode",
    )


SOLAR_NEEDS = "firstName lastName email phone address fullAddress"


def _solar(*, full: bool) -> dict[str, Any]:
    address = {"fullAddress": "Calle Mayor 1, Valencia"}
    lead = {"firstName": "Ximena", "lastName": "Castaño", "email": "ximena@example.es"}
    given: dict[str, Any] = {**lead, "phone": "+34600000123", "address": address}
    if full:
        address["houseType"] = "TERRACED"
        details = {"battery": "5 kWh", "consumption": 3200, "numberOfPanels": 8}
        words = {"paymentType": "CASH", "solarWallet": "YES", "vehicleCharger": "NO"}
        given["details"] = {**details, **words, "roofSize": 42.5}
    return given


def _solar_checks(kind: str, given: dict[str, Any]) -> tuple[Check, ...]:
    address = f"SELECT json_extract(content, '$.address.fullAddress') {LEAD}"
    content = f"SELECT content {LEAD}"
    made = became(f"SELECT kind {LEAD}", now=kind)
    return made, Kept(content, given), told("fullAddress", address)


def solar_lead(world: World, *, full: bool) -> Trial:
    """An interest in solar panels is kept as it came."""
    given = _solar(full=full)
    return trial(given, *_solar_checks("SOLAR", given), needed=SOLAR_NEEDS)


def solar_sale(world: World, *, full: bool) -> Trial:
    """A sale of solar panels is kept as it came."""
    sale: dict[str, Any] = {
        "cups": world.text("SELECT cups FROM supply_points WHERE kind = 'ELECTRICITY'"),
        "dni": "34951916N",
    }
    if full:
        sale["financedYears"] = 5
    given = {**_solar(full=full), "directSale": sale}
    return trial(
        given,
        *_solar_checks("SOLAR_SALE", given),
        needed=f"{SOLAR_NEEDS} directSale cups dni",
    )


def create_offer_group(world: World, *, full: bool) -> Trial:
    """A group of offers is made, one for each offering."""
    component: dict[str, Any] = {"productCode": "LUZ-CLARA-24H", "quotingParams": []}
    start, end = NOW, "2026-12-20T12:00:00+00:00"
    offering: dict[str, Any] = {
        "productComponents": [component],
        "productOfferingIdentifier": "flat-luz",
    }
    offerings = [offering]
    if full:
        start, end = "2026-11-21T00:00:00+00:00", "2026-12-01T00:00:00+00:00"
        component["quotingParams"] = [
            {"name": "signed", "datetime": {"value": NOW}},
            {"name": "power", "integer": {"value": 5}},
            {"name": "consumption", "number": {"value": 2750.5}},
            {"name": "tariff", "string": {"value": "2.0TD"}},
        ]
        offering |= {"quotePeriodStartDatetime": start, "quotePeriodEndDatetime": end}
        offerings = [offering, {**offering, "productOfferingIdentifier": "gas"}]
    count = "SELECT count(*), min(product_offering_identifier) FROM offers"
    param = "json_extract(quote_components, '$[0].quotingParamsInputData[2].value')"
    return trial(
        {"productOfferings": offerings},
        became(count, now=(len(offerings), "flat-luz")),
        became(f"SELECT {param}, 1 FROM offers", now=("2750.5" if full else None, 1)),
        became("SELECT valid_from, valid_to FROM offers", now=(start, end)),
        told("offerGroup.identifier", "SELECT identifier FROM offer_groups"),
        # A parameter has one value, of one kind.
        without="datetime integer number string",
    )


def accept_offer(world: World, *, full: bool) -> Trial:
    """An offer is accepted, and with that the other one is rejected."""
    world.write("INSERT INTO offer_groups (id, identifier, created_at) VALUES (9, 'group', ?)", NOW)
    for name in ("first", "second"):
        world.write(
            "INSERT INTO offers (identifier, offer_group_id, description, quote_identifier,"
            " product_offering_identifier, quote_components, valid_from, valid_to, created_at)"
            " VALUES (?, 9, '', ?, 'flat-luz', '[]', '2026-11-01', '2026-12-24', ?)",
            *(name, f"quote of {name}", NOW),
        )
    accepted = "SELECT accepted_at FROM offers WHERE identifier = 'first'"
    rejected = "SELECT rejected_at FROM offers WHERE identifier = 'second'"
    return trial(
        {"identifier": "first"},
        became(accepted, now=NOW),
        became(rejected, now=NOW),
        told("offer.identifier", "SELECT identifier FROM offers WHERE accepted_at"),
        needed="identifier",
    )


CASES: Cases = {
    "acceptOfferForQuoting": accept_offer,
    "createOfferGroupForQuoting": create_offer_group,
    "processOrder": process_order,
    "purchaseVoucher": purchase_voucher,
    "registerEvChargerLead": charger_lead,
    "registerSolarSimulatorDirectSale": solar_sale,
    "registerSolarSimulatorLead": solar_lead,
}
