"""Light checks of what a text field's name promises: an e-mail address, an IBAN."""

import re

from kraken_tui.forms.characters import shown
from kraken_tui.forms.unreadable import Unreadable

_EMAIL = r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\".]{2,}"
_IBAN = r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}"


def read_email(text: str) -> str:
    """Return the address without the blanks around it. Raise `Unreadable`.

    Only what no address can be is refused: the server knows better than a pattern.
    """
    address = text.strip()
    if len(address) > 254 or re.fullmatch(_EMAIL, address) is None or ".." in address:
        raise Unreadable(f"{shown(address)} is no e-mail address; it looks like name@example.com.")
    return address


def read_iban(text: str) -> str:
    """Return the IBAN in capitals without blanks. Raise `Unreadable` if its check digits fail."""
    iban = re.sub(r"[\s-]", "", text).upper()
    if re.fullmatch(_IBAN, iban) is None:
        raise Unreadable(
            "An IBAN is a country, two check digits and the account: DE89 3704 0044 0532 0130 00."
        )
    if int("".join(str(int(each, 36)) for each in iban[4:] + iban[:4])) % 97 != 1:
        raise Unreadable("The check digits of this IBAN do not fit; compare it with the original.")
    return iban
