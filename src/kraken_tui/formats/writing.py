"""Values become plain text, as a locale's people write it."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from kraken_tui.formats.kept import kept_patterns
from kraken_tui.formats.patterns import Around, Patterns
from kraken_tui.formats.units import symbol_of
from kraken_tui.formats.zone import NamedZone
from kraken_tui.money import Marks, decimals_of, parse_minor

if TYPE_CHECKING:
    from pathlib import Path

    from kraken_tui.config.profiles import Profile

UNKNOWN = "\N{EM DASH}"
LONGEST = 40
"""A number of more digits before or after its point is written with an exponent."""

Number = int | float | Decimal


class Formats:
    """Write values as plain text, a dash for what nobody knows.

    The patterns are those of the locale's people, with the minus sign of the keyboard, so that a
    copied amount can be pasted anywhere. ``folder`` is where patterns are kept, because asking
    for them anew takes long.
    """

    def __init__(
        self, locale: str, currency: str, zone: tzinfo | None = None, folder: Path | None = None
    ) -> None:
        self.locale = locale
        self.currency = currency
        self._zone = zone
        self._folder = folder

    @classmethod
    def of(cls, profile: Profile, folder: Path | None = None) -> Formats:
        """Return the formats of a profile."""
        zone = NamedZone(profile.timezone) if profile.timezone else None
        return cls(profile.locale, profile.currency, zone, folder)

    @cached_property
    def patterns(self) -> Patterns:
        """The patterns of the locale, asked for with the first value that is written."""
        return kept_patterns(self.locale, self.currency, self._folder)

    @cached_property
    def zone(self) -> tzinfo:
        """Where times are told; where the territory's people are, if that is one zone."""
        return self._zone or NamedZone(self.patterns.zone)

    def get_ready(self) -> None:
        """Ask for the patterns now, where nobody waits for it, such as in a thread."""
        _ = self.patterns

    # Amounts

    def money(self, minor: int | None) -> str:
        """Write an amount in the minor unit, such as `-£1,234.50` or `1.234,50 €`."""
        if minor is None:
            return UNKNOWN
        decimals = decimals_of(self.currency)
        whole, part = divmod(abs(minor), 10**decimals)
        text = self._grouped(str(whole), self.patterns.money_groups)
        if decimals:
            text += f"{self.patterns.decimal}{part:0{decimals}d}"
        return _within(self.patterns.money, text, negative=minor < 0)

    def parse_money(self, text: str) -> int:
        """Return the amount, in the minor unit, that a person wrote in this locale.

        Raise MoneyError for anything that could be misread.
        """
        marks = Marks(
            decimal=self.patterns.decimal,
            group=self.patterns.group,
            sizes=self.patterns.money_groups,
            symbol=self.patterns.symbol,
            example=self.money(123456),
        )
        return parse_minor(text, self.currency, marks=marks)

    def number(self, value: Number | None) -> str:
        """Write a number with all its decimals, such as `1,234.5` or `1.234,5`."""
        if value is None:
            return UNKNOWN
        # Binary fractions carry noise behind their fifteenth digit.
        exact = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
        if not exact.is_finite():
            return UNKNOWN
        if abs(exact.adjusted()) > LONGEST:
            return str(exact.normalize())
        whole, _, part = f"{exact.copy_abs():f}".partition(".")
        text = self._grouped(whole, self.patterns.number_groups)
        if part := part.rstrip("0"):
            text += self.patterns.decimal + part
        return _within(self.patterns.number, text, negative=exact.is_signed())

    def quantity(self, value: Number | None, unit: str | None) -> str:
        """Write a number with its unit, which may be the API's name for it: `142.5 m³`."""
        if value is None:
            return UNKNOWN
        return f"{self.number(value)} {symbol_of(unit or '')}".rstrip()

    # Times

    def day(self, value: date | None) -> str:
        """Write a day, such as `5 Mar 2026`; of a moment, the day that it is in the zone."""
        return UNKNOWN if value is None else self._written(self.patterns.day, value)

    def moment(self, value: datetime | None) -> str:
        """Write a day and a time as clocks in the zone show it, such as `5 Mar 2026, 13:04`."""
        return UNKNOWN if value is None else self._written(self.patterns.moment, value)

    def time(self, value: datetime | None) -> str:
        """Write a time of day as clocks in the zone show it, such as `13:04`."""
        return UNKNOWN if value is None else self._written(self.patterns.time, value)

    def day_of_year(self, value: date | None) -> str:
        """Write a day of a year that is understood, such as `5 Mar`."""
        return UNKNOWN if value is None else self._written(self.patterns.day_of_year, value)

    def month(self, value: date | None) -> str:
        """Write a month, such as `Mar 2026`."""
        return UNKNOWN if value is None else self._written(self.patterns.month, value)

    def local(self, value: date) -> date:
        """Return a moment as clocks in the zone show it; a day or a naive moment as it is."""
        if not isinstance(value, datetime) or value.tzinfo is None:
            return value
        try:
            return value.astimezone(self.zone)
        except (OverflowError, ValueError, OSError):
            # At either end of the calendar there is no day left to move to.
            return value

    # How

    def _grouped(self, digits: str, sizes: tuple[int, int]) -> str:
        size, groups = sizes[0], ""
        while len(digits) > size:
            groups = self.patterns.group + digits[-size:] + groups
            digits, size = digits[:-size], sizes[1]
        return digits + groups

    def _written(self, template: str, value: date) -> str:
        return self.patterns.write(template, self.local(value))


def _within(around: tuple[Around, Around], text: str, *, negative: bool) -> str:
    before, after = around[negative]
    return f"{before}{text}{after}"
