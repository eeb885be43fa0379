"""The lists that hang on an account, and how many records each of them holds."""

from collections.abc import Mapping

from kraken_tui.domain import read

FIELDS = {
    "notes": "notes",
    "reminders": "reminders",
    "complaints": "complaints",
    "messages": "events",
    "files": "paginatedFileAttachments",
    "hardship": "activeHardshipAgreements",
    "assistance": "assistanceAgreements",
    "debt_collection": "debtCollectionProceedings",
    "contributions": "contributionAgreements",
    "campaigns": "campaigns",
    "applications": "applications",
    "references": "references",
    "metadata": "metadata",
    "assets": "customerAssets",
    "agreements": "marketSupplyAgreements",
}
"""The account's field that holds each list, by the name of the document that reads it."""

ELSEWHERE = {"referrals": "referrals", "rewards": "rewards"}
"""The fields of lists that are counted here and read by another domain."""

COUNTED = {**FIELDS, **ELSEWHERE}

Counts = Mapping[str, int | None]
"""How many records each list holds that the tenant has; ``None`` where it does not say."""


def parse_counts(account: read.Node) -> Counts:
    """Count what the overview has of each list."""
    return {
        name: _count(account, field)
        for name, field in COUNTED.items()
        if field in account and name != "agreements"
    }


def _count(account: read.Node, field: str) -> int | None:
    value = account[field]
    if isinstance(value, list):
        return len(value)
    return read.integer(read.child(account, field), "totalCount")
