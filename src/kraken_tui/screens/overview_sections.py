"""An account as sections of facts, in the order in which people look."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from kraken_tui.domain.accounts import Account, LedgerBrief, Switch
from kraken_tui.domain.billing_details import Billing
from kraken_tui.screens.overview_lists import lists
from kraken_tui.screens.overview_people import consents_in_brief, people
from kraken_tui.screens.overview_places import agreements, properties
from kraken_tui.screens.overview_texts import nothing
from kraken_tui.screens.words import UNKNOWN, every, words
from kraken_tui.widgets.facts import Fact, Section, Subject, about

if TYPE_CHECKING:
    from kraken_tui.formats import Formats


def sections(account: Account, formats: "Formats") -> tuple[Section, ...]:
    """Lay out everything that the overview knows of an account."""
    return (
        _account(account, formats),
        _ledgers(account, formats),
        *people(account, formats),
        *properties(account, formats),
        agreements(account, formats),
        _billing(account, formats),
        lists(account),
    )


def _account(account: Account, formats: "Formats") -> Section:
    told = {"brand": account.brand, **_told_in_billing(account.billing)}
    identifiers = {"accountNumber": account.number, **told}
    subject = Subject("account", f"account {account.number}", identifiers)
    facts = (
        Fact("Account", f"{account.number}  {account.holder}".strip(), subject=subject),
        Fact("Status", _status(account, formats), "" if account.status == "ACTIVE" else "warn"),
        Fact("Balance", _standing(account.balance, formats), _balance_tone(account.balance)),
        Fact("Overdue", formats.money(account.overdue), "bad" if account.overdue else "quiet"),
        *_credits(account, formats),
        *_owners(account),
    )
    return Section("Account", about(subject, facts))


def _told_in_billing(billing: Billing) -> dict[str, object]:
    """Give what of the billing details may be changed on the account as a whole."""
    names = ("billingEmail", "commsDeliveryPreference", "documentAccessibilityPreference")
    return {name: billing.identifiers[name] for name in names}


def _status(account: Account, formats: "Formats") -> str:
    since = f"since {formats.day(account.created)}" if account.created else ""
    told = (words(account.status), words(account.kind).lower(), since, words(account.brand))
    return ", ".join(filter(None, told)) or UNKNOWN


def _credits(account: Account, formats: "Formats") -> Iterator[Fact]:
    if account.can_request_refund:
        yield Fact("Refund", "can be asked for", "good")
    if account.solar_credit is not None and "solar wallet" in account.flags:
        yield Fact("Solar wallet", formats.money(account.solar_credit))
    if account.gift_credit:
        yield Fact("Gift credit", formats.money(_minor(account.gift_credit)))
    if account.switch is not None:
        yield Fact("Metered charge", _measured(account.switch, formats), "good")


def _measured(switch: Switch, formats: "Formats") -> str:
    """Say what somebody would pay who went over from a flat charge to a metered one."""
    if not switch.payment:
        return "can be switched to"
    about = "about " if switch.is_variable else ""
    return f"can be switched to, {about}{formats.money(switch.payment)} a payment"


def _minor(amount: Decimal) -> int:
    """Count in cents what the field, whose name says euros, gives in these."""
    return int(amount * 100) if amount.is_finite() else 0


def _owners(account: Account) -> Iterator[Fact]:
    if account.business is not None:
        business = account.business
        named = ", ".join(
            filter(None, (business.name, business.number, words(business.kind).lower()))
        )
        identifiers = {"accountNumber": account.number, "businessId": business.id}
        subject = Subject("business", business.name, identifiers)
        yield Fact("Business", named or UNKNOWN, subject=subject, private=True)
    if account.portfolio is not None:
        portfolio = account.portfolio
        identifiers = {"accountNumber": account.number, "portfolioNumber": portfolio.number}
        subject = Subject("portfolio", f"portfolio {portfolio.number}", identifiers)
        named = "  ".join(filter(None, (portfolio.number, portfolio.name)))
        yield Fact("Portfolio", named or UNKNOWN, subject=subject)


def _ledgers(account: Account, formats: "Formats") -> Section:
    return Section(
        "Ledgers",
        tuple(_ledger(account.number, ledger, formats) for ledger in account.ledgers)
        or nothing(account, "ledgers", "No ledgers."),
    )


def _ledger(number: str, ledger: LedgerBrief, formats: "Formats") -> Fact:
    identifiers = {"accountNumber": number, "ledgerNumber": ledger.number}
    return Fact(
        ledger.number,
        f"{_standing(ledger.balance, formats)}  {words(ledger.name)}",
        _balance_tone(ledger.balance),
        Subject("ledger", f"ledger {ledger.number}", identifiers, screen="ledgers"),
    )


def _billing(account: Account, formats: "Formats") -> Section:
    billing = account.billing
    identifiers = {"accountNumber": account.number, **billing.identifiers}
    subject = Subject("account", f"billing of {account.number}", identifiers)
    named = " / ".join(filter(None, (billing.name, billing.sub_name)))
    facts = (
        Fact("Name", named or UNKNOWN, private=True),
        Fact("E-mail", billing.email or UNKNOWN, private=True),
        Fact("Address", ", ".join(billing.address) or UNKNOWN, private=True),
        Fact("Bills by", words(billing.delivery) or UNKNOWN),
        *_details(account, formats),
    )
    return Section("Billing", about(subject, facts))


def _details(account: Account, formats: "Formats") -> Iterator[Fact]:
    billing = account.billing
    known = {
        "Accessibility": words(billing.accessibility),
        "Language": billing.language,
        "Country": billing.country,
        "Delivery point": billing.delivery_point,
        "Holder": "" if billing.holder_name == billing.name else billing.holder_name,
        "Tax number": billing.tax_number,
        "Billed": _rhythm(billing),
        "This period": _period(billing, formats),
        "Next bill": formats.day(billing.next_bill) if billing.next_bill else "",
        "Consents": consents_in_brief(account.consents),
        "URN": account.urn,
    }
    for label, value in known.items():
        if value:
            yield Fact(label, value, private=label in ("Holder", "Tax number"))


def _rhythm(billing: Billing) -> str:
    """Say how often bills are made, such as ``every 2 months, from day 1``."""
    told = every(billing.period, billing.every)
    return f"{told}, from day {billing.starts_on}" if told and billing.starts_on else told


def _period(billing: Billing, formats: "Formats") -> str:
    days = (billing.period_from, billing.period_to)
    return " to ".join(formats.day(each) for each in days if each)


def _standing(balance: int | None, formats: "Formats") -> str:
    """Say an amount and on which side it stands, so that a sign cannot be misread."""
    if balance is None:
        return UNKNOWN
    if balance == 0:
        return f"{formats.money(0)} settled"
    side = "in credit" if balance > 0 else "in debt"
    return f"{formats.money(abs(balance))} {side}"


def _balance_tone(balance: int | None) -> str:
    return "" if not balance else "good" if balance > 0 else "bad"
