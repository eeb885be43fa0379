"""The energy tenant: a Spanish company, billed in euros."""

from random import Random

from kraken_tui.sandbox.generate import energy_words as words
from kraken_tui.sandbox.generate.catalogue import add_common, add_products
from kraken_tui.sandbox.generate.energy_cycles import CYCLES
from kraken_tui.sandbox.generate.energy_personas import FIRST, KINDS, ORDINARY
from kraken_tui.sandbox.generate.energy_supply import supply_energy
from kraken_tui.sandbox.generate.identifiers import cif, nif, spanish_iban
from kraken_tui.sandbox.generate.market import LedgerKind, Market, Words, World

_BRAND = "LUZ_CLARA"

_ELECTRICITY = (
    ("LUZ-CLARA-24H", "Luz Clara 24 horas", True, 14.9, 38.0),
    ("LUZ-CLARA-EMPRESA", "Luz Clara Empresa", True, 13.2, 210.0),
)
_GAS = (("GAS-CLARO-RL2", "Gas Claro", True, 6.8, 29.0),)
_SOLAR = (("LUZ-CLARA-SOLAR", "Luz Clara Solar", True, 15.4, 38.0),)


def _bank_details(rng: Random) -> dict[str, str]:
    bank, branch = rng.choice(words.BANKS)
    iban = spanish_iban(bank, branch, rng.randrange(10**10))
    return {
        "bank_code": bank,
        "account_type": "CHECKING",
        "iban": iban,
        "masked_iban": f"{iban[:4]}{'*' * 16}{iban[-4:]}",
        "masked_account_identifier": f"{'*' * 20}{iban[-4:]}",
        "last_four_digits_of_account_number": iban[-4:],
    }


def _personal_numbers(rng: Random, family_name: str) -> dict[str, str]:
    second = rng.choice(words.FAMILY_NAMES)
    return {
        "family_name": f"{family_name} {second}",
        "first_family_name": family_name,
        "second_family_name": second,
        "nif": nif(rng.randrange(10**7, 10**8)),
    }


def _add_catalogue(world: World) -> None:
    add_common(world)
    for market_name, products in (
        ("ESP_ELECTRICITY", _ELECTRICITY),
        ("ESP_GAS", _GAS),
        ("ESP_ELECTRICITY", _SOLAR),
    ):
        add_products(world, market_name=market_name, products=products)


ENERGY = Market(
    tenant="energy",
    currency="EUR",
    country="ES",
    language="es",
    brand=_BRAND,
    first_account="A-5E6F7A8B",
    api_key="sk_demo_energy",
    words=Words(
        given_names=words.GIVEN_NAMES,
        family_names=words.FAMILY_NAMES,
        titles=words.TITLES,
        companies=words.COMPANIES,
        sectors=words.SECTORS,
        streets=words.STREETS,
        house_names=words.HOUSE_NAMES,
        towns=words.TOWNS,
        districts=words.DISTRICTS,
    ),
    first=FIRST,
    kinds=KINDS,
    ordinary=ORDINARY,
    cycles=CYCLES,
    ledger_kinds={
        "main": LedgerKind(
            ledger_type="SPAIN_ELECTRICITY_LEDGER",
            name="Electricidad",
            unit="kWh",
            unit_rate=14.9,
        ),
        "gas": LedgerKind(
            ledger_type="SPAIN_GAS_LEDGER",
            name="Gas",
            cycle="gas",
            tenths=6,
            unit="kWh",
            unit_rate=6.8,
        ),
        "solar": LedgerKind(
            ledger_type="SOLAR_WALLET_LEDGER",
            name="Batería virtual",
            cycle="solar",
            tenths=2,
            opening_months=2,
            years=1.8,
            accepts_payments=False,
            affects_account_balance=False,
            supports_statements=False,
            unit="kWh",
            unit_rate=7.0,
        ),
        "debt": LedgerKind(
            ledger_type="SPAIN_DEBT_LEDGER",
            name="Plan de pagos",
            cycle="debt",
            tenths=5,
            opening_months=-24,
            years=0.8,
            is_debt=True,
            supports_statements=False,
            unit="kWh",
            unit_rate=1.0,
        ),
    },
    domestic_tax=21,
    business_tax=21,
    opening_title="Saldo del sistema anterior",
    payment_titles={
        "direct-debit": ("DD_REGULAR_COLLECTION", "Recibo domiciliado"),
        "card": ("DEBIT_CARD", "Pago con tarjeta"),
        "transfer": ("EFT", "Transferencia bancaria"),
    },
    format_street=lambda street, number: f"{street}, {number}",
    format_postcode=lambda area, _rng: area,
    mobile=lambda index: f"+34600000{index % 1000:03d}",
    landline=lambda index: f"+34910000{index % 1000:03d}",
    company_number=lambda rng: cif(rng.randrange(10**6, 10**7)),
    personal_numbers=_personal_numbers,
    bank_details=_bank_details,
    supply=supply_energy,
    catalogue=_add_catalogue,
)
