"""Supply, moves and products: meters, properties, agreements, and who somebody is."""

from ..registry import Handlers
from . import (
    customer_verification,
    energy_accounts,
    enrolments,
    identity,
    leads,
    line,
    measured_tariff,
    meters,
    moving_in,
    moving_out,
    offers,
    product_switches,
    properties,
    push_notifications,
    screen_events,
    service_orders,
    special_circumstances,
)

HANDLERS: Handlers = {
    **customer_verification.HANDLERS,
    **energy_accounts.HANDLERS,
    **enrolments.HANDLERS,
    **identity.HANDLERS,
    **leads.HANDLERS,
    **line.HANDLERS,
    **measured_tariff.HANDLERS,
    **meters.HANDLERS,
    **moving_in.HANDLERS,
    **moving_out.HANDLERS,
    **offers.HANDLERS,
    **product_switches.HANDLERS,
    **properties.HANDLERS,
    **push_notifications.HANDLERS,
    **screen_events.HANDLERS,
    **service_orders.HANDLERS,
    **special_circumstances.HANDLERS,
}
