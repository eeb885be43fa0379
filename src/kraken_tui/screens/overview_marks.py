"""How references, metadata, campaigns and belongings are listed and shown whole."""

from typing import TYPE_CHECKING

from kraken_tui.domain.account_marks import Asset, Campaign, Metadatum, Reference
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.overview_texts import known, over, paragraphs, place
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.record_columns import Column

if TYPE_CHECKING:
    from kraken_tui.session import Session


def references(session: "Session", account: str) -> Listing[Reference]:
    """List what other systems call the account."""
    formats = session.formats

    def sections(reference: Reference) -> tuple[Section, ...]:
        told = {
            "Namespace": reference.namespace,
            "Value": reference.value,
            "Created": formats.moment(reference.created),
            "Changed": formats.moment(reference.updated),
        }
        return (Section("Reference", tuple(known(told, private=("Value",)))),)

    def subject(reference: Reference) -> Subject:
        identifiers = {
            "accountNumber": account,
            "namespace": reference.namespace,
            "value": reference.value,
        }
        return Subject("reference", f"reference {reference.namespace}", identifiers)

    return Listing(
        name="references",
        noun="references",
        empty="No references.",
        columns=(
            Column(key="namespace", title="Namespace", width=18, flex=1),
            Column(key="value", title="Value", width=18, flex=2, private=True),
            Column(key="updated", title="Changed", width=19),
        ),
        cells=lambda reference: (
            reference.namespace,
            reference.value,
            formats.moment(reference.updated),
        ),
        key=lambda reference: reference,
        title=lambda reference: f"Reference {reference.namespace}",
        sections=sections,
        subject=subject,
        order={"updated": lambda reference: place(reference.updated)},
    )


def metadata(session: "Session", account: str) -> Listing[Metadatum]:
    """List keys with their values, which may have any shape."""

    def subject(entry: Metadatum) -> Subject:
        identifiers = {
            "linkedObjectType": "ACCOUNT",
            "identifier": account,
            "key": entry.key,
            "value": entry.value,
        }
        return Subject(
            "metadata", f"metadata {entry.key}", {"accountNumber": account, **identifiers}
        )

    return Listing(
        name="metadata",
        noun="metadata",
        empty="No metadata.",
        columns=(
            Column(key="key", title="Key", width=18, flex=1),
            Column(key="value", title="Value", width=30, flex=3, private=True),
        ),
        cells=lambda entry: (entry.key, entry.value),
        key=lambda entry: entry,
        title=lambda entry: f"Metadata {entry.key}",
        sections=lambda entry: (
            Section("Metadata", (Fact("Key", entry.key), Fact("Value", entry.value, private=True))),
            Section("Laid out", tuple(paragraphs("", "\n".join(entry.lines)))),
        ),
        subject=subject,
    )


def campaigns(session: "Session", account: str) -> Listing[Campaign]:
    """List campaigns, those that are over quietly."""
    formats, today = session.formats, session.clock().date()

    def sections(campaign: Campaign) -> tuple[Section, ...]:
        told = {
            "Name": campaign.name,
            "Slug": campaign.slug,
            "Since": formats.day(campaign.starts),
            "Until": formats.day(campaign.expires) if campaign.expires else "no end",
            "Campaign ends": formats.day(campaign.ends) if campaign.ends else "",
        }
        return (Section("Campaign", tuple(known(told))),)

    def subject(campaign: Campaign) -> Subject:
        identifiers = {"accountNumber": account, "campaign": campaign.slug}
        return Subject("campaign", f"campaign {campaign.name}", identifiers)

    return Listing(
        name="campaigns",
        noun="campaigns",
        empty="No campaigns.",
        columns=(
            Column(key="name", title="Campaign", width=20, flex=1),
            Column(key="slug", title="Slug", width=16, from_width=100),
            Column(key="starts", title="Since", width=12),
            Column(key="expires", title="Until", width=12),
            Column(key="state", title="", width=6),
        ),
        cells=lambda campaign: (
            campaign.name,
            campaign.slug,
            formats.day(campaign.starts),
            formats.day(campaign.expires) if campaign.expires else "no end",
            "over" if over(campaign.expires, today) else "",
        ),
        key=lambda campaign: campaign,
        title=lambda campaign: f"Campaign {campaign.name}",
        sections=sections,
        subject=subject,
        tag=lambda campaign: "dim" if over(campaign.expires, today) else None,
        order={
            "starts": lambda campaign: campaign.starts,
            "expires": lambda campaign: campaign.expires,
        },
    )


def assets(session: "Session", account: str) -> Listing[Asset]:
    """List what of the customer's the tenant knows of."""
    formats = session.formats

    def sections(asset: Asset) -> tuple[Section, ...]:
        told = {
            "Name": asset.name,
            "Kind": words(asset.kind),
            "Number": asset.physical_id,
            "Since": formats.day(asset.since),
            "Until": formats.day(asset.until) if asset.until else "",
            "Id": asset.id,
        }
        return (Section("Belonging", tuple(known(told, private=("Name", "Number")))),)

    return Listing(
        name="belongings",
        noun="belongings",
        empty="No belongings.",
        columns=(
            Column(key="name", title="What", width=20, flex=1, private=True),
            Column(key="kind", title="Kind", width=14),
            Column(key="number", title="Number", width=14, private=True),
            Column(key="since", title="Since", width=12),
        ),
        cells=lambda asset: (
            asset.name,
            words(asset.kind),
            asset.physical_id,
            formats.day(asset.since),
        ),
        key=lambda asset: asset,
        title=lambda asset: asset.name or "Belonging",
        sections=sections,
        subject=lambda asset: Subject("asset", asset.name, {"accountNumber": account}),
        tag=lambda asset: "dim" if asset.until else None,
        order={"since": lambda asset: place(asset.since)},
    )
