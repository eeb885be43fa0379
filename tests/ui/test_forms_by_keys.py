"""Forms of every shape, filled in by keys: refused once in place, corrected, accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from kraken_tui.forms import names
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.payments_links import LinkScreen
from tests.ui.desk import Desk, Open
from tests.ui.form_hands import NULL, UNSET, Hands

IDENTIFIERS = """
query Identifiers($accountNumber: String!) {
  account(accountNumber: $accountNumber) {
    ledgers { number }
    users { id number }
    properties { id }
  }
}
"""
METERS = """
query Meters($accountNumber: String!) {
  account(accountNumber: $accountNumber) { properties { activeWaterMeters { id } } }
}
"""


class Known(dict[str, str]):
    """Identifiers by name."""

    def fill(self, text: str) -> str:
        """Put the identifiers in the place of their names in braces."""
        for name, value in self.items():
            text = text.replace(f"{{{name}}}", value)
        return text


@dataclass(frozen=True)
class Case:
    """One mutation: what is typed, what is wrong at first, and how that is said.

    `wrong` is a field with a text that is refused, `said` a part of what then stands under the
    field, or the code that stands in the banner. Braces stand for identifiers of the account.
    """

    name: str
    wrong: tuple[str, str]
    said: str
    fill: Mapping[str, str] = field(default_factory=dict)
    shape: str = ""


WATER_MONEY = (
    Case(
        "collectPayment",
        ("input.amount", "12.50"),
        "whole numbers",
        {
            "input.amount": "1250",
            "input.paymentDate": "+3d",
            "input.description": "Arrears",
            "input.collectionMethod": "DIRECT_DEBIT",
            "input.ledgerNumber": "{ledger}",
        },
        shape="money, short dates, a choice",
    ),
    Case(
        "submitRepaymentRequest",
        ("input.amountInMinorUnit", "99999999"),
        "KT-CT-3927",
        {"input.amountInMinorUnit": "10", "input.ledgerNumber": "{ledger}"},
        shape="money that the tenant checks",
    ),
    Case(
        "redeemLoyaltyPointsForAccountCredit",
        ("input.points", "7"),
        "KT-CT-9206",
        {"input.points": "10"},
        shape="points",
    ),
    Case(
        "setUpDirectDebitInstruction",
        ("input.bankDetails.branchCode", "12"),
        "KT-CT-3940",
        {
            "input.validFrom": "now",
            "input.ledgerNumber": "{ledger}",
            "input.bankDetails.accountHolder": "M Ashdown",
            "input.bankDetails.accountNumber": "12345678",
            "input.bankDetails.branchCode": "200000",
            "input.useForAutomatedPayments": "y",
        },
        shape="a group, a moment, a switch",
    ),
    Case(
        "createDirectDebitInstructionAndSchedule",
        ("input.schedule.paymentDay", "x"),
        "no whole number",
        {
            "input.ledgerNumber": "{ledger2}",
            "input.bankDetails.accountHolder": "M Ashdown",
            "input.bankDetails.accountNumber": "12345678",
            "input.bankDetails.branchCode": "200000",
            "input.schedule.paymentAmount": "2500",
            "input.schedule.paymentDay": "12",
            "input.schedule.paymentFrequency": "Monthly",
        },
        shape="two groups side by side",
    ),
    Case(
        "createContributionAgreement",
        ("input.schemeCode", "NOBODY"),
        "KT-CT-9601",
        {
            "input.schemeCode": "RIVER_TRUST",
            "input.interval": "QUARTERLY",
            "input.amount": "300",
            "input.activeFrom": "tomorrow 09:30",
            "input.activeTo": NULL,
        },
        shape="null where it may be",
    ),
    Case(
        "createGoodsQuote",
        ("input.productsToQuote.0.productId", "NOTHING"),
        "KT-CT-8202",
        {
            "input.productsToQuote.0.productId": "SHOWER-ECO",
            "input.productsToQuote.0.numberOfUnits": "2",
            "input.productsToQuote.0.currency": "GBP",
            "input.productsToQuote.1.productId": "WATER-BUTT-200",
            "input.productsToQuote.1.numberOfUnits": "1",
            "input.productsToQuote.1.currency": "GBP",
            "input.clientParams": '{"colour": "green"}',
        },
        shape="a list of objects, two items",
    ),
    Case("regenerateSecretKey", ("", ""), "KT-CT-1113", shape="no arguments"),
)
WATER_SUPPLY = (
    Case(
        "submitMeterReading",
        ("input.readingDate", "2025-02-31"),
        "no 31 February",
        {
            "input.meterId": "{meter}",
            "input.readingDate": "today",
            "input.reading": "99998.5",
            "input.ignoreHoldChecks": "y",
        },
        shape="a decimal",
    ),
    Case(
        "exchangeMeter",
        ("input.finalReading", "1,5"),
        "point, not a comma",
        {
            "input.propertyId": "{property}",
            "input.oldMeterId": "{meter}",
            "input.exchangedOn": "today",
            "input.finalReading": "99999",
            "input.openingReading": "0",
            "input.newMeter.serialNumber": "26X0000001",
            "input.newMeter.make": "Sensus",
            "input.newMeter.model": "620M",
            "input.newMeter.numberOfDigits": "5",
            "input.newMeter.capabilityType": "DUMB",
        },
        shape="a required group with choices",
    ),
    Case(
        "modifyMeter",
        ("input.numberOfDigits", "five"),
        "no whole number",
        {
            "input.meterId": "{meter2}",
            "input.numberOfDigits": "6",
            "input.status": "FAULTY",
        },
        shape="an update of what is named",
    ),
    Case(
        "updatePropertyType",
        ("input.propertyType", UNSET),
        "is required",
        {"input.propertyId": "{property}", "input.propertyType": "BUNGALOW"},
        shape="a long choice, filtered by letters",
    ),
    Case(
        "updateNumberOfOccupants",
        ("input.numberOfOccupants", "1000"),
        "KT-CT-6628",
        {"input.propertyId": "{property}", "input.numberOfOccupants": "3"},
        shape="a number that the tenant checks",
    ),
    Case(
        "createServiceOrder",
        ("input.scheduledAt", "soon"),
        "no date",
        {
            "input.propertyId": "{property}",
            "input.jobName": "Leak",
            "input.isAppointmentRequired": "y",
            "input.scheduledAt": "+2d 09:00",
            "input.scheduledEndAt": "+2d 11:00",
            "input.isSharedSupply": "n",
            "input.metadata": '{"floor": 2}',
        },
        shape="moments, switches, JSON",
    ),
    Case(
        "insertUserPsrRecords",
        ("input.0.internalCode", "LONELY"),
        "KT-GB-5415",
        {
            "input.0.internalCode": "YOUNG_CHILDREN",
            "input.0.expiryDate": "+1w",
            "input.0.extraInfo.0.key": "names",
            "input.0.extraInfo.0.value": "Ann",
        },
        shape="an argument that is a list, with lists in it",
    ),
)
WATER_PEOPLE = (
    Case(
        "updateMetadata",
        ("input.value", "{oops"),
        "JSON",
        {
            "input.identifier": "{account}",
            "input.linkedObjectType": "ACCOUNT",
            "input.key": "colour",
            "input.value": '{"tone": [1, 2]}',
        },
        shape="a checked JSON text",
    ),
    Case(
        "updateCommsPreferences",
        ("input.fontSizeMultiplier", "big"),
        "no number",
        {
            "input.emailFormat": "HTML",
            "input.fontSizeMultiplier": "1.5",
            "input.isOptedInToSmsMessages": "n",
            "input.isOptedInToOfferMessages": "y",
        },
        shape="switches, a float",
    ),
    Case(
        "updateAccountConsents",
        ("consents.1.code", "NOBODY"),
        "KT-CT-9017",
        {
            "consents.0.code": "MARKETING",
            "consents.0.value": "REJECTED",
            "consents.1.code": "RESEARCH",
            "consents.1.value": "ACCEPTED",
        },
        shape="several arguments, a list beside a text",
    ),
    Case(
        "updateUser",
        ("input.email", "nobody"),
        "no e-mail address",
        {
            "input.email": "person@kraken.example",
            "input.landline": NULL,
            "input.details.0.namespace": "shoe",
            "input.details.0.value": "42",
        },
        shape="null, and an optional list",
    ),
    Case(
        "updateAccountAddress",
        ("input.address.structuredStreetAddress", '{"street"'),
        "JSON",
        {
            "input.address.streetAddress": "7 Mill Lane",
            "input.address.structuredStreetAddress": '{"street": "Mill Lane"}',
            "input.address.locality": "Gloucester",
            "input.address.postalCode": "GL1 1AA",
            "input.address.country": "GB",
        },
        shape="an optional group, any JSON",
    ),
    Case(
        "updatePassword",
        ("input.newPassword", "short"),
        "KT-CT-5450",
        {
            "input.oldPassword": "demo-password",
            "input.newPassword": "a-longer-Secret-42",
            "input.newPasswordConfirmed": "a-longer-Secret-42",
        },
        shape="secrets",
    ),
    Case(
        "createFormSubmission",
        ("input.content", "[1,"),
        "JSON",
        {
            "input.content": '{"answer": true}',
            "input.formType": "COVID_19_FINANCIAL_ENERGY_ASSESSMENT",
        },
        shape="JSON beside a choice of long names",
    ),
    Case(
        "sendPreSignedTokenEmail",
        ("input.email", "demo@kraken"),
        "no e-mail address",
        {"input.email": "demo@kraken.example"},
        shape="an e-mail address",
    ),
)
ENERGY = (
    Case(
        "createComplaint",
        ("complaint.status", "LOUD"),
        "KT-CT-10801",
        {
            "complaint.brand": "LUZ_CLARA",
            "complaint.communicationSource": "TELEPHONE",
            "complaint.status": "OPEN",
            "complaint.type": "Billing",
        },
        shape="an argument of another name",
    ),
    Case(
        "addProperty",
        ("input.address.postalCode", "GL1"),
        "KT-CT-6629",
        {
            "input.address.streetAddress": "Calle Mayor 7",
            "input.address.locality": "Bilbao",
            "input.address.postalCode": "48001",
            "input.address.country": "ES",
        },
        shape="a required group of optional fields",
    ),
    Case(
        "purchaseVoucher",
        ("input.voucherValueInCents", "0"),
        "more than 0",
        {
            "input.availableFrom": "today",
            "input.displayName": "Gift",
            "input.purchasedAt": "now",
            "input.voucherType": "GIFT",
            "input.voucherValueInCents": "2500",
            "input.chargeAmountInCents": "2500",
            "input.clientParams": '{"to": "Ann"}',
        },
        shape="euros in cents",
    ),
    Case(
        "updateBillingDetails",
        ("input.billingInfo.iban", "ES9121000418450200051333"),
        "check digits",
        {
            "input.billingInfo.iban": "ES91 2100 0418 4502 0005 1332",
            "input.billingInfo.email": "new@kraken.example",
        },
        shape="an IBAN",
    ),
    Case(
        "updateDocumentAccessibilityPreference",
        ("input.accountNumber", UNSET),
        "is required",
        {"input.documentAccessibilityPreference": "BRAILLE"},
        shape="a short choice",
    ),
    Case(
        "registerSolarSimulatorLead",
        ("input.details.roofSize", "1.2.3"),
        "no number",
        {
            "input.firstName": "Ann",
            "input.lastName": "Lee",
            "input.email": "ann@kraken.example",
            "input.phone": "600100200",
            "input.address.fullAddress": "Calle Mayor 7, Bilbao",
            "input.details.roofSize": "42.5",
            "input.details.numberOfPanels": "8",
        },
        shape="an input that may be left out, with groups",
    ),
    Case(
        "createOfferGroupForQuoting",
        ("input.productOfferings.0.productComponents.0.productCode", "NOTHING"),
        "KT-CT-12401",
        {
            "input.productOfferings.0.productOfferingIdentifier": "one",
            "input.productOfferings.0.productComponents.0.productCode": "LUZ-CLARA-24H",
            "input.productOfferings.0.productComponents.0.quotingParams.0.name": "usage",
            "input.productOfferings.0.productComponents.0.quotingParams.0.integer.value": "7",
        },
        shape="lists in lists, three deep",
    ),
    Case(
        "processOrder",
        ("input.lines.0.quantity", "0"),
        "KT-CT-13102",
        {
            "input.orderReference": "by-keys-1",
            "input.salesChannel": "DIRECT",
            "input.lines.0.offeringIdentifier": "LUZ-CLARA-24H",
            "input.lines.0.quantity": "1",
            "input.lines.0.validFrom": "today",
            "input.lines.0.characteristics": '{"tariff": "24H"}',
        },
        shape="a list with JSON in its items",
    ),
)
EVERY = {
    "water-money": WATER_MONEY,
    "water-supply": WATER_SUPPLY,
    "water-people": WATER_PEOPLE,
    "energy": ENERGY,
}


def test_there_are_enough_of_them_and_each_is_of_its_own_shape() -> None:
    shapes = [case.shape for cases in EVERY.values() for case in cases]
    assert len(shapes) >= 25
    assert len(set(shapes)) == len(shapes)


@pytest.mark.parametrize("group", EVERY)
async def test_forms_are_refused_in_place_corrected_and_accepted(group: str, desk: Open) -> None:
    tenant = group.partition("-")[0]
    async with desk(tenant, screen="operations", size=(80, 24)) as at:
        known = await identifiers(at)
        for case in EVERY[group]:
            await run(at, case, known)


async def run(at: Desk, case: Case, known: Known) -> None:
    """Fill one form in, wrongly first."""
    hands, before = Hands(at), await applied(at, case.name)
    await hands.open(case.name)
    wrong, text = case.wrong
    for name, right in case.fill.items():
        await hands.put(name, text if name == wrong else known.fill(right))
    if wrong not in case.fill:
        await refuse(at, hands, case, known)
    await hands.send()
    await see_refusal(at, hands, case, before)
    if wrong:
        right = case.fill.get(wrong) or at.session.account or ""
        await hands.put(wrong, known.fill(right))
    await hands.send()
    if isinstance(at.app.screen, LinkScreen):
        await at.press("escape")
    done = f"{names.label(case.name)}: accepted."
    assert at.notice.startswith(done), (case.name, at.notice, errors(at, hands))
    assert await applied(at, case.name) == before + 1


async def refuse(at: Desk, hands: Hands, case: Case, known: Known) -> None:
    """Make a form fail whose fields are all right: clear a known one, or order an error."""
    wrong, text = case.wrong
    if wrong:
        await hands.put(wrong, known.fill(text))
    else:
        await at.control("fault", code=case.said, operation=case.name)


async def see_refusal(at: Desk, hands: Hands, case: Case, before: int) -> None:
    """Check that the person is told in place, and that nothing is lost or done."""
    assert isinstance(at.app.screen, FormScreen), (case.name, at.notice)
    assert await applied(at, case.name) == before
    wrong, _ = case.wrong
    under = hands.error(wrong) if wrong else ""
    assert case.said in under or case.said in at.notice, (case.name, under, at.notice)
    if wrong:
        assert under, (case.name, at.notice, errors(at, hands))
        row = hands.form.current
        assert row is not None
        assert row.error, (case.name, row.path)


def errors(at: Desk, hands: Hands) -> dict[str, str]:
    """Return what stands under the fields, if the form is still there."""
    if not isinstance(at.app.screen, FormScreen):
        return {}
    rows = hands.form.form.rows()
    return {".".join(map(str, row.path)): row.error for row in rows if row.error}


async def applied(at: Desk, name: str) -> int:
    """Count how often the tenant did it."""
    log = await at.control("log")
    return sum(each["name"] == name and each["outcome"] == "accepted" for each in log["mutations"])


async def identifiers(at: Desk) -> Known:
    """Ask the tenant for the identifiers that a person would read off the screens."""
    client = await at.session.client()
    variables = {"accountNumber": at.session.account}
    found: dict[str, Any] = (await client.query(IDENTIFIERS, variables)).data["account"]
    known = Known(account=str(at.session.account))
    known["ledger"], known["ledger2"] = (each["number"] for each in found["ledgers"][:2])
    known["property"] = found["properties"][0]["id"]
    if "water" in at.session.profile.name:
        places = (await client.query(METERS, variables)).data["account"]["properties"]
        meters = [meter["id"] for place in places for meter in place["activeWaterMeters"]]
        known["meter"], known["meter2"] = meters[:2]
    return known
