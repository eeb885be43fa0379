"""All cases, by mutation."""

from . import (
    accounts,
    agreements,
    devices,
    goods,
    payment_instructions,
    payment_schedules,
    payments,
    points_and_rewards,
    provider_forms,
    sales,
    sharing_credit,
    signing_in,
    users,
    water_supply,
)
from .trial import Cases

CASES: Cases = {
    **accounts.CASES,
    **agreements.CASES,
    **devices.CASES,
    **goods.CASES,
    **payment_instructions.CASES,
    **payment_schedules.CASES,
    **payments.CASES,
    **points_and_rewards.CASES,
    **provider_forms.CASES,
    **sales.CASES,
    **sharing_credit.CASES,
    **signing_in.CASES,
    **users.CASES,
    **water_supply.CASES,
}
