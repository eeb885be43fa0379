"""Addresses in all their parts, as they are sent and as they are stored."""

import json
from collections.abc import Mapping
from typing import Any

_PARTS = {
    "name": "name",
    "organization": "organization",
    "streetAddress": "street_address",
    "dependentLocality": "dependent_locality",
    "locality": "locality",
    "administrativeArea": "administrative_area",
    "postalCode": "postal_code",
    "sortingCode": "sorting_code",
    "country": "country",
    "deliveryPointIdentifier": "delivery_point_identifier",
}
STORED = f"SELECT {', '.join(_PARTS.values())}, json(structured_street_address) FROM addresses"


def stored(given: Mapping[str, Any], *, country: str) -> tuple[object, ...]:
    """Return the row of an address that has the parts given, in a country if they name none."""
    parts = {"country": country, **given}
    structured = given.get("structuredStreetAddress")
    written = None if structured is None else json.dumps(structured, separators=(",", ":"))
    return (*(parts.get(name) for name in _PARTS), written)
