"""Supply agreements: which product supplies which supply point, and since when."""

from datetime import datetime
from typing import NamedTuple

from kraken_tui.domain import read


class Agreement(NamedTuple):
    """An agreement; ``term`` counts months, ``supply_point`` is what the market calls it."""

    id: str
    product: str
    code: str
    term: int | None
    market: str
    supply_point: str
    supply_point_id: str
    is_active: bool | None
    is_revoked: bool
    agreed: datetime | None
    agreed_from: datetime | None
    agreed_to: datetime | None
    valid_from: datetime | None
    valid_to: datetime | None
    terminated: datetime | None
    rescindable_until: datetime | None

    @property
    def identifiers(self) -> dict[str, object]:
        """Name the agreement as the API's arguments do."""
        return {"supplyPointId": self.supply_point_id, "agreementId": self.id}


def parse_agreement(node: read.Node) -> Agreement:
    """Read one agreement."""
    product, point = read.child(node, "product"), read.child(node, "supplyPoint")
    code = read.text(product, "code")
    return Agreement(
        id=read.text(node, "id"),
        product=read.text(product, "displayName") or read.text(product, "fullName") or code,
        code=code,
        term=read.integer(product, "term"),
        market=read.text(point, "marketName"),
        supply_point=read.text(point, "externalIdentifier"),
        supply_point_id=read.text(point, "id"),
        is_active=read.flag(node, "isActive"),
        is_revoked=bool(read.flag(node, "isRevoked")),
        agreed=read.moment(node, "agreedAt"),
        agreed_from=read.moment(node, "agreedFrom"),
        agreed_to=read.moment(node, "agreedTo"),
        valid_from=read.moment(node, "validFrom"),
        valid_to=read.moment(node, "validTo"),
        terminated=read.moment(node, "terminatedAt"),
        rescindable_until=read.moment(node, "rescissionDeadlineAt"),
    )
