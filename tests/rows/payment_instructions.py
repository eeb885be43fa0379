"""Payment instructions: set up, stored, replaced and ended."""

from typing import Any

from .bank_accounts import BRITISH, iban
from .trial import Cases, Trial, became, told, trial, whole
from .world import NOW, World

LAST = "FROM payment_instructions ORDER BY id DESC"
FROM = "2026-12-01T00:00:00+00:00"
OWNER = "SELECT user_id FROM payment_instruction_owners ORDER BY payment_instruction_id DESC"


def _bank(*, full: bool) -> dict[str, Any]:
    if full:
        return {**BRITISH, "accountType": "CHECKING"}
    return {"accountHolder": "Isla MacAllister", "iban": iban("ES")}


STORED_BANK = "last_four_digits_of_account_number, sort_code, bank_code, account_type"


def _stored_bank(*, full: bool) -> tuple[object, ...]:
    if not full:
        return (iban("ES")[-4:], "", None, None)
    number, bank = BRITISH["accountNumber"], BRITISH["bankCode"]
    return (number[-4:], BRITISH["branchCode"], bank, "CHECKING")


def _owners(world: World) -> list[dict[str, str]]:
    return [{"ownerType": "ACCOUNT_USER", "ownerId": str(world.customer(1)[0])}]


def set_up_direct_debit(world: World, *, full: bool) -> Trial:
    """A direct debit is stored on a ledger, identifiers masked."""
    given: dict[str, Any] = {
        "accountNumber": world.account(1),
        "ledgerNumber": world.ledger(1),
        "validFrom": FROM,
        "bankDetails": _bank(full=full),
    }
    if full:
        given |= {"owners": _owners(world), "useForAutomatedPayments": True}
    return trial(
        given,
        became(f"SELECT account_id, valid_from, is_default {LAST}", now=(1, FROM, int(full))),
        became(f"SELECT {STORED_BANK} {LAST}", now=_stored_bank(full=full)),
        *([became(OWNER, now=world.customer(1)[0])] if full else []),
        told("paymentInstruction.id", f"SELECT id {LAST}"),
        needed="ledgerNumber accountHolder iban",
        without="iban",
    )


def set_up_for_business(world: World, *, full: bool) -> Trial:
    """A direct debit is stored for the first account of a business, which owns it."""
    account, business = world.row(
        "SELECT id, business_id FROM accounts WHERE business_id AND status = 'ACTIVE' ORDER BY id"
    )
    given = {"businessId": str(business), "validFrom": FROM, "bankDetails": _bank(full=full)}
    owned = (
        "SELECT max(payment_instruction_id) FROM payment_instruction_owners WHERE business_id = ?"
    )
    return trial(
        given,
        became(f"SELECT account_id, valid_from {LAST}", now=(account, FROM)),
        became(f"SELECT {STORED_BANK} {LAST}", now=_stored_bank(full=full)),
        told("paymentInstruction.id", f"SELECT id {LAST}"),
        told("paymentInstruction.id", owned, business),
        needed="accountHolder iban",
        without="iban",
    )


def set_up_from_stored_details(world: World, *, full: bool) -> Trial:
    """Details that were stored become a direct debit, and are used up."""
    world.write(
        "INSERT INTO stored_payment_details (reference, account_id, details, created_at)"
        """ VALUES ('SPD-1', 1, '{"account_holder": "Isla", "iban": "****1332"}', ?)""",
        NOW,
    )
    given: dict[str, Any] = {
        "accountNumber": world.account(1),
        "ledgerNumber": world.ledger(1),
        "storedPaymentMethodDetailsReference": "SPD-1",
        "validFrom": FROM,
    }
    if full:
        given["owners"] = _owners(world)
    return trial(
        given,
        became(f"SELECT account_holder, iban {LAST}", now=("Isla", "****1332")),
        became("SELECT id FROM stored_payment_details WHERE reference = 'SPD-1'", now=None),
        *([became(OWNER, now=world.customer(1)[0])] if full else []),
        told("paymentInstruction.id", f"SELECT id {LAST}"),
    )


