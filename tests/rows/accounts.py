"""What hangs on an account: addresses, references, preferences, complaints, feedback, forms."""

from typing import Any

from . import rich_addresses
from .bank_accounts import iban
from .trial import Cases, Trial, became, told, trial, whole
from .world import NOW, TODAY, World

BILLING = "SELECT billing_address_line1, billing_address_postcode FROM accounts WHERE id = 1"


def _postcode(world: World) -> str:
    return "46001" if world.name == "energy" else "B1 1AA"


def _rich(world: World, *, full: bool) -> dict[str, Any]:
    given: dict[str, Any] = {"streetAddress": "Mill Lane 5", "postalCode": _postcode(world)}
    if full:
        given |= {"dependentLocality": "Old Town", "locality": "Warwick"}
        given |= {"administrativeArea": "WK", "sortingCode": "S-1", "deliveryPointIdentifier": "D1"}
        given |= {"country": "FR", "postalCode": "75001"}
        given |= {"structuredStreetAddress": {"street": "Mill Lane", "number": 5}}
    return given


ADDRESS = f"{rich_addresses.STORED} WHERE id = (SELECT address_id FROM accounts WHERE id = 1)"


def _country(world: World) -> str:
    return world.text("SELECT billing_country_code FROM accounts WHERE id = 1")


def update_address(world: World, *, full: bool) -> Trial:
    """The lines of an account's address change, or the address as a whole."""
    given: dict[str, Any] = {"accountNumber": world.account(1), "addressLine1": "Mill Lane 5"}
    if not full:
        lines = "SELECT billing_address_line1 FROM accounts WHERE id = 1"
        return trial(given, became(lines, now="Mill Lane 5"), needed="addressLine1")
    address = {**_rich(world, full=True), "name": "Isla", "organization": "Mill & Co"}
    given = {"accountNumber": world.account(1), "address": address}
    return trial(
        given,
        became(BILLING, now=("Mill & Co", "75001")),
        became(ADDRESS, now=rich_addresses.stored(address, country=_country(world))),
        told("account.number", "SELECT number FROM accounts WHERE id = 1"),
        # The whole address takes the place of the lines.
        without="addressLine1 addressLine2 addressLine3 addressLine4 addressLine5 postcode",
    )


def update_rich_address(world: World, *, full: bool) -> Trial:
    """Another address takes the place of an account's."""
    given: dict[str, Any] = {
        "accountNumber": world.account(1),
        "billingAddress": _rich(world, full=full),
    }
    parts = rich_addresses.stored(given["billingAddress"], country=_country(world))
    return trial(
        given,
        became(BILLING, now=("Mill Lane 5", given["billingAddress"]["postalCode"])),
        became(ADDRESS, now=parts),
        told("account.billingAddressLine1", BILLING),
        needed="accountNumber billingAddress streetAddress postalCode",
    )


def update_billing_address(world: World, *, full: bool) -> Trial:
    """Lines, city or postcode of an account's address change."""
    info = {"addressLine1": "Calle Larga 9"}
    if full:
        info |= {"addressLine2": "3 B", "addressLine3": "Patio", "city": "Valencia"}
        info["postcode"] = "46001"
    columns = ", ".join(f"billing_address_line{number}" for number in (1, 2, 3, 4))
    lines = f"SELECT {columns} FROM accounts WHERE id = 1"
    row = ("Calle Larga 9", "3 B", "Patio", "Valencia")
    if not full:
        row = ("Calle Larga 9", *world.row(lines)[1:])
    return trial(
        {"accountNumber": world.account(1), "billingInfo": info},
        became(lines, now=row),
        *([became(BILLING, now=("Calle Larga 9", "46001"))] if full else []),
        needed="accountNumber billingInfo addressLine1",
    )


def update_billing_details(world: World, *, full: bool) -> Trial:
    """Who is billed changes, as far as that is said."""
    info = {"fullName": "Ximena y Tomás"}
    if full:
        info |= {"email": "bills@example.es", "iban": iban("ES"), "nif": "77818046F"}
    columns = "SELECT billing_name, billing_email FROM accounts WHERE id = 1"
    email = info.get("email", world.row(columns)[1])
    ending = "SELECT last_four_digits_of_account_number FROM payment_instructions WHERE id = 1"
    nif = "SELECT nif FROM users WHERE id = ?"
    more = [
        became(ending, now=iban("ES")[-4:]),
        became(nif, world.customer(1)[0], now="77818046F"),
    ]
    return trial(
        {"accountNumber": world.account(1), "billingInfo": info},
        became(columns, now=("Ximena y Tomás", email)),
        *(more if full else []),
        needed="accountNumber billingInfo fullName",
    )


def update_billing_email(world: World, *, full: bool) -> Trial:
    """Bills go to another address; without one, to none."""
    given = {"accountNumber": world.account(1)}
    if full:
        given["billingEmail"] = "bills@example.org"
    email = "SELECT billing_email FROM accounts WHERE id = 1"
    return trial(
        given,
        became(email, now=given.get("billingEmail", "")),
        told("account.number", "SELECT number FROM accounts WHERE id = 1"),
    )


def create_reference(world: World, *, full: bool) -> Trial:
    """A reference of another system is kept."""
    given = {"accountNumber": world.account(1), "namespace": "crm", "value": "C-77"}
    stored = "SELECT value, created_at FROM account_references WHERE account_id = 1"
    return trial(
        given,
        became(f"{stored} AND namespace = 'crm'", now=("C-77", NOW)),
        told("accountReference.value", f"{stored} AND namespace = 'crm'"),
    )


