"""The years of a water company's ledgers."""

from kraken_tui.sandbox.generate.cycles import Cycle, Posting, bills, payments, year

_FRESH = (430, 430, 440, 460, 500, 540, 560, 560, 500, 460, 430, 430)
_WASTE = (500, *[510] * 11)

_LATE_FEE = Posting(
    month=5,
    day=20,
    kind="Charge",
    share=120,
    title="Late payment charge",
    reason_code="LATE_PAYMENT",
    note="Charged in error.",
    reversed=True,
)
_LATE_FEE_BACK = Posting(
    month=5,
    day=21,
    kind="Credit",
    share=120,
    title="Late payment charge reversed",
    reason_code="CHARGE_REVERSAL",
    reverses=True,
)
_LEAK_ALLOWANCE = Posting(
    month=2,
    day=20,
    kind="Credit",
    share=150,
    title="Leak allowance",
    reason_code="LEAK_ALLOWANCE",
    note="Leak repaired by the customer; evidence on file.",
)
_REFUND = Posting(
    month=10,
    day=20,
    kind="Refund",
    share=300,
    title="Refund to bank account",
    reason_code="CREDIT_BALANCE_REFUND",
)
_FAILED_PAYMENT = Posting(
    month=8,
    day=2,
    kind="Payment",
    share=1000,
    reason_code="REGULAR_PAYMENT",
    note="Returned unpaid by the bank.",
    reversed=True,
    late_failed=True,
)
_FAILED_PAYMENT_BACK = Posting(
    month=8,
    day=9,
    kind="Charge",
    share=1000,
    title="Payment returned unpaid",
    reason_code="PAYMENT_REVERSAL",
    reverses=True,
)

MEASURED = year(
    payments(day=1),
    bills(
        "Fresh water",
        _FRESH,
        day=14,
        filter_type="WATER_CHARGES",
        reason_code="MEASURED_FRESH_WATER",
        swing=150,
    ),
    bills(
        "Used water",
        _WASTE,
        day=14,
        filter_type="WATER_CHARGES",
        reason_code="MEASURED_WASTE_WATER",
        swing=90,
    ),
    _LEAK_ALLOWANCE,
    _LATE_FEE,
    _LATE_FEE_BACK,
    _REFUND,
)

UNMEASURED = year(
    payments(day=3),
    bills(
        "Water, rateable value",
        (2900, 2900),
        day=1,
        filter_type="WATER_CHARGES",
        reason_code="UNMEASURED_FRESH_WATER",
        measured=False,
    ),
    bills(
        "Used water, rateable value",
        (3070, 3080),
        day=1,
        filter_type="WATER_CHARGES",
        reason_code="UNMEASURED_WASTE_WATER",
        measured=False,
    ),
    Posting(
        month=11,
        day=12,
        kind="Credit",
        share=250,
        title="Goodwill credit",
        reason_code="GOODWILL",
        note="Supply interrupted for more than twelve hours.",
    ),
    _REFUND,
    _FAILED_PAYMENT,
    _FAILED_PAYMENT_BACK,
)

BUSINESS = year(
    payments(day=24),
    bills(
        "Fresh water",
        [470] * 12,
        day=5,
        filter_type="WATER_CHARGES",
        reason_code="MEASURED_FRESH_WATER",
        swing=200,
    ),
    bills(
        "Used water",
        [380] * 12,
        day=5,
        filter_type="WATER_CHARGES",
        reason_code="MEASURED_WASTE_WATER",
        swing=120,
    ),
    bills(
        "Surface water drainage",
        [160] * 12,
        day=5,
        filter_type="WATER_CHARGES",
        reason_code="SURFACE_WATER",
        measured=False,
    ),
    Posting(
        month=6,
        day=18,
        kind="Credit",
        share=420,
        title="Return to sewer adjustment",
        reason_code="SEWER_ALLOWANCE",
    ),
    _REFUND,
)

DEBT_PLAN = year(payments(day=12, share=1000))

SERVICES = year(
    Posting(
        month=3,
        day=9,
        kind="Charge",
        share=1000,
        title="Plumbing visit",
        reason_code="SITE_VISIT",
        taxed=True,
    ),
    Posting(month=3, day=23, kind="Payment", share=1000, reason_code="ONE_OFF_PAYMENT"),
)

CYCLES: dict[str, Cycle] = {
    "measured": MEASURED,
    "unmeasured": UNMEASURED,
    "business": BUSINESS,
    "debt": DEBT_PLAN,
    "services": SERVICES,
}
