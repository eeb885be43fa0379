"""The summary of what an account has of points, referrals, rewards and vouchers."""

from collections.abc import Iterator

from kraken_tui.domain.loyalty import Eligibility, Loyalty, Reward, Scheme
from kraken_tui.domain.loyalty_members import Card, Collected, MemberPoints
from kraken_tui.formats import UNKNOWN, Formats
from kraken_tui.screens import loyalty_subjects as subjects
from kraken_tui.screens.loyalty_words import (
    NO_PROGRAMME,
    NO_REFERRALS,
    NO_REWARDS,
    NO_VOUCHERS,
    change,
    constant,
    points,
    tone,
)
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section, Subject


def sections(collected: Collected, formats: Formats) -> tuple[Section, ...]:
    """Lay out the summary, in the order in which people look."""
    loyalty = collected.loyalty
    return (
        _points(collected, formats),
        *(_person(collected, person, formats) for person in collected.people),
        _vouchers(loyalty, formats),
        _rewards(loyalty, formats),
        _referrals(loyalty, formats),
        *(_scheme(loyalty, scheme, formats) for scheme in loyalty.schemes),
    )


def _nothing(title: str, sentence: str) -> Section:
    return Section(title, (Fact("", sentence, "quiet"),))


# -- points --------------------------------------------------------------------------------------


def _points(collected: Collected, formats: Formats) -> Section:
    loyalty = collected.loyalty
    if not loyalty.has_programme:
        return _nothing("Loyalty points", NO_PROGRAMME)
    subject = subjects.of_account(collected)
    has_some = loyalty.points is not None and bool(loyalty.points.count)
    look = "good" if has_some else "quiet"
    listed = subjects.of_account(collected, screen="loyalty/points")
    facts = [
        Fact("Balance", points(loyalty.points, formats), look, listed),
        Fact("Joining", *_joining(loyalty.eligibility), subject),
    ]
    if loyalty.journeys:
        facts.append(Fact("Reward journeys", ", ".join(map(words, loyalty.journeys)), "", subject))
    return Section("Loyalty points", tuple(facts))


def _joining(eligibility: Eligibility | None) -> tuple[str, str]:
    """Say whether the account may join, why not, and how that looks."""
    if eligibility is None or eligibility.may_join is None:
        return UNKNOWN, "quiet"
    if eligibility.may_join:
        return "eligible; a offers to enrol it", "good"
    reason = words(eligibility.reason)
    return ("not eligible" + (f": {reason[:1].lower()}{reason[1:]}" if reason else "")), ""


def _person(collected: Collected, person: MemberPoints, formats: Formats) -> Section:
    subject = subjects.of_member(collected, person)
    listed = subjects.of_member(collected, person, screen="loyalty/points")
    facts: list[Fact] = []
    has_own_balance = len(collected.people) > 1
    if has_own_balance:
        look = "" if person.points and person.points.count else "quiet"
        facts.append(Fact("Balance", points(person.points, formats), look, listed))
    if person.entries or not has_own_balance:
        facts += _last(person, listed, formats)
    facts += [_card(collected.loyalty.account, card) for card in person.cards or ()]
    if person.cards == ():
        facts.append(Fact("Card", "none", "quiet", subject))
    return Section(f"Points of {person.member.name}", tuple(facts))


def _last(person: MemberPoints, subject: Subject, formats: Formats) -> Iterator[Fact]:
    if person.entries is None:
        return
    if not person.entries:
        yield Fact("Last change", "none yet", "quiet", subject)
        return
    last = person.entries[0]
    on = f" on {formats.day(last.posted)}" if last.posted else ""
    told = f"{change(last.change, formats)}{on}"
    yield Fact("Last change", ", ".join(filter(None, (told, words(last.reason)))), "", subject)


def _card(account: str, card: Card) -> Fact:
    told = ", ".join(filter(None, (words(card.scheme), words(card.status).lower())))
    value = "  ".join(filter(None, (card.number, told))) or UNKNOWN
    return Fact("Card", value, tone(card.status), subjects.of_card(account, card))


