"""Identifiers of the two markets, with check characters that are right."""

from random import Random

_NIF_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


def reference(prefix: str, index: int, seed: int) -> str:
    """Return `prefix` and eight hexadecimal digits, different for each index below 2**32."""
    return f"{prefix}-{(index * 2654435761 + seed * 40503 + 0x5BD1E995) & 0xFFFFFFFF:08X}"


def nif(number: int) -> str:
    """Return a Spanish personal tax number: eight digits and their letter."""
    return f"{number % 10**8:08d}{_NIF_LETTERS[number % 10**8 % 23]}"


def cif(number: int) -> str:
    """Return a Spanish company tax number: B, seven digits and a check digit."""
    digits = f"{number % 10**7:07d}"
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[::2])
    return f"B{digits}{-(doubled + sum(map(int, digits[1::2]))) % 10}"


def cups(distributor: str, number: int) -> str:
    """Return a Spanish supply point code: 16 digits after ES, two check letters, 0F."""
    digits = f"{distributor}{number % 10**12:012d}"
    high, low = divmod(int(digits) % 529, 23)
    return f"ES{digits}{_NIF_LETTERS[high]}{_NIF_LETTERS[low]}0F"


def spanish_iban(bank: str, branch: str, account: int) -> str:
    """Return an IBAN whose own check digits and whose country's are both right."""
    number = f"{account % 10**10:010d}"
    bban = f"{bank}{branch}{_ccc_digit('00' + bank + branch)}{_ccc_digit(number)}{number}"
    return f"ES{98 - int(bban + '142800') % 97:02d}{bban}"


def spid(number: int, service: str) -> str:
    """Return an English water supply point id; `service` is W or S."""
    return f"{3010000000 + number % 10**8}{service}{number * 7 % 90 + 10}"


def company_number(rng: Random) -> str:
    """Return a number in the form of the English register."""
    return f"{rng.randrange(1000000, 16000000):08d}"


def _ccc_digit(ten_digits: str) -> int:
    weights = (1, 2, 4, 8, 5, 10, 9, 7, 3, 6)
    rest = 11 - sum(w * int(d) for w, d in zip(weights, ten_digits, strict=True)) % 11
    return {10: 1, 11: 0}.get(rest, rest)
