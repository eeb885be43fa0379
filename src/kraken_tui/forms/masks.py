"""What a form does not show: secrets until somebody asks, bank details by choice."""

from typing import NamedTuple

from kraken_tui.forms.spec import FieldSpec

MASK = "•••"
"""Stands for what is hidden; a form that is filled from a copy passes over it."""


class Masks(NamedTuple):
    """Which kinds of values are hidden on the screen and in copies."""

    secrets: bool = True
    bank: bool = False
    """IBANs, and the numbers of accounts and cards at a bank."""

    def hides(self, spec: FieldSpec) -> bool:
        """Tell whether a field's value is hidden."""
        return (self.secrets and spec.secret) or (self.bank and spec.bank_detail)

    def keeps_back(self, spec: FieldSpec) -> bool:
        """Tell whether a value is left out of copies; a secret is, even where it is shown."""
        return spec.secret or self.hides(spec)

    def turned(self, spec: FieldSpec) -> "Masks":
        """Return masks that show what they hid of this field's kind, or hide what they showed."""
        if spec.secret:
            return self._replace(secrets=not self.secrets)
        return self._replace(bank=not self.bank) if spec.bank_detail else self

    def cover(self, spec: FieldSpec, text: str) -> str:
        """Return a text, or the mask if it is hidden."""
        return MASK if text and self.hides(spec) else text