def store_details(world: World, *, full: bool) -> Trial:
    """Bank details are kept under a reference, the account number masked."""
    given = {
        "accountNumber": world.account(1),
        "ledgerNumber": world.ledger(1),
        "bankDetails": _bank(full=full),
    }
    parts = (f"json_extract(details, '$.{name}')" for name in STORED_BANK.split(", "))
    stored = f"SELECT account_id, {', '.join(parts)} FROM stored_payment_details"
    return trial(
        given,
        became(stored, now=(1, *_stored_bank(full=full))),
        told("storedPaymentMethodDetailsReference", "SELECT reference FROM stored_payment_details"),
        needed="ledgerNumber accountHolder iban",
        without="iban",
    )


def store_instruction(world: World, *, full: bool) -> Trial:
    """What a provider's form made is kept under the provider's reference."""
    given: dict[str, Any] = {
        "accountNumber": world.account(1),
        "instructionType": "CARD",
        "vendorReference": "pm_1",
    }
    if full:
        number = world.text("SELECT number FROM ledgers WHERE id = 2")
        given |= {"ledgerNumber": number, "validFrom": FROM, "useForAutomatedPayments": True}
    columns = "ledger_id, instruction_type, vendor_reference, valid_from, is_default"
    row = (2 if full else 1, "CARD", "pm_1", given.get("validFrom", NOW), int(full))
    return trial(
        given,
        became(f"SELECT {columns} {LAST}", now=row),
        told("paymentInstruction.id", f"SELECT id {LAST}"),
    )


def invalidate(world: World, *, full: bool) -> Trial:
    """An instruction ends now, and its ledger knows."""
    number = world.value("SELECT id FROM payment_instructions WHERE account_id = 1")
    column = "current_direct_debit_instruction_invalidated_with_vendor"
    ended = "SELECT status, valid_to FROM payment_instructions WHERE id = ?"
    return trial(
        {"accountNumber": world.account(1), "id": str(number)},
        became(ended, number, now=("FAILED", NOW)),
        became(f"SELECT {column} FROM ledgers WHERE id = 1", now=1),
        told("instruction.id", "SELECT ?", number),
    )


def update_payment_details(world: World, *, full: bool) -> Trial:
    """Electricity, and gas if named, are collected from another account."""
    given = {"accountNumber": world.account(1), "electricityIban": iban("ES")}
    if full:
        given |= {"gasIban": iban("GB"), "holderName": "Ximena Castaño"}
        given |= {f"address{number}": f"Calle Mayor {number}" for number in (1, 2, 3)}
        given |= {"city": "Valencia", "postcode": "46001"}
    active = (
        "SELECT last_four_digits_of_account_number FROM payment_instructions"
        " WHERE status = 'ACTIVE' AND ledger_id = (SELECT id FROM ledgers"
        " WHERE account_id = 1 AND ledger_type LIKE ?)"
    )
    lines = "SELECT " + ", ".join(f"billing_address_line{number}" for number in (1, 2, 3, 4))
    streets = tuple(f"Calle Mayor {number}" for number in (1, 2, 3))
    more = [
        became(active, "%GAS%", now=iban("GB")[-4:]),
        became(f"{lines} FROM accounts WHERE id = 1", now=(*streets, "Valencia")),
        became("SELECT billing_address_postcode FROM accounts WHERE id = 1", now="46001"),
        became(f"SELECT account_holder {LAST}", now="Ximena Castaño"),
    ]
    return whole(
        {"newPaymentDetails": given},
        became(active, "%ELECTRICITY%", now=iban("ES")[-4:]),
        *(more if full else []),
        needed="accountNumber electricityIban",
    )


CASES: Cases = {
    "invalidatePaymentInstruction": invalidate,
    "setUpDirectDebitInstruction": set_up_direct_debit,
    "setUpDirectDebitInstructionForBusiness": set_up_for_business,
    "setUpDirectDebitInstructionFromStoredDetails": set_up_from_stored_details,
    "storeDirectDebitPaymentMethodDetails": store_details,
    "storePaymentInstruction": store_instruction,
    "updatePaymentDetails": update_payment_details,
}
