"""Spanish tax numbers and supply point codes: whether their check characters are right."""

import re
from typing import Final

_LETTERS: Final = "TRWAGMYFPDXBNJZSQVHLCKE"
_PERSON: Final = re.compile(r"[XYZ\d]\d{7}[A-Z]")
_COMPANY: Final = re.compile(r"[ABCDEFGHJNPQRSUVW]\d{7}[0-9A-J]")
_CUPS: Final = re.compile(r"ES(\d{16})([A-Z]{2})(\d[FPRCXYZ])?")


def nif_mistake(nif: str) -> str | None:
    """Say what is wrong with a tax number: of a person, a foreigner or a company."""
    given = re.sub(r"[\s-]", "", nif).upper()
    if _COMPANY.fullmatch(given):
        return None
    if not _PERSON.fullmatch(given):
        return "This is not a tax number."
    digits = given[:-1].translate(str.maketrans("XYZ", "012"))
    if _LETTERS[int(digits) % 23] != given[-1]:
        return "The check letter of this tax number is wrong."
    return None


def cups_mistake(cups: str) -> str | None:
    """Say what is wrong with a supply point code: its form or its two check letters."""
    found = _CUPS.fullmatch(re.sub(r"\s", "", cups).upper())
    if found is None:
        return "This is not a supply point code."
    high, low = divmod(int(found[1]) % 529, 23)
    if found[2] != _LETTERS[high] + _LETTERS[low]:
        return "The check letters of this supply point code are wrong."
    return None
