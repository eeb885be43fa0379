"""What a field's name tells: the label for people, and whether it is a secret or an identifier."""

import re

_WORD = r"[A-Z]{2,}s?(?![a-z])|[A-Z]?[a-z]+|[A-Z]|[0-9]+"
_ACRONYMS = {
    **{word.lower(): word for word in ("API", "BIC", "DOB", "EV", "IBAN", "ID", "JSON", "MFA")},
    **{word.lower(): word for word in ("MPAN", "MPRN", "OTP", "PDF", "PIN", "SMS", "SPID")},
    **{word.lower(): word for word in ("SWIFT", "UK", "URL", "UUID", "VAT", "CUPS", "CNAE")},
    "ids": "IDs",
    "kwh": "kWh",
    "gsp": "GSP",
}
_SECRET_ENDS = (
    ("password",),
    ("password", "confirmed"),
    ("secret",),
    ("secret", "key"),
    ("api", "key"),
    ("pre", "signed", "key"),
    ("token",),
    ("cvv",),
    ("cvc",),
    ("pin",),
)
_MONEY = frozenset(
    {"amount", "balance", "price", "fee", "cost", "surcharge", "deposit", "cents", "pence"}
)
_NO_MONEY = frozenset(
    {"points", "number", "count", "day", "days", "percentage", "multiplier", "frequency", "id"}
)


def words(name: str) -> tuple[str, ...]:
    """Split a camelCase or snake_case name into lower-case words."""
    return tuple(found.lower() for found in re.findall(_WORD, name))


def label(name: str) -> str:
    """Put a field's name into words: "billingEmail" becomes "Billing email", "iban" "IBAN"."""
    shown = [_ACRONYMS.get(word, word) for word in words(name)]
    if not shown:
        return name
    first = shown[0]
    if first.islower():
        shown[0] = first[:1].upper() + first[1:]
    return " ".join(shown)


def is_secret(name: str) -> bool:
    """Tell whether what goes into this field must not be seen or kept."""
    parts = words(name)
    return any(parts[-len(end) :] == end for end in _SECRET_ENDS)


def is_email(name: str) -> bool:
    """Tell whether a text field of this name holds one e-mail address."""
    parts = words(name)
    return parts[-1:] == ("email",) or parts[-2:] == ("email", "address")


def is_iban(name: str) -> bool:
    """Tell whether a text field of this name holds an IBAN."""
    return words(name)[-1:] == ("iban",)


def is_bank_detail(name: str, above: str) -> bool:
    """Tell whether a field of an object called `above` names an account or a card at a bank.

    An `accountNumber` elsewhere names a customer's account.
    """
    parts = words(name)
    if is_iban(name) or parts[-2:] in (("card", "number"), ("bank", "account")):
        return True
    at_bank = {"bank", "card"}.intersection((*words(above), *parts))
    return bool(at_bank) and parts[-1:] == ("number",)


def is_money(name: str) -> bool:
    """Tell whether a whole number of this name counts pence, cents or another minor unit."""
    parts = words(name)
    return bool(_MONEY.intersection(parts)) and not _NO_MONEY.intersection(parts)


_MARKETS = ("cups", "mpxn", "spid")
"""What markets call the identifiers of their supply points."""

_POINTING = {(last,) for last in ("id", "ids", "identifier", "number", "serial", "uuid", *_MARKETS)}


def is_identifier(name: str) -> bool:
    """Tell whether a field of this name points at an object: a number, an ID, a key of one."""
    return words(name)[-1:] in _POINTING


def same(left: str, right: str) -> bool:
    """Tell whether two spellings name the same field: "bank_details" and "bankDetails"."""
    return left == right or words(left) == words(right)


def singular(text: str) -> str:
    """Return the label of one item of a list called `text`: "Owners" becomes "Owner"."""
    for end, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ss", "ss"), ("us", "us")):
        if text.endswith(end):
            return text.removesuffix(end) + instead
    return text.removesuffix("s")