def update_reference(world: World, *, full: bool) -> Trial:
    """A reference gets another value."""
    given = {"accountNumber": world.account(1), "namespace": "legacy-billing", "value": "777"}
    stored = "SELECT value, updated_at FROM account_references WHERE account_id = 1"
    return trial(
        given,
        became(stored, now=("777", NOW)),
        told("accountReference.value", stored),
    )


def update_metadata(world: World, *, full: bool) -> Trial:
    """A value is kept under a key of an object."""
    given = {
        "identifier": world.account(1),
        "linkedObjectType": "ACCOUNT",
        "key": "visits",
        "value": '{"last": "2026-11-01"}',
    }
    where = "FROM metadata WHERE identifier = ? AND key = 'visits'"
    stored = f"SELECT json_extract(value, '$.last') {where}"
    return trial(
        given,
        became(stored, world.account(1), now="2026-11-01"),
        told("metadata.key", f"SELECT key {where}", world.account(1)),
    )


def update_delivery(world: World, *, full: bool) -> Trial:
    """An account's mail comes by post."""
    stored = "SELECT comms_delivery_preference FROM accounts WHERE id = 1"
    return trial(
        {"accountNumber": world.account(1), "commsDeliveryPreference": "POSTAL_MAIL"},
        became(stored, now="POSTAL_MAIL"),
        told("account.commsDeliveryPreference", stored),
    )


def update_accessibility(world: World, *, full: bool) -> Trial:
    """Documents come in an accessible format, or in the usual one again."""
    world.write("UPDATE accounts SET document_accessibility = 'LARGE_PRINT' WHERE id = 1")
    given = {"accountNumber": world.account(1)}
    if full:
        given["documentAccessibilityPreference"] = "BRAILLE"
    stored = "SELECT document_accessibility FROM accounts WHERE id = 1"
    return trial(
        given,
        became(stored, now=(given.get("documentAccessibilityPreference"),)),
        told("account.number", "SELECT number FROM accounts WHERE id = 1"),
    )


def create_complaint(world: World, *, full: bool) -> Trial:
    """A complaint is opened."""
    given = {
        "accountNumber": world.account(1),
        "brand": world.text("SELECT brand FROM accounts WHERE id = 1"),
        "communicationSource": "TELEPHONE",
        "status": "OPEN",
        "type": "BILLING",
    }
    if full:
        given |= {"preferredContactMethod": "EMAIL", "subtype": "LATE", "summary": "Bill is late."}
    columns = "type, subtype, summary, creation_date, communication_source"
    columns += ", preferred_contact_method"
    optional = (given.get("subtype"), given.get("summary", ""))
    method = given.get("preferredContactMethod")
    row = ("BILLING", *optional, TODAY, "TELEPHONE", method)
    newest = "FROM complaints WHERE account_id = 1 ORDER BY id DESC LIMIT 1"
    return whole(
        {"complaint": given},
        became(f"SELECT {columns} {newest}", now=row),
        told("complaint.id", f"SELECT id {newest}"),
    )


def create_feedback(world: World, *, full: bool) -> Trial:
    """A customer is asked for feedback."""
    user, number = world.customer(1)
    given: dict[str, Any] = {"accountNumber": world.account(1), "feedbackSource": "SURVEY"}
    if full:
        given |= {"accountUserId": user, "accountUserNumber": number, "inkConversationId": 1}
        given |= {"lastContactedSupportUserId": 1, "voiceCallId": 1}
    stored = "SELECT account_id, source, user_id FROM customer_feedback ORDER BY id DESC"
    return trial(
        given,
        became(stored, now=(1, "SURVEY", user if full else None)),
        told("customerFeedback.id", "SELECT max(id) FROM customer_feedback"),
    )


def submit_feedback(world: World, *, full: bool) -> Trial:
    """A customer answers."""
    waiting = world.value(
        "SELECT id FROM customer_feedback WHERE account_id = 1 AND submitted_at IS NULL"
    )
    given = {
        "accountNumber": world.account(1),
        "formId": 1,
        "feedbackId": waiting,
        "issueResolved": True,
    }
    if full:
        given["answer"] = "All well."
    stored = "SELECT answer, issue_resolved, submitted_at FROM customer_feedback WHERE id = ?"
    return trial(
        given,
        became(stored, waiting, now=(given.get("answer"), 1, NOW)),
        told("customerFeedback.id", "SELECT id FROM customer_feedback WHERE submitted_at = ?", NOW),
    )


def submit_form(world: World, *, full: bool) -> Trial:
    """The answers of a web form are kept as they come."""
    given = {"accountNumber": world.account(1), "content": '{"income": 1200}'}
    if full:
        given["formType"] = "COVID_19_FINANCIAL_ENERGY_ASSESSMENT"
    stored = "SELECT form_type, json_extract(content, '$.income') FROM form_submissions"
    return trial(
        given,
        became(f"{stored} WHERE account_id = 1", now=(given.get("formType"), 1200)),
        told("id", "SELECT id FROM form_submissions"),
    )


CASES: Cases = {
    "createAccountReference": create_reference,
    "createComplaint": create_complaint,
    "createCustomerFeedback": create_feedback,
    "createFormSubmission": submit_form,
    "submitCustomerFeedback": submit_feedback,
    "updateAccountAddress": update_address,
    "updateAccountBillingAddress": update_rich_address,
    "updateAccountBillingEmail": update_billing_email,
    "updateAccountReference": update_reference,
    "updateBillingAddress": update_billing_address,
    "updateBillingDetails": update_billing_details,
    "updateCommsDeliveryPreference": update_delivery,
    "updateDocumentAccessibilityPreference": update_accessibility,
    "updateMetadata": update_metadata,
}
