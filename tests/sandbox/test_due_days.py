"""The days of schedules: tenant and app count them each in its own way, and agree."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kraken_tui.domain.payments_schedules import parse_schedules
from kraken_tui.sandbox.due_days import due_days

YEAR = timedelta(days=366)


def told(
    begins: date, ends: date | None, today: date, *, day: int, every: int, frequency: str
) -> tuple[list[date], list[date]]:
    """Give the days of a year from today on, as the tenant and as the app count them."""
    row = {
        "trigger": "REGULAR",
        "is_payment_holiday": 0,
        "valid_from": begins.isoformat(),
        "valid_to": ends and ends.isoformat(),
        "payment_frequency": frequency,
        "payment_frequency_multiplier": every,
        "payment_day": day,
    }
    node = {
        "trigger": "REGULAR",
        "validFrom": row["valid_from"],
        "validTo": row["valid_to"],
        "paymentFrequency": frequency,
        "paymentFrequencyMultiplier": every,
        "paymentDay": day,
    }
    (schedule,) = parse_schedules({"paymentSchedules": {"edges": [{"node": node}]}})
    tenants = list(due_days(row, since=today, until=today + YEAR))
    apps = [each for each in schedule.due_days(today, most=400) if each <= today + YEAR]
    return tenants, apps


DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@settings(max_examples=60)
@given(
    begins=DAYS,
    lasts=st.none() | st.integers(0, 3000),
    wait=st.integers(-400, 3000),
    day=st.integers(1, 31),
    every=st.integers(1, 6),
)
def test_monthly_schedules(
    begins: date, lasts: int | None, wait: int, day: int, every: int
) -> None:
    ends = None if lasts is None else begins + timedelta(days=lasts)
    today = begins + timedelta(days=wait)
    tenants, apps = told(begins, ends, today, day=day, every=every, frequency="Monthly")
    assert tenants == apps


@settings(max_examples=60)
@given(begins=DAYS, wait=st.integers(-400, 3000), day=st.integers(1, 7), every=st.integers(1, 6))
def test_weekly_schedules(begins: date, wait: int, day: int, every: int) -> None:
    today = begins + timedelta(days=wait)
    tenants, apps = told(begins, None, today, day=day, every=every, frequency="Weekly")
    assert tenants == apps
