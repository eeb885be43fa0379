"""Accounts, the properties that they hold, and properties that nobody holds."""

from typing import Any

from .sandbox import Sandbox

NEWCOMER = """
    query ($number: String!) { account(accountNumber: $number) {
      status billingName billingEmail billingAddressPostcode isMeasured
      users { givenName familyName email mobile dateOfBirth hasSetPassword }
      ledgers { number balance }
      consents { code value }
      properties { id occupancyPeriods { accountNumber effectiveFrom numberOfOccupants } }
      marketSupplyAgreements(first: 5, active: true) { totalCount edges { node { validFrom } } }
    } }
"""
HOLDERS = """
    SELECT accounts.number AS account, occupancy_periods.property_id AS property, postcode,
    (SELECT id FROM water_meters WHERE water_meters.property_id = properties.id
     AND water_meters.status != 'REMOVED') AS meter
    FROM accounts JOIN occupancy_periods ON account_id = accounts.id
    JOIN properties ON properties.id = occupancy_periods.property_id
    WHERE effective_to IS NULL AND accounts.status = 'ACTIVE' AND account_type = 'DOMESTIC'
    AND is_measured ORDER BY accounts.id
"""
EDGE = "T00:00:00+00:00"


def holder(water: Sandbox, at: int) -> dict[str, Any]:
    """Read an account at home in a metered property."""
    return water.rows(HOLDERS)[at]


def free(water: Sandbox) -> dict[str, Any]:
    """Let the last account that holds a metered property have left it some time ago."""
    place = water.rows(HOLDERS)[-1]
    statement = "UPDATE occupancy_periods SET effective_to = ? WHERE property_id = ?"
    water.write(statement, "2026-10-01" + EDGE, place["property"])
    return place


def period(found: dict[str, Any], property_id: object, number: str) -> dict[str, Any]:
    """Pick an account's time at a property out of what was answered."""
    place = next(one for one in found["properties"] if one["id"] == str(property_id))
    (one,) = [one for one in place["occupancyPeriods"] if one["accountNumber"] == number]
    return dict(one)
