"""The years of a Spanish energy company's ledgers."""

from kraken_tui.sandbox.generate.cycles import Cycle, Posting, bills, payments, year

_USAGE = (820, 780, 690, 560, 500, 590, 790, 800, 590, 520, 630, 760)
_GAS = (1650, 1500, 1200, 800, 450, 350, 300, 300, 350, 700, 1260, 1600)

_GOODWILL = Posting(
    month=2,
    day=20,
    kind="Credit",
    share=200,
    title="Abono por cortesía",
    reason_code="GOODWILL",
    note="Interrupción del suministro del 3 de marzo.",
)
_REFERRAL = Posting(
    month=8,
    day=18,
    kind="Credit",
    share=530,
    title="Recomienda y gana",
    reason_code="REFERRAL",
)
_REFUND = Posting(
    month=10,
    day=21,
    kind="Refund",
    share=330,
    title="Devolución a la cuenta bancaria",
    reason_code="CREDIT_BALANCE_REFUND",
)
_RETURNED = Posting(
    month=4,
    day=6,
    kind="Payment",
    share=1000,
    reason_code="REGULAR_PAYMENT",
    note="Recibo devuelto por el banco (MD06).",
    reversed=True,
    late_failed=True,
)
_RETURNED_BACK = Posting(
    month=4,
    day=10,
    kind="Charge",
    share=1000,
    title="Recibo devuelto",
    reason_code="PAYMENT_REVERSAL",
    reverses=True,
)
_METER_RENT = bills(
    "Alquiler del contador",
    [30] * 12,
    day=4,
    filter_type="ENERGY_CHARGES",
    reason_code="METER_RENTAL",
    measured=False,
)

ELECTRICITY = year(
    payments(day=5),
    bills(
        "Electricidad: energía",
        _USAGE,
        day=4,
        filter_type="ENERGY_CHARGES",
        reason_code="ELECTRICITY_USAGE",
        swing=160,
    ),
    bills(
        "Electricidad: potencia",
        [330] * 11 + [380],
        day=4,
        filter_type="ENERGY_CHARGES",
        reason_code="ELECTRICITY_POWER",
        measured=False,
    ),
    _METER_RENT,
    _GOODWILL,
    _REFERRAL,
    _REFUND,
    _RETURNED,
    _RETURNED_BACK,
)

GAS = year(
    payments(day=8),
    bills(
        "Gas natural", _GAS, day=7, filter_type="ENERGY_CHARGES", reason_code="GAS_USAGE", swing=120
    ),
    bills(
        "Gas: término fijo",
        [150] * 12,
        day=7,
        filter_type="ENERGY_CHARGES",
        reason_code="GAS_FIXED",
        measured=False,
    ),
    Posting(
        month=0,
        day=19,
        kind="Credit",
        share=260,
        title="Bono social térmico",
        reason_code="SOCIAL_DISCOUNT",
    ),
)

BUSINESS = year(
    payments(day=25),
    bills(
        "Electricidad: energía",
        [640] * 12,
        day=3,
        filter_type="ENERGY_CHARGES",
        reason_code="ELECTRICITY_USAGE",
        swing=180,
    ),
    bills(
        "Electricidad: potencia",
        [390] * 12,
        day=3,
        filter_type="ENERGY_CHARGES",
        reason_code="ELECTRICITY_POWER",
        measured=False,
    ),
    Posting(
        month=6,
        day=14,
        kind="Credit",
        share=690,
        title="Regularización de lectura",
        reason_code="REBILL",
    ),
    _REFUND,
)

SOLAR_WALLET = year(
    [
        Posting(
            month=month,
            day=4,
            kind="Credit",
            share=1000,
            swing=300,
            title="Excedentes de la batería virtual",
            reason_code="SOLAR_SURPLUS",
        )
        for month in range(12)
    ],
    [
        Posting(
            month=month,
            day=5,
            kind="Charge",
            share=2930,
            title="Traspaso a la factura",
            reason_code="SOLAR_TRANSFER",
        )
        for month in (2, 5, 8, 11)
    ],
)

DEBT_PLAN = year(payments(day=12, share=1000))

CYCLES: dict[str, Cycle] = {
    "electricity": ELECTRICITY,
    "gas": GAS,
    "business": BUSINESS,
    "solar": SOLAR_WALLET,
    "debt": DEBT_PLAN,
}
