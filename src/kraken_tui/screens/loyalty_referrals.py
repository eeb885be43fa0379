"""Referrals and rewards as lists."""

from kraken_tui.domain.loyalty import Reward
from kraken_tui.domain.loyalty_lists import Referral
from kraken_tui.formats import UNKNOWN, Formats
from kraken_tui.screens import loyalty_subjects as subjects
from kraken_tui.screens.ledger_words import day_width
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.loyalty_words import constant, tag, tone
from kraken_tui.widgets.facts import Fact, Section
from kraken_tui.widgets.record_columns import Column

NO_REFERRAL = "This account has referred nobody."
NO_REWARD = "This account has no rewards."


def referrals(account: str, formats: Formats) -> Listing[Referral]:
    """Describe the customers whom an account referred."""

    def cells(referral: Referral) -> tuple[str, ...]:
        return (
            formats.day(referral.joined),
            referral.name or UNKNOWN,
            referral.code,
            constant(referral.status),
            formats.day(referral.paid) if referral.paid else "",
            formats.money(referral.to_referrer),
            formats.money(referral.to_referred),
        )

    return Listing(
        name="referrals",
        noun="referrals",
        empty=NO_REFERRAL,
        columns=(
            Column(key="joined", title="Joined", width=day_width(formats)),
            Column(key="name", title="Who joined", width=12, flex=1, private=True),
            Column(key="code", title="Code", width=14, flex=1, from_width=90),
            Column(key="status", title="Status", width=9),
            Column(key="paid", title="Paid on", width=day_width(formats), from_width=90),
            Column(key="to_referrer", title="To referrer", width=11, align="right"),
            Column(key="to_referred", title="To who joined", width=13, align="right"),
        ),
        cells=cells,
        key=lambda referral: referral.id,
        title=lambda referral: f"Referral of {referral.name or referral.id}",
        sections=lambda referral: (_referral(referral, formats),),
        subject=lambda referral: subjects.of_referral(account, referral),
        tag=lambda referral: tag(referral.status),
        order={
            "joined": lambda referral: referral.joined,
            "paid": lambda referral: referral.paid,
            "to_referrer": lambda referral: referral.to_referrer,
            "to_referred": lambda referral: referral.to_referred,
        },
    )


def _referral(referral: Referral, formats: Formats) -> Section:
    return Section(
        "Referral",
        (
            Fact("Who joined", referral.name or UNKNOWN, private=True),
            Fact("Joined", formats.moment(referral.joined)),
            Fact("Status", constant(referral.status), tone(referral.status)),
            Fact("Paid on", formats.day(referral.paid)),
            Fact("To the referrer", formats.money(referral.to_referrer)),
            Fact("To who joined", formats.money(referral.to_referred)),
            Fact("Together", formats.money(referral.together)),
            Fact("Code", referral.code or UNKNOWN),
            Fact("Kind", constant(referral.kind)),
            Fact("Referral id", referral.id or UNKNOWN, "quiet"),
        ),
    )


def rewards(account: str, formats: Formats) -> Listing[Reward]:
    """Describe the rewards of an account."""

    def cells(reward: Reward) -> tuple[str, ...]:
        return (
            reward.code or UNKNOWN,
            constant(reward.kind),
            constant(reward.status),
            formats.day(reward.paid) if reward.paid else "",
            formats.money(reward.amount),
        )

    return Listing(
        name="rewards",
        noun="rewards",
        empty=NO_REWARD,
        columns=(
            Column(key="code", title="Code", width=14, flex=1),
            Column(key="kind", title="Kind", width=16, flex=1),
            Column(key="status", title="Status", width=9),
            Column(key="paid", title="Paid on", width=day_width(formats)),
            Column(key="amount", title="Amount", width=12, align="right"),
        ),
        cells=cells,
        key=lambda reward: reward.id,
        title=lambda reward: f"Reward {reward.code or reward.id}",
        sections=lambda reward: (_reward(reward, formats),),
        subject=lambda reward: subjects.of_reward(account, reward),
        tag=lambda reward: tag(reward.status),
        order={"paid": lambda reward: reward.paid, "amount": lambda reward: reward.amount},
    )


def _reward(reward: Reward, formats: Formats) -> Section:
    return Section(
        "Reward",
        (
            Fact("Amount", formats.money(reward.amount)),
            Fact("Status", constant(reward.status), tone(reward.status)),
            Fact("Paid on", formats.day(reward.paid)),
            Fact("Code", reward.code or UNKNOWN),
            Fact("Kind", constant(reward.kind)),
            Fact("Reward id", reward.id or UNKNOWN, "quiet"),
        ),
    )