# -- vouchers and rewards ------------------------------------------------------------------------


def _vouchers(loyalty: Loyalty, formats: Formats) -> Section:
    if not loyalty.has_vouchers:
        return _nothing("Vouchers", NO_VOUCHERS)
    subject = subjects.of_vouchers(loyalty, screen="loyalty/vouchers")
    today = None if loyalty.vouchers is None else loyalty.vouchers.today
    later = None if loyalty.vouchers is None else loyalty.vouchers.later
    return Section(
        "Vouchers",
        (
            Fact("To be used today", formats.money(today), "good" if today else "quiet", subject),
            Fact("To be used later", formats.money(later), "" if later else "quiet", subject),
        ),
    )


def _rewards(loyalty: Loyalty, formats: Formats) -> Section:
    if not loyalty.has_rewards:
        return _nothing("Rewards", NO_REWARDS)
    identifiers = {"accountNumber": loyalty.account}
    title = f"rewards of {loyalty.account}"
    subject = Subject("rewards", title, identifiers, screen="loyalty/rewards")
    if not loyalty.rewards:
        told = UNKNOWN if loyalty.rewards is None else "none"
        return Section("Rewards", (Fact("Rewards", told, "quiet", subject),))
    statuses = dict.fromkeys(reward.status for reward in loyalty.rewards)
    return Section(
        "Rewards",
        tuple(_of_status(status, loyalty.rewards, subject, formats) for status in statuses),
    )


def _of_status(
    status: str, rewards: tuple[Reward, ...], subject: Subject, formats: Formats
) -> Fact:
    """Sum up the rewards of one status."""
    found = [reward for reward in rewards if reward.status == status]
    total = sum(reward.amount or 0 for reward in found)
    value = f"{formats.money(total)}  ({formats.number(len(found))})"
    return Fact(constant(status), value, tone(status), subject)


# -- referrals -----------------------------------------------------------------------------------


def _referrals(loyalty: Loyalty, formats: Formats) -> Section:
    if not loyalty.has_referrals:
        return _nothing("Referrals", NO_REFERRALS)
    subject = subjects.of_referrals(loyalty, screen="loyalty/referrals")
    count = loyalty.referrals_created if loyalty.referrals is None else loyalty.referrals
    return Section(
        "Referrals",
        (
            Fact("People referred", formats.number(count), "", subject),
            Fact("Paid for them", formats.money(loyalty.referrals_paid), "", subject),
        ),
    )


def _scheme(loyalty: Loyalty, scheme: Scheme, formats: Formats) -> Section:
    subject = subjects.of_scheme(loyalty, scheme)
    facts = {
        "Link to share": scheme.shown_link,
        "Code": scheme.code,
        "Who refers gets": _worth(scheme.referrer_reward, formats),
        "Who joins gets": _worth(scheme.referred_reward, formats),
        "Together": _worth(scheme.combined_reward, formats),
        "Points on top": "" if scheme.bonus is None else formats.number(scheme.bonus),
        "Most referrals": "" if scheme.most is None else formats.number(scheme.most),
        "Referred by": scheme.referrer,
        "Kind": words(scheme.kind),
    }
    known = (
        Fact(label, value, "", subject, private=label == "Referred by")
        for label, value in facts.items()
        if value
    )
    title = f"Referral scheme for {scheme.audience.lower()}"
    return Section(title, (*known, Fact("Open", *_open(scheme), subject)))


def _worth(minor: int | None, formats: Formats) -> str:
    return "" if minor is None else formats.money(minor)


def _open(scheme: Scheme) -> tuple[str, str]:
    if scheme.is_full:
        return "no, used as often as it may be", "warn"
    if scheme.open is None:
        return UNKNOWN, "quiet"
    return ("yes", "") if scheme.open else ("no", "warn")
