"""Where an account's bills go, in whose name, how and how often."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from kraken_tui.domain import read

LINES = tuple(f"billingAddressLine{line}" for line in range(1, 6))
PARTS = (
    "name",
    "organization",
    "streetAddress",
    "dependentLocality",
    "locality",
    "administrativeArea",
    "postalCode",
    "sortingCode",
    "country",
    "deliveryPointIdentifier",
)
STRUCTURED = "structuredStreetAddress"
"""The street of an address in parts of its own, from which ``streetAddress`` is then made."""


class Billing(NamedTuple):
    """Billing details; ``lines`` are the five of the address, also those that are empty.

    ``parts`` are what of the same address is known by the names of the API's own address type.
    ``every`` is how many ``period``s (``MONTHLY``, ``QUARTERLY``) lie between two bills.
    """

    name: str
    sub_name: str
    email: str
    lines: tuple[str, ...]
    parts: Mapping[str, object]
    postcode: str
    country: str
    delivery_point: str
    delivery: str
    accessibility: str
    language: str
    period: str
    every: int | None
    starts_on: int | None
    period_from: date | None
    period_to: date | None
    next_bill: date | None
    holder_name: str
    tax_number: str

    @property
    def address(self) -> tuple[str, ...]:
        """The lines of the address that are not empty, its postcode last."""
        return tuple(filter(None, (*self.lines, self.postcode)))

    @property
    def identifiers(self) -> dict[str, object]:
        """Give the present values of what may be changed, by the API's argument names."""
        return {
            "billingEmail": self.email,
            "commsDeliveryPreference": self.delivery,
            "documentAccessibilityPreference": self.accessibility,
            "billingAddress": self.parts,
            **self._address_as_kept,
        }

    @property
    def _address_as_kept(self) -> dict[str, object]:
        """Give the address as a whole or in lines: where it is structured, lines are refused."""
        if STRUCTURED in self.parts:
            return {"address": self.parts}
        lines = {f"addressLine{index}": line for index, line in enumerate(self.lines, start=1)}
        return {**lines, "postcode": self.postcode}


def parse_billing(account: read.Node) -> Billing:
    """Read the billing details of an account."""
    options = read.child(account, "billingOptions")
    return Billing(
        name=read.text(account, "billingName"),
        sub_name=read.text(account, "billingSubName"),
        email=read.text(account, "billingEmail"),
        lines=tuple(read.text(account, line) for line in LINES),
        parts=_parts(read.child(account, "address")),
        postcode=read.text(account, "billingAddressPostcode"),
        country=read.text(account, "billingCountryCode"),
        delivery_point=read.text(account, "billingDeliveryPointIdentifier"),
        delivery=read.text(account, "commsDeliveryPreference"),
        accessibility=read.text(account, "documentAccessibility"),
        language=read.text(account, "preferredLanguageForComms"),
        period=read.text(options, "periodLength"),
        every=read.integer(options, "periodLengthMultiplier"),
        starts_on=read.integer(options, "periodStartDay"),
        period_from=read.day(options, "currentBillingPeriodStartDate"),
        period_to=read.day(options, "currentBillingPeriodEndDate"),
        next_bill=read.day(options, "nextBillingDate"),
        holder_name=read.text(account, "holderName"),
        tax_number=read.text(account, "holderNif"),
    )


def _parts(address: read.Node | None) -> dict[str, object]:
    """Read what there is of an address, its street but once: a tenant takes it only one way."""
    known: dict[str, object] = {part: read.lines(address, part) for part in PARTS}
    street = (address or {}).get(STRUCTURED)
    if isinstance(street, Mapping) and street:
        known |= {STRUCTURED: street, "streetAddress": ""}
    return {part: value for part, value in known.items() if value}
