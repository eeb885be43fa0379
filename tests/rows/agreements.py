"""Joining the supplier, switching products, adding properties."""

from typing import Any

from .rich_addresses import STORED, stored
from .trial import Cases, Trial, became, told, trial
from .world import NOW, World, in_days

JOINING = "SELECT number FROM supplier_processes WHERE status = 'IN_PROGRESS'"


def accept_terms(world: World, *, full: bool) -> Trial:
    """The terms of joining are accepted."""
    given = {"accountNumber": world.account(7)}
    if full:
        given["joinSupplierProcessNumber"] = world.text(f"{JOINING} AND account_id = 7")
    world.write(
        "INSERT INTO supplier_processes (number, account_id, kind, status, created_at)"
        " VALUES ('JS-ROW', 7, 'JOIN_SUPPLIER', 'PENDING', ?)",
        NOW,
    )
    accepted = "SELECT terms_accepted_at FROM supplier_processes WHERE account_id = 7"
    count = "SELECT count(*) FROM supplier_processes WHERE terms_accepted_at = ?"
    return trial(
        given,
        became(accepted, now=NOW),
        became(count, NOW, now=1 if full else 2),
        told("success", f"SELECT ({count}) > 0", NOW),
    )


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
    parts = f"{STORED} WHERE id = (SELECT rich_address_id FROM properties ORDER BY id DESC)"
    held = "SELECT account_id, property_id FROM occupancy_periods ORDER BY id DESC"
    following = world.value("SELECT max(id) + 1 FROM properties")
    line = "Roca SL" if full else "Calle Mayor 1"
    return trial(
        {"accountNumber": world.account(1), "address": address},
        became(place, now=("46001", line)),
        became(parts, now=stored(address, country="ES")),
        became(held, now=(1, following)),
        told("property.id", "SELECT max(id) FROM properties"),
        needed="streetAddress locality postalCode",
    )


CASES: Cases = {
    "addProperty": add_property,
    "cancelEnrollment": cancel_enrolment,
    "createNewAgreementFromProductSwitchProcess": write_agreement,
    "initiateProductSwitch": initiate_switch,
    "joinSupplierAcceptTermsAndConditions": accept_terms,
}
