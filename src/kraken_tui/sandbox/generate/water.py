"""The water tenant: an English company, billed in pounds."""

from random import Random

from kraken_tui.sandbox.generate import water_words as words
from kraken_tui.sandbox.generate.catalogue import add_common, add_products
from kraken_tui.sandbox.generate.identifiers import company_number
from kraken_tui.sandbox.generate.market import LedgerKind, Market, Words, World
from kraken_tui.sandbox.generate.water_cycles import CYCLES
from kraken_tui.sandbox.generate.water_personas import FIRST, KINDS, ORDINARY
from kraken_tui.sandbox.generate.water_supply import supply_water

_BRAND = "MERCIA_WATER"
_INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"

_PRODUCTS = (
    ("FRESH-MEASURED", "Measured fresh water", True, 218.4, 9.0),
    ("WASTE-MEASURED", "Measured used water", True, 127.9, 21.0),
    ("FRESH-RATEABLE", "Unmeasured fresh water", False, 0.0, 58.0),
    ("WASTE-RATEABLE", "Unmeasured used water", False, 0.0, 63.0),
    ("FRESH-STEPPED", "Stepped fresh water", True, 172.0, 9.0),
)


def _postcode(area: str, rng: Random) -> str:
    letters = rng.choice(_INWARD_LETTERS) + rng.choice(_INWARD_LETTERS)
    return f"{area} {rng.randrange(1, 10)}{letters}"


def _bank_details(rng: Random) -> dict[str, str]:
    # Sort codes that begin with 00 belong to no bank.
    sort_code = f"00-{rng.randrange(10, 100)}-{rng.randrange(10, 100)}"
    digits = f"{rng.randrange(10000):04d}"
    return {
        "sort_code": sort_code,
        "bank_code": sort_code.replace("-", ""),
        "account_type": "CHECKING",
        "masked_account_identifier": f"****{digits}",
        "last_four_digits_of_account_number": digits,
    }


def _add_catalogue(world: World) -> None:
    add_common(world)
    add_products(world, market_name="GBR_WATER", products=_PRODUCTS)
    world.batch.add("insets", {"name": "Heyford Park", "reference": "NAV-0147"})


WATER = Market(
    tenant="water",
    currency="GBP",
    country="GB",
    language="en-GB",
    brand=_BRAND,
    first_account="A-1A2B3C4D",
    api_key="sk_demo_water",
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
            ledger_type="GBR_WATER_LEDGER",
            name="Water and used water",
            unit="cubicMetres",
            unit_rate=218.4,
        ),
        "services": LedgerKind(
            ledger_type="GBR_HOME_SERVICES_LEDGER",
            name="Home services",
            cycle="services",
            tenths=20,
            affects_account_balance=False,
            supports_statements=False,
            supports_invoices=True,
            unit="cubicMetres",
            unit_rate=1.0,
        ),
        "store": LedgerKind(
            ledger_type="GBR_CREDIT_STORAGE_LEDGER",
            name="Stored credit",
            unit="cubicMetres",
            unit_rate=1.0,
            accepts_payments=False,
            supports_statements=False,
            filled=False,
        ),
        "debt": LedgerKind(
            ledger_type="GBR_WATER_DEBT_LEDGER",
            name="Payment plan for arrears",
            cycle="debt",
            tenths=5,
            opening_months=-24,
            years=0.8,
            is_debt=True,
            supports_statements=False,
            unit="cubicMetres",
            unit_rate=1.0,
        ),
    },
    domestic_tax=0,
    business_tax=20,
    opening_title="Balance from previous billing system",
    payment_titles={
        "direct-debit": ("DD_REGULAR_COLLECTION", "Direct debit"),
        "card": ("DEBIT_CARD", "Card payment"),
        "cash": ("PAYPOINT_CASH", "Cash at PayPoint"),
        "post": ("CHEQUE", "Cheque"),
        "transfer": ("BACS_DEPOSIT", "Bank transfer"),
    },
    format_street=lambda street, number: f"{number} {street}",
    format_postcode=_postcode,
    # Ranges that the regulator keeps free for fiction.
    mobile=lambda index: f"+447700900{index % 1000:03d}",
    landline=lambda index: f"+441632960{index % 1000:03d}",
    company_number=company_number,
    personal_numbers=lambda _rng, _family: {},
    bank_details=_bank_details,
    supply=supply_water,
    catalogue=_add_catalogue,
)
