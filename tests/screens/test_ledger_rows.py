"""Rows and pages of ledgers hold for answers that lack everything and for those that exaggerate."""

from collections.abc import Callable
from typing import Any

import pytest

from kraken_tui.domain.balances import parse_history
from kraken_tui.domain.bill_pages import parse_annual_statement
from kraken_tui.domain.bills import parse_bill, parse_documents
from kraken_tui.domain.ledger_details import parse_details
from kraken_tui.domain.ledgers import parse_ledger
from kraken_tui.domain.postings import parse_transaction
from kraken_tui.domain.repayments import parse_repayments
from kraken_tui.domain.statements import parse_invoice, parse_statement
from kraken_tui.formats import Formats
from kraken_tui.screens import (
    bill_rows,
    ledger_facts,
    ledger_list,
    repayment_rows,
    statement_rows,
    transaction_rows,
)
from kraken_tui.screens.balance_view import _steps, balances
from kraken_tui.screens.listing import Arrangement, Listing, Sorting
from kraken_tui.widgets.facts import Section

FORMATS = [Formats("en_GB", "GBP"), Formats("es_ES", "EUR"), Formats("ja_JP", "JPY")]
BAD = "\x1b[31mRed\x07 \u202egnirts [bold red]bold[/]\n" + "long " * 2_000
FIRST, LAST = "1900-01-01", "9999-12-31"
NEVER, EVER = f"{FIRST}T00:00:00", f"{LAST}T23:59:59+00:00"
MUCH = 2**31 - 1
SUMS = {"netTotal": -MUCH, "taxTotal": None, "grossTotal": MUCH}

BARE: dict[str, Any] = {}
BOLD: dict[str, Any] = {
    **{name: BAD for name in ("id", "number", "identifier", "title", "note", "reasonCode")},
    **{name: BAD for name in ("name", "ledgerType", "billType", "status", "toAddress", "pdfUrl")},
    **{name: BAD for name in ("__typename", "requestId", "method", "paymentTransactionType")},
    **{name: FIRST for name in ("postedDate", "fromDate", "issuedDate", "consumptionStartDate")},
    **{name: LAST for name in ("toDate", "paymentDueDate", "paymentDate", "consumptionEndDate")},
    **{name: NEVER for name in ("createdAt", "startAt", "periodStartsAt", "earliestChargeAt")},
    **{name: EVER for name in ("endAt", "firstIssuedAt", "firstIssued", "periodEndsAt")},
    **{name: -MUCH for name in ("balance", "closingBalance", "paymentsOutstanding", "amount")},
    **{name: MUCH for name in ("openingBalance", "balanceCarriedForward", "invoicedAmount")},
    **{name: True for name in ("isHeld", "isReversed", "isAnnulled", "acceptsPayments")},
    **{name: SUMS for name in ("totalCharges", "totalCredits")},
    "grossAmount": "9" * 29,
    "amounts": {"net": -MUCH, "tax": MUCH, "gross": -MUCH},
    "consumption": {"quantity": "1e999999", "unit": BAD, "startDate": FIRST, "endDate": LAST},
    "heldStatus": {"isHeld": True, "reason": BAD},
    "detail": {"period": {"start": NEVER, "end": EVER}},
    "annulledBy": {"id": 1, "firstIssued": NEVER, "pdfUrl": BAD},
    "documentDebtPosition": {
        "dueDate": LAST,
        "remainingAmount": MUCH,
        "allocations": [{"amount": -MUCH, "fulfilment": {"sourceIdentifier": BAD}}, None],
    },
    "constituents": {"edges": [{"node": {"id": BAD, "fromDate": FIRST}}, None]},
    "printedCopyRequests": [FIRST, None, LAST],
    "instruction": {"maskedAccountIdentifier": BAD, "instructionType": BAD},
    "fundingSourceAmounts": {"edges": [{"node": {"amount": -MUCH, "reason": BAD}}, {"node": {}}]},
    "payment": {"amount": "-9" * 14, "paymentDate": LAST, "reference": BAD},
}


def texts(sections: tuple[Section, ...]) -> list[str]:
    """Give every text of some sections."""
    facts = [fact for section in sections for fact in section.facts]
    titles = [fact.subject.title for fact in facts if fact.subject is not None]
    values = [text for fact in facts for text in (fact.label, fact.value)]
    return [*(section.title for section in sections), *titles, *values]


def is_plain(text: str) -> bool:
    """Tell whether there is nothing in a text to obey; some amounts are held together by spaces."""
    return text.translate({0xA0: " ", 0x202F: " "}).isprintable()


