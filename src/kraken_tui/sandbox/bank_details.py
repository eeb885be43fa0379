"""Bank details: an IBAN, or a British account number with its sort code."""

import re
from collections.abc import Mapping
from typing import Any, Final

_IBAN: Final = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_LENGTHS: Final = {"BE": 16, "DE": 22, "ES": 24, "FR": 27, "GB": 22, "IE": 22, "IT": 27, "PT": 25}


def iban_mistake(iban: str) -> str | None:
    """Say what is wrong with an IBAN, if anything: its form, its length or its check digits."""
    compact = "".join(iban.split()).upper()
    if not _IBAN.fullmatch(compact):
        return "This is not an IBAN."
    if len(compact) != _LENGTHS.get(compact[:2], len(compact)):
        return f"An IBAN of {compact[:2]} has {_LENGTHS[compact[:2]]} characters."
    digits = "".join(str(int(letter, 36)) for letter in compact[4:] + compact[:4])
    return None if int(digits) % 97 == 1 else "The check digits of this IBAN are wrong."


def mistakes(details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Say what is wrong with a `BankDetailsInput`, as pairs of the field and the reason."""
    found = []
    if not (details.get("accountHolder") or "").strip():
        found.append(("accountHolder", "The name of the account holder is needed."))
    if details.get("iban"):
        mistake = iban_mistake(details["iban"])
        return [*found, ("iban", mistake)] if mistake else found
    if not details.get("accountNumber"):
        return [*found, ("iban", "An IBAN, or an account number with a sort code, is needed.")]
    return found + _british_mistakes(details)


def _british_mistakes(details: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = []
    if not re.fullmatch(r"\d{8}", _digits(details["accountNumber"])):
        found.append(("accountNumber", "An account number has 8 digits."))
    name = "branchCode" if details.get("branchCode") else "bankCode"
    if not re.fullmatch(r"\d{6}", _digits(details.get(name) or "")):
        found.append((name, "A sort code has 6 digits."))
    return found


def columns(details: Mapping[str, Any]) -> dict[str, Any]:
    """Spell valid details as columns of `payment_instructions`, identifiers masked."""
    iban = "".join((details.get("iban") or "").split()).upper()
    number = iban or _digits(details.get("accountNumber") or "")
    sort_code = _digits(details.get("branchCode") or details.get("bankCode") or "")
    return {
        "account_holder": details["accountHolder"].strip(),
        "account_type": details.get("accountType"),
        "bank_code": details.get("bankCode"),
        "sort_code": "" if iban else sort_code,
        "iban": _masked(iban),
        "masked_iban": _masked(iban) or None,
        "masked_account_identifier": _masked(number),
        "last_four_digits_of_account_number": number[-4:],
    }


def _digits(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


def _masked(identifier: str) -> str:
    return "*" * max(0, len(identifier) - 4) + identifier[-4:]
