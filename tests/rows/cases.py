"""All cases, by mutation."""

from . import (
    accounts,
    agreements,
    devices,
    energy_accounts,
    goods,
    identity,
    meters,
    moves,
    payment_instructions,
    payment_schedules,
    payments,
    points_and_rewards,
    properties,
    provider_forms,
    sales,
    sharing_credit,
    signing_in,
    users,
)
from .trial import Cases

CASES: Cases = {
    **accounts.CASES,
    **agreements.CASES,
    **devices.CASES,
    **energy_accounts.CASES,
    **goods.CASES,
    **identity.CASES,
    **meters.CASES,
    **moves.CASES,
    **payment_instructions.CASES,
    **payment_schedules.CASES,
    **payments.CASES,
    **points_and_rewards.CASES,
    **properties.CASES,
    **provider_forms.CASES,
    **sales.CASES,
    **sharing_credit.CASES,
    **signing_in.CASES,
    **users.CASES,
}