def listings(formats: Formats) -> dict[str, tuple[Listing[Any], Callable[[Any], Any]]]:
    """Give every list, with what reads a record of it."""
    return {
        "ledgers": (ledger_list.ledgers("A-1", formats, "L-1"), parse_ledger),
        "transactions": (
            transaction_rows.transactions("A-1", "L-1", formats),
            parse_transaction,
        ),
        "bills": (bill_rows.bills("A-1", "L-1", formats), parse_bill),
        "statements": (statement_rows.statements("A-1", "L-1", formats), parse_statement),
        "invoices": (statement_rows.invoices("A-1", "L-1", formats), parse_invoice),
        "annual": (statement_rows.annual_statements("A-1", formats), parse_annual_statement),
        "repayments": (repayment_rows.repayments("A-1", "L-1", formats), _request),
        "payment requests": (repayment_rows.repayments("A-1", "L-1", formats), _payment_request),
    }


def _request(node: dict[str, Any]) -> Any:
    ledger = {"number": "L-1", "repaymentRequests": {"edges": [{"node": node}]}}
    return parse_repayments({"account": {"ledgers": [ledger]}}, "L-1").records[0]


def _payment_request(node: dict[str, Any]) -> Any:
    asked = {"paymentRequest": {"edges": [{"node": node}]}}
    return parse_repayments({"paymentRequests": asked}, "L-1").records[0]


@pytest.mark.parametrize("formats", FORMATS, ids=lambda formats: formats.locale)
@pytest.mark.parametrize("name", listings(FORMATS[0]))
def test_any_record_can_be_listed_opened_and_sorted(name: str, formats: Formats) -> None:
    listing, parse = listings(formats)[name]
    records = [parse(BOLD), parse(BARE), parse({name: None for name in BOLD}), parse(BOLD)]
    for record in records:
        cells = listing.cells(record)
        assert len(cells) == len(listing.columns)
        subject = listing.subject(record)
        assert subject is not None
        told = [*cells, listing.title(record), subject.title, *texts(listing.sections(record))]
        assert all(is_plain(text) for text in told)
        assert listing.tag(record) in {None, "dim", "mark", "good", "warn", "bad"}
    for column in listing.columns:
        for descending in (False, True):
            sorting = Sorting(column.key, descending)
            assert len(Arrangement("", sorting).arrange(listing, records)) == len(records)


def test_markup_is_shown_as_it_came() -> None:
    for listing, parse in listings(FORMATS[0]).values():
        record = parse(BOLD)
        assert any("[bold red]bold[/]" in text for text in texts(listing.sections(record)))


@pytest.mark.parametrize("formats", FORMATS, ids=lambda formats: formats.locale)
def test_any_ledger_can_be_laid_out(formats: Formats) -> None:
    flows = {
        "fromSourceLedgers": [{"ledgerNumber": BAD, "validFrom": NEVER, "validTo": EVER}, {}],
        "toTargetLedgers": [None, {}],
    }
    ledger = {
        **BOLD,
        "number": "L-1",
        "debtLedger": BOLD,
        "paymentAdequacy": {"latestAppliedPaymentAdequacyChange": {"appliedDate": EVER}},
        "creditTransferPermissionsData": flows,
        "paymentsWithNonConcludedRePresentation": {"edges": [{"node": {}}]},
    }
    account = {
        "ledgers": [ledger],
        "requestRefundEligibility": {"reason": BAD},
        "maximumRefund": {"amount": -MUCH, "reasonToRecommendAmount": BAD},
        "billingOptions": {"periodLength": BAD, "periodLengthMultiplier": MUCH},
        "provisionalTransactions": {"edges": [{"node": {"date": LAST, "title": BAD}}]},
        "spanishLedgers": [{"solarWalletCreditLeft": MUCH}],
    }
    for data in ({"account": account}, {"account": {"ledgers": [{"number": "L-1"}]}}):
        details = parse_details(data, "L-1")
        assert details is not None
        sections = ledger_facts.sections("A-1", details, formats)
        assert all(is_plain(text) for text in texts(sections))
        assert all(fact.subject for section in sections for fact in section.facts)


def test_any_documents_can_be_shown() -> None:
    files = {"edges": [{"node": {"filename": BAD, "temporaryUrl": BAD}}, {"node": {}}]}
    found = parse_documents({"account": {"bill": {"attachments": files}}})
    shown = bill_rows.documents(found, FORMATS[0])
    assert all(is_plain(text) for text in texts((shown,)))
    assert texts((bill_rows.documents((), FORMATS[0]),))[-1] == "There is no document."


@pytest.mark.parametrize("formats", FORMATS, ids=lambda formats: formats.locale)
def test_any_balances_can_be_listed(formats: Formats) -> None:
    nodes = [
        {"postedDate": LAST, "balanceCarriedForward": MUCH},
        {"postedDate": FIRST, "balanceCarriedForward": -MUCH},
        {"postedDate": None, "balanceCarriedForward": 1},
        {},
    ]
    transactions = {"edges": [{"node": node} for node in nodes]}
    data = {"account": {"ledgers": [{"number": "L-1", "transactions": transactions}]}}
    steps = list(_steps(parse_history(data, "L-1")))
    assert [step.change for step in steps] == [None, 2 * MUCH]
    listing = balances(formats, None)
    assert all(is_plain(text) for step in steps for text in listing.cells(step))
    assert all(is_plain(text) for step in steps for text in texts(listing.sections(step)))
