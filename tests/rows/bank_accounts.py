"""Bank accounts that exist only here, with check digits that are right."""

from typing import Final

BRITISH: Final = {
    "accountHolder": "Isla MacAllister",
    "accountNumber": "31926819",
    "bankCode": "601613",
    "branchCode": "200000",
}
_BODIES: Final = {"GB": "NWBK60161331926819", "ES": "21000418450200051332"}


def iban(country: str) -> str:
    """Return an IBAN of a country, its check digits worked out here."""
    body = _BODIES[country]
    digits = "".join(str(int(letter, 36)) for letter in f"{body}{country}00")
    return f"{country}{98 - int(digits) % 97:02d}{body}"
