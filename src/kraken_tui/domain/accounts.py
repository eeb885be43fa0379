"""An account as its overview shows it."""

from dataclasses import dataclass
from datetime import datetime

from kraken_tui.domain import read


@dataclass(frozen=True, slots=True)
class Billing:
    """Where bills go and in whose name."""

    name: str
    sub_name: str
    email: str
    address: tuple[str, ...]
    delivery: str


@dataclass(frozen=True, slots=True)
class User:
    """A person with access to the account."""

    id: str
    name: str
    email: str
    mobile: str
    landline: str
    pronouns: str


@dataclass(frozen=True, slots=True)
class Meter:
    """What measures a supply: a meter, or the supply point where the tenant names none."""

    id: str
    kind: str
    identifier: str
    model: str
    status: str
    last_reading: str


@dataclass(frozen=True, slots=True)
class Property:
    """A supplied address and what measures it."""

    id: str
    label: str
    address: str
    meters: tuple[Meter, ...]


@dataclass(frozen=True, slots=True)
class LedgerBrief:
    """A ledger in one line; ``balance`` in minor units."""

    number: str
    name: str
    balance: int | None


@dataclass(frozen=True, slots=True)
class Account:
    """An account; balances in minor units, positive meaning that the customer is in credit."""

    number: str
    status: str
    kind: str
    brand: str
    urn: str
    created: datetime | None
    balance: int | None
    overdue: int | None
    flags: tuple[str, ...]
    business: str
    billing: Billing
    users: tuple[User, ...]
    ledgers: tuple[LedgerBrief, ...]
    properties: tuple[Property, ...]

    @property
    def holder(self) -> str:
        """Say who the account belongs to."""
        return self.billing.name or self.business or next((u.name for u in self.users), "")


FLAGS = {
    "isInHardship": "hardship",
    "hasActiveDebtCollectionProceeding": "debt collection",
    "hasActiveDunningProcess": "dunning",
    "hasActiveSocialAgreement": "social tariff",
    "hasActiveWatersureAgreement": "WaterSure",
    "isOnSteppedTariff": "stepped tariff",
    "hasSolarWallet": "solar wallet",
}
"""Fields that are worth a badge when true, most pressing first."""


def parse(data: read.Node) -> Account | None:
    """Read the answer to the ``overview`` document; ``None`` where it holds no account."""
    account = read.child(data, "account")
    if account is None:
        return None
    return Account(
        number=read.text(account, "number"),
        status=read.text(account, "status"),
        kind=read.text(account, "accountType"),
        brand=read.text(account, "brand"),
        urn=read.text(account, "urn"),
        created=read.moment(account, "createdAt"),
        balance=read.integer(account, "balance"),
        overdue=read.integer(account, "overdueBalance"),
        flags=_flags(account),
        business=read.text(read.child(account, "business"), "name"),
        billing=_billing(account),
        users=tuple(map(_user, read.children(account, "users"))),
        ledgers=tuple(map(_ledger, read.children(account, "ledgers"))),
        properties=tuple(map(_property, read.children(account, "properties"))),
    )


def _flags(account: read.Node) -> tuple[str, ...]:
    raised = [word for field, word in FLAGS.items() if read.flag(account, field)]
    measured = read.flag(account, "isMeasured")
    if measured is not None:
        raised.append("measured" if measured else "unmeasured")
    return tuple(raised)


def _billing(account: read.Node) -> Billing:
    fields = [f"billingAddressLine{line}" for line in range(1, 6)] + ["billingAddressPostcode"]
    return Billing(
        name=read.text(account, "billingName"),
        sub_name=read.text(account, "billingSubName"),
        email=read.text(account, "billingEmail"),
        address=tuple(line for field in fields if (line := read.text(account, field))),
        delivery=read.text(account, "commsDeliveryPreference"),
    )


def _user(user: read.Node) -> User:
    given = read.text(user, "preferredName") or read.text(user, "givenName")
    parts = (read.text(user, "title"), given, read.text(user, "familyName"))
    return User(
        id=read.text(user, "id"),
        name=" ".join(filter(None, parts)),
        email=read.text(user, "email"),
        mobile=read.text(user, "mobile"),
        landline=read.text(user, "landline"),
        pronouns=read.text(user, "pronouns"),
    )


def _ledger(ledger: read.Node) -> LedgerBrief:
    return LedgerBrief(
        number=read.text(ledger, "number"),
        name=read.text(ledger, "name") or read.text(ledger, "ledgerType"),
        balance=read.integer(ledger, "balance"),
    )


def _property(node: read.Node) -> Property:
    meters = [_water_meter(meter) for meter in read.children(node, "activeWaterMeters")]
    for field, kind in (("electricitySupplyPoints", "Electricity"), ("gasSupplyPoints", "Gas")):
        meters += [_supply_point(kind, point) for point in read.children(node, field)]
    return Property(
        id=read.text(node, "id"),
        label=read.text(node, "label"),
        address=read.text(node, "address") or read.text(node, "postcode"),
        meters=tuple(meters),
    )


def _water_meter(meter: read.Node) -> Meter:
    make, model = read.text(meter, "make"), read.text(meter, "model")
    return Meter(
        id=read.text(meter, "id"),
        kind="Smart water meter" if read.flag(meter, "isSmart") else "Water meter",
        identifier=read.text(meter, "serialNumber"),
        model=" ".join(filter(None, (make, model))),
        status=read.text(meter, "status"),
        last_reading=_last_reading(read.child(meter, "readings")),
    )


def _last_reading(readings: read.Node | None) -> str:
    reading = next(read.nodes(readings), None)
    value = read.text(reading, "valueCubicMetres")
    if not value:
        return ""
    held = " (held)" if read.flag(reading, "isHeld") else ""
    day = read.day(reading, "readingDate")
    on = f" on {day:%d %b %Y}" if day else ""
    return f"{value} m\N{SUPERSCRIPT THREE}{on}{held}"


def _supply_point(kind: str, point: read.Node) -> Meter:
    return Meter(
        id=read.text(point, "id"),
        kind=kind,
        identifier=read.text(point, "cups"),
        model="",
        status=read.text(point, "status"),
        last_reading="",
    )
