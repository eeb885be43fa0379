"""People, and the details of their accounts: what the sandbox can change of them."""

from ..registry import Handlers
from . import (
    addresses,
    billing_details,
    campaigns,
    complaints,
    consents,
    double_opt_in,
    feedback,
    form_submissions,
    metadata,
    mfa_devices,
    password_resets,
    passwords,
    placeholder_emails,
    pre_signed_tokens,
    preferences,
    references,
    users,
)

__all__ = ["HANDLERS"]

HANDLERS: Handlers = {
    **addresses.HANDLERS,
    **billing_details.HANDLERS,
    **campaigns.HANDLERS,
    **complaints.HANDLERS,
    **consents.HANDLERS,
    **double_opt_in.HANDLERS,
    **feedback.HANDLERS,
    **form_submissions.HANDLERS,
    **metadata.HANDLERS,
    **mfa_devices.HANDLERS,
    **password_resets.HANDLERS,
    **passwords.HANDLERS,
    **placeholder_emails.HANDLERS,
    **pre_signed_tokens.HANDLERS,
    **preferences.HANDLERS,
    **references.HANDLERS,
    **users.HANDLERS,
}
