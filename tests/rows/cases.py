"""All cases, by mutation."""

from . import (
    goods,
    payment_instructions,
    payment_schedules,
    payments,
    points_and_rewards,
    provider_forms,
    sales,
    sharing_credit,
)
from .trial import Cases

CASES: Cases = {
    **goods.CASES,
    **payment_instructions.CASES,
    **payment_schedules.CASES,
    **payments.CASES,
    **points_and_rewards.CASES,
    **provider_forms.CASES,
    **sales.CASES,
    **sharing_credit.CASES,
}
