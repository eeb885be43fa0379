"""What can be acted on among ledgers, transactions, bills and requests."""

from kraken_tui.domain.bills import Bill
from kraken_tui.domain.ledger_details import Permission
from kraken_tui.domain.ledgers import Ledger
from kraken_tui.domain.postings import Transaction
from kraken_tui.domain.repayments import Instruction, PaymentBack, Repayment
from kraken_tui.domain.statements import BilledDocument
from kraken_tui.widgets.destinations import Destination
from kraken_tui.widgets.facts import Subject


def of_ledger(account: str, ledger: Ledger, *, screen: Destination = "") -> Subject:
    """Name a ledger, also as one that credit could flow from."""
    identifiers = {
        "accountNumber": account,
        "sourceLedgerNumber": ledger.number,
        "ledgerNumber": ledger.number,
    }
    return Subject("ledger", f"ledger {ledger.number}", identifiers, screen)


def of_transaction(account: str, ledger: str, transaction: Transaction) -> Subject:
    """Name a transaction, and the bill that it is on."""
    identifiers = {
        "accountNumber": account,
        "ledgerNumber": ledger,
        "billingDocumentId": transaction.document,
        "transactionId": transaction.id,
    }
    title = f"transaction {transaction.id}"
    known = {name: value for name, value in identifiers.items() if value}
    return Subject("transaction", title, known)


def of_bill(account: str, ledger: str, bill_id: str, title: str = "") -> Subject:
    """Name a bill of any kind by its id."""
    identifiers = {
        "accountNumber": account,
        "ledgerNumber": ledger,
        "billId": bill_id,
        "billingDocumentId": bill_id,
    }
    return Subject("bill", title or f"bill {bill_id}", identifiers)


def of_listed_bill(account: str, ledger: str, bill: Bill) -> Subject:
    """Name a bill that is listed."""
    return of_bill(account, ledger, bill.id, f"bill {bill.identifier or bill.id}")


def of_postings(account: str, ledger: str, bill: Bill) -> Subject:
    """Name a bill as the one whose transactions can be listed."""
    return of_listed_bill(account, ledger, bill)._replace(kind="postings")


def of_document(account: str, ledger: str, document: BilledDocument) -> Subject:
    """Name a statement or an invoice."""
    number = "" if document.id is None else str(document.id)
    identifiers = {
        "accountNumber": account,
        "ledgerNumber": ledger,
        f"{document.kind}Id": number,
        "billingDocumentId": number,
    }
    title = f"{document.kind} {document.identifier or number}"
    return Subject(document.kind, title, identifiers)


def of_repayment(account: str, ledger: str, record: Repayment) -> Subject:
    """Name a request by which it can be cancelled, or a repayment; some have no number."""
    identifiers: dict[str, object] = {"accountNumber": account, "ledgerNumber": ledger}
    if record.payment is not None and record.payment.id:
        identifiers["paymentId"] = record.payment.id
    if record.id:
        identifiers["repaymentId" if record.kind == "repayment" else "requestId"] = record.id
    return Subject(record.kind, f"{record.kind} {record.id}".rstrip(), identifiers)


def of_instruction(account: str, ledger: str, instruction: Instruction) -> Subject:
    """Name what money is paid to, which the payments screen lists."""
    identifiers = {
        "accountNumber": account,
        "ledgerNumber": ledger,
        "instructionType": instruction.kind,
        "paymentInstructionId": instruction.id,
    }
    known = {name: value for name, value in identifiers.items() if value}
    return Subject("payment instruction", instruction.masked, known, screen="payments/instructions")


def of_payment(account: str, payment: PaymentBack) -> Subject:
    """Name a payment that is wanted back, which the payments screen lists."""
    identifiers = {"accountNumber": account, "paymentId": payment.id}
    title = f"payment {payment.reference or payment.id}"
    return Subject("payment", title, identifiers, screen="payments/payments")


def of_permission(account: str, permission: Permission, *, source: str, target: str) -> Subject:
    """Name a permission by the two ledgers that it is between."""
    identifiers = {
        "accountNumber": account,
        "sourceLedgerNumber": source,
        "targetLedgerNumber": target,
    }
    return Subject("permission", f"credit from {source} to {target}", identifiers)
