"""What the tenant asks of a password."""

from typing import Final

RULES: Final = ("At least 8 characters.", "Not only digits.")


def broken_rules(password: str) -> list[str]:
    """List the rules that a password breaks, in the words of the rules."""
    kept = (len(password) >= 8, not password.isdecimal())
    return [rule for rule, is_kept in zip(RULES, kept, strict=True) if not is_kept]
