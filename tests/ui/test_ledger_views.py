"""What hangs on a ledger, by keys and by mouse, against what the tenant's database holds."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kraken_tui.domain.links import is_web_link
from kraken_tui.screens.actions import Actions
from kraken_tui.screens.balance_view import BalanceView
from kraken_tui.screens.bill_screen import BillScreen
from kraken_tui.screens.document_screen import DocumentScreen
from kraken_tui.screens.export import Export
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.form_confirm import FormConfirm
from kraken_tui.screens.ledgers import LedgersScreen
from kraken_tui.screens.list_screen import ListScreen
from kraken_tui.screens.payments import PaymentsScreen
from kraken_tui.screens.transactions_pane import TransactionsPane
from kraken_tui.widgets.form_view import FormView
from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.record_table import RecordTable
from tests.ui.database import change, rows
from tests.ui.desk import ATTEMPTS, Desk, Open
from tests.ui.ledger_hands import (
    UNKNOWN,
    click_view,
    day,
    facts,
    ledgers,
    listed,
    look_at,
    money,
    of_ledger,
    open_ledger,
    opened,
    point_at,
)

PAYMENT_REQUEST = (
    "INSERT INTO payment_requests (ledger_id, customer_amount, total_amount, payment_status,"
    " expected_payment_date) SELECT id, 2500, 4000, 'PENDING', '2026-04-01'"
    " FROM ledgers WHERE number = ?"
)
NEW_REQUEST = (
    "INSERT INTO repayments (request_id, account_id, ledger_id, amount, payment_date,"
    " reason_code, request_status, status, created_at) SELECT 'RR-NEW', account_id, id,"
    " 123, '2026-01-05', 'ASKED', 'REQUESTED', 'REQUESTED', '2026-01-01T00:00:00+00:00'"
    " FROM ledgers WHERE number = ?"
)


async def test_every_ledger_says_what_it_holds_and_takes(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        query = (
            "SELECT ledgers.* FROM ledgers JOIN accounts ON accounts.id = account_id"
            " WHERE accounts.number = ? ORDER BY is_main DESC, ledgers.id"
        )
        stored = rows(at, query, at.session.account)
        assert len(stored) == 2
        for cells, ledger in zip(listed(ledgers(at).pane), stored, strict=True):
            _, number, name, balance, outstanding, takes = cells
            assert (number, name) == (ledger["number"], ledger["name"])
            assert balance == money(ledger["balance"])
            assert outstanding == money(ledger["payments_outstanding"])
            for column, word in (
                ("accepts_payments", "payments"),
                ("supports_statements", "statements"),
                ("supports_invoices", "invoices"),
            ):
                assert (word in takes) == bool(ledger[column])
            assert ("apart" in takes) == (not ledger["affects_account_balance"])


async def test_every_transaction_is_the_databases_own(desk: Open) -> None:
    async with desk(screen="ledgers", size=(160, 50)) as at:
        await at.press(*["pagedown"] * 6)
        pane = at.app.screen.query_one(TransactionsPane)
        stored = of_ledger(at, "transactions", order="seq DESC")
        shown = listed(pane)
        assert len(shown) == len(stored) == 200
        for cells, row in zip(shown, stored, strict=True):
            posted, kind, title, reason, bill, used, tax, amount, balance, mark = cells
            assert (posted, kind, title) == (day(row["posted_date"]), row["kind"], row["title"])
            assert reason.upper().replace(" ", "_") == (row["reason_code"] or "")
            assert bill == str(row["billing_document_identifier"] or "")
            gross = row["net_amount"] if row["gross_amount"] is None else row["gross_amount"]
            assert amount == money(gross)
            assert tax == (money(row["tax_amount"]) if row["tax_amount"] else "")
            assert balance == money(row["balance_carried_forward"])
            quantity = row["consumption_quantity"]
            assert used == ("" if quantity is None else f"{float(quantity):g} m³")
            held = "held" if row["is_held"] else ""
            assert mark == ("reversed" if row["is_reversed"] else held)


async def test_a_transaction_opens_whole_and_leads_to_its_bill(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        (row,) = of_ledger(at, "transactions", "seq = 190")
        pane = at.app.screen.query_one(TransactionsPane)
        pane.table.move_cursor(10)
        await at.press("enter")
        told = facts(at, "Transaction")
        assert told["Transaction id"] == str(row["id"])
        assert told["Gross"] == money(row["gross_amount"])
        assert told["Balance after"] == money(row["balance_carried_forward"])
        assert facts(at, "Used")["For the use"] == money(row["consumption_usage_cost"])

        await point_at(at, "Billing", "Bill")
        await at.press("enter")
        assert isinstance(at.app.screen, BillScreen)
        assert facts(at, "More")["Bill id"] == str(row["billing_document_identifier"])
        await at.press("escape", "escape")
        assert isinstance(at.app.screen, LedgersScreen)
        assert pane.table.cursor == 10


async def test_what_fits_a_transaction_is_offered_with_its_bill(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        at.app.screen.query_one(TransactionsPane).table.move_cursor(10)
        subject = at.app.screen.query_one(TransactionsPane).subject()
        assert subject is not None
        assert subject.identifiers["ledgerNumber"] == opened(at)
        await at.press("a")
        assert isinstance(at.app.screen, Actions)
        await at.type("printed")
        await at.press("enter")
        assert isinstance(at.app.screen, FormScreen)
        variables = at.app.screen.query_one(FormView).form.variables()
        (row,) = of_ledger_of_account(at, "seq = 190")
        assert variables["input"] == {
            "accountNumber": at.session.account,
            "billingDocumentId": str(row["billing_document_identifier"]),
        }


def of_ledger_of_account(at: Desk, where: str) -> list[dict[str, Any]]:
    """Read transactions of the account's main ledger, whatever is on the screen."""
    return rows(
        at,
        "SELECT t.* FROM transactions AS t JOIN ledgers ON ledgers.id = ledger_id AND is_main"
        f" JOIN accounts ON accounts.id = account_id WHERE accounts.number = ? AND {where}",
        at.session.account,
    )


async def test_the_payments_of_a_ledger_are_exported_whole(desk: Open, tmp_path: Path) -> None:
    async with desk(screen="ledgers", transactions=400) as at:
        await at.press("slash")
        await at.type("payments")
        await at.press("enter", "e")
        assert isinstance(at.app.screen, Export)
        file = tmp_path / "payments.json"
        await at.press("ctrl+u")
        await at.type(str(file))
        await at.press("enter")
        assert "Wrote" in at.notice
        stored = of_ledger(at, "transactions", "kind = 'Payment'", "seq DESC")
        written = json.loads(file.read_text(encoding="utf-8"))
        assert len(written) > 100
        assert [record["id"] for record in written] == [str(row["id"]) for row in stored]
        balances = [row["balance_carried_forward"] for row in stored]
        assert [record["balance"] for record in written] == balances


async def test_statements_and_bills_are_the_databases_own(desk: Open) -> None:
    async with desk(screen="ledgers", size=(160, 50)) as at:
        stored = of_ledger(at, "statements", order="from_date DESC")
        statements = listed(await look_at(at, "statements"))
        bills = listed(await look_at(at, "bills"))
        assert len(statements) == len(bills) == len(stored) > 50
        for row, statement, bill in zip(stored, statements, bills, strict=True):
            total = row["total_charges_gross"] - row["total_credits_gross"]
            number, start, end, issued, due, charges, credits_, left, _ = statement
            assert (number, start, end) == (
                row["identifier"],
                day(row["start_at"]),
                day(row["end_at"]),
            )
            assert issued == (day(row["issued_date"]) if row["issued_date"] else "not issued")
            assert due == day(row["payment_due_date"])
            sums = [money(row[f"total_{of}_gross"]) for of in ("charges", "credits")]
            assert [charges, credits_] == sums
            assert left == ("" if row["issued_date"] is None else money(0))
            first, last, kind, _, charged, credited, asked, closing, mark = bill
            assert (first, last, kind) == (day(row["from_date"]), day(row["to_date"]), "Statement")
            assert [charged, credited] == sums
            assert (asked, closing) == (money(total), money(row["closing_balance"]))
            assert mark == ("held" if row["is_held"] else "")


async def test_a_bill_opens_with_its_sums_and_documents(
    desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(screen="ledgers") as at:
        bills = await look_at(at, "bills")
        row = of_ledger(at, "statements", order="from_date DESC")[3]
        bills.table.move_cursor(3)
        await at.press("enter")
        assert isinstance(at.app.screen, BillScreen)
        sums = facts(at, "Sums")
        net, tax = (money(row[f"total_charges_{of}"]) for of in ("net", "tax"))
        assert sums["Charges"] == f"{money(row['total_charges_gross'])}  net {net}, tax {tax}"
        assert sums["Closing"] == f"{money(row['closing_balance'])} in credit"
        name = f"{row['identifier']}.pdf"
        url = facts(at, "Documents")[name]
        assert url.startswith(f"{row['pdf_url']}?expires=")

        browsed: list[str] = []
        monkeypatch.setattr(at.app, "open_url", lambda url, **_: browsed.append(url))
        await at.press("o")
        assert browsed == [url]
        await point_at(at, "Documents", name)
        await at.press("y")
        assert at.app.clipboard == url
        assert browsed == [url]


async def test_a_bill_leads_to_its_transactions(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        bills = await look_at(at, "bills")
        row = of_ledger(at, "statements", order="from_date DESC")[2]
        where = f"seq BETWEEN {row['first_seq']} AND {row['last_seq']}"
        stored = of_ledger(at, "transactions", where, "seq DESC")
        bills.table.move_cursor(2)
        await at.press("enter")
        await point_at(at, "More", "Transactions")
        await at.press("enter")
        assert isinstance(at.app.screen, ListScreen)
        shown = [(cells[0], cells[2], cells[7]) for cells in listed(at.app.screen.pane)]
        assert shown == [
            (
                day(line["posted_date"]),
                line["title"],
                money(line["gross_amount"] or line["net_amount"]),
            )
            for line in stored
        ]
        await at.press("enter")
        await point_at(at, "Billing", "Bill")
        await at.press("enter")
        assert facts(at, "More")["Bill id"] == str(row["id"])
        await at.press(*["escape"] * 4)
        assert ledgers(at).current_view == "bills"


async def test_what_is_missing_from_a_page_is_told_until_it_is_there(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        bills = await look_at(at, "bills")
        row = of_ledger(at, "statements", order="from_date DESC")[2]
        spoilt = (
            "UPDATE transactions SET balance_carried_forward = ? WHERE ledger_id = ? AND seq = ?"
        )
        change(at, spoilt, "lots", row["ledger_id"], row["last_seq"])
        bills.table.move_cursor(2)
        await at.press("enter")
        await point_at(at, "More", "Transactions")
        await at.press("enter")
        assert isinstance(at.app.screen, ListScreen)
        assert at.notice.startswith("Not everything could be read. ")
        assert UNKNOWN in listed(at.app.screen.pane)[0]
        change(at, spoilt, 1234, row["ledger_id"], row["last_seq"])
        await at.press("r")
        assert at.notice == ""
        assert money(1234) in listed(at.app.screen.pane)[0]


async def test_a_statement_stands_whole_with_its_debt_and_its_transactions(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        pane = await look_at(at, "statements")
        row = of_ledger(at, "statements", order="from_date DESC")[3]
        where = f"seq BETWEEN {row['first_seq']} AND {row['last_seq']}"
        stored = of_ledger(at, "transactions", where, "seq DESC")
        pane.table.move_cursor(3)
        await at.press("enter")
        total = row["total_charges_gross"] - row["total_credits_gross"]
        assert facts(at, "Debt")["Due"] == day(row["payment_due_date"])
        assert facts(at, "Debt")["Expected"] == money(total)
        sums = facts(at, "Sums")
        for label, of in (("Charges", "charges"), ("Credits", "credits")):
            gross, net, tax = (money(row[f"total_{of}_{part}"]) for part in ("gross", "net", "tax"))
            assert sums[label] == f"{gross}  net {net}, tax {tax}"
        await point_at(at, "More", "Transactions")
        await at.press("enter")
        assert isinstance(at.app.screen, ListScreen)
        assert [(cells[0], cells[2]) for cells in listed(at.app.screen.pane)] == [
            (day(line["posted_date"]), line["title"]) for line in stored
        ]


async def test_a_bill_that_was_not_issued_has_no_documents(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        bills = await look_at(at, "bills")
        bills.table.move_cursor(0)
        await at.press("enter")
        assert facts(at, "Documents") == {"": "There is no document."}
        assert facts(at, "Bill")["Held"] == "yes: high value"
        await at.press("o")
        assert "no link" in at.notice


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ("https://a.example/b.pdf?c=d", True),
        ("http://a.example/", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://[", False),
        ("https://a.example/ --option", False),
        ("ME-00000058.pdf", False),
        ("", False),
    ],
)
def test_what_counts_as_a_link(value: str, *, link: bool) -> None:
    assert is_web_link(value) == link


async def test_only_addresses_on_the_web_are_handed_to_the_desktop(
    desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = "javascript:alert(1)"
    async with desk(screen="ledgers") as at:
        change(at, "UPDATE statements SET pdf_url = ?", link)
        pane = await look_at(at, "statements")
        pane.table.move_cursor(2)
        await at.press("enter")
        assert isinstance(at.app.screen, DocumentScreen)
        assert facts(at, "Document") == {"PDF": link}
        browsed: list[str] = []
        monkeypatch.setattr(at.app, "open_url", lambda url, **_: browsed.append(url))
        await at.press("o")
        assert browsed == []
        assert "no link" in at.notice


async def test_invoices_are_those_of_the_ledger_that_is_open(desk: Open) -> None:
    async with desk(screen="ledgers", size=(160, 50)) as at:
        pane = await look_at(at, "invoices")
        assert pane.table.empty_text == "This ledger has no invoices."
        await open_ledger(at, 1)
        stored = of_ledger(at, "statements", "bill_type = 'INVOICE'", "from_date DESC")
        assert stored
        shown = listed(pane)
        assert len(shown) == len(stored)
        for row, cells in zip(stored, shown, strict=True):
            total = row["total_charges_gross"] - row["total_credits_gross"]
            number, amount, issued, due, *_ = cells
            assert (number, amount) == (row["identifier"], money(total))
            assert (issued, due) == (day(row["issued_date"]), day(row["payment_due_date"]))
        await look_at(at, "statements")
        assert "no statements" in ledgers(at).view("statements").query_one(RecordTable).empty_text


async def test_annual_statements_are_the_accounts(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        stored = rows(
            at,
            "SELECT a.* FROM annual_statements AS a JOIN accounts ON accounts.id = account_id"
            " WHERE number = ? ORDER BY period_ends_at DESC",
            at.session.account,
        )
        shown = listed(await look_at(at, "annual"))
        assert [tuple(cells) for cells in shown] == [
            (day(row["period_starts_at"]), day(row["period_ends_at"]), row["pdf_url"])
            for row in stored
        ]


async def test_requests_and_repayments_are_the_databases_own(desk: Open) -> None:
    async with desk(screen="ledgers", size=(160, 50)) as at:
        number = opened(at)
        change(at, NEW_REQUEST, number)
        change(at, PAYMENT_REQUEST, number)
        stored = of_ledger(at, "repayments")
        shown = listed(await look_at(at, "requests"))
        told = sorted((cells[0], cells[1], cells[2], cells[3]) for cells in shown)
        asked = [
            (
                "Repayment request" if row["payment_id"] is None else "Refund request",
                row["request_id"],
                money(row["amount"]),
                row["request_status"].capitalize(),
            )
            for row in stored
        ]
        paid = [
            ("Repayment", str(row["id"]), money(row["amount"]), row["status"].capitalize())
            for row in stored
        ]
        wanted = [("Payment request", "", money(4000), "Pending")]
        assert told == sorted(asked + paid + wanted)

        pane = ledgers(at).view("requests")
        await at.press("slash")
        await at.type("rr-new")
        await at.press("enter")
        assert [cells[1] for cells in listed(pane)] == ["RR-NEW"]  # type: ignore[arg-type]
        await at.press("a")
        await at.type("cancel repay")
        await at.press("enter")
        assert isinstance(at.app.screen, FormScreen)
        variables = at.app.screen.query_one(FormView).form.variables()
        assert variables["input"] == {"requestId": "RR-NEW"}


async def test_a_repayment_leads_to_the_instruction_that_it_was_paid_to(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        await look_at(at, "requests")
        await at.press("enter")
        (masked,) = {
            row["masked_account_identifier"]
            for row in rows(
                at,
                "SELECT masked_account_identifier FROM payment_instructions WHERE id ="
                " (SELECT payment_instruction_id FROM repayments WHERE request_id = ?)",
                facts(at, "Repayment request")["Number"],
            )
        }
        assert facts(at, "Paid to")["Account"].startswith(masked)
        await point_at(at, "Paid to", "Account")
        await at.press("enter")
        assert isinstance(at.app.screen, PaymentsScreen)
        await at.press("escape")
        assert facts(at, "Paid to")["Account"].startswith(masked)


async def test_a_ledger_says_whether_payments_are_enough_and_where_credit_flows(
    desk: Open,
) -> None:
    async with desk(screen="ledgers") as at:
        await look_at(at, "ledger")
        number = opened(at)
        new, old = of_ledger(at, "payment_schedules", order="valid_from DESC")
        change = f"from {money(old['payment_amount'])} to {money(new['payment_amount'])}"
        assert facts(at, "Payment adequacy") == {
            "Exempt": "no",
            "Last change": f"{change} on {day(new['valid_from'])}",
        }
        permissions = rows(
            at,
            "SELECT source.number AS source, accounts.number AS account, valid_from"
            " FROM credit_transfer_permissions JOIN ledgers AS source"
            " ON source.id = source_ledger_id JOIN ledgers AS target"
            " ON target.id = target_ledger_id JOIN accounts ON accounts.id = source.account_id"
            " WHERE target.number = ?",
            number,
        )
        assert len(permissions) == 1
        (flow,) = permissions
        told = f"since {day(flow['valid_from'])}  account {flow['account']}"
        assert facts(at, "Credit from") == {flow["source"]: told}

        (account,) = rows(at, "SELECT * FROM accounts WHERE number = ?", at.session.account)
        (ledger,) = rows(at, "SELECT * FROM ledgers WHERE number = ?", number)
        money_back = facts(at, "Money back")
        assert money_back["Can be asked for"][:2] == (
            "ye" if account["can_request_refund"] else "no"
        )
        assert money_back["At most"] == money(ledger["balance"])
        assert facts(at, "Billing")["Next bill"] == day(account["next_billing_date"])
        coming = rows(
            at, "SELECT * FROM provisional_transactions WHERE account_id = ?", account["id"]
        )
        assert facts(at, "Coming up") == {
            day(row["date"]): f"{money(row['amount'])}  {row['title']}" for row in coming
        }
        failed = of_ledger(at, "payments", "t.status = 'FAILED'")
        retried = facts(at, "Collected once more")
        assert len(retried) == 1
        assert (
            retried.items()
            <= {day(row["payment_date"]): money(row["amount"]) for row in failed}.items()
        )

        await point_at(at, "Credit from", flow["source"])
        await at.press("a")
        await at.type("terminate credit")
        await at.press("enter")
        assert isinstance(at.app.screen, FormScreen)
        variables = at.app.screen.query_one(FormView).form.variables()
        assert variables["input"] == {
            "sourceLedgerNumber": flow["source"],
            "targetLedgerNumber": number,
        }


async def test_a_debt_ledger_is_one_step_away_and_exempt(desk: Open) -> None:
    async with desk() as at:
        debts = rows(
            at,
            "SELECT accounts.number AS account, debts.* FROM ledgers JOIN ledgers AS debts"
            " ON debts.id = ledgers.debt_ledger_id JOIN accounts"
            " ON accounts.id = ledgers.account_id",
        )
        debt = debts[0]
        at.session.choose(debt["account"])
        await at.press("2", "r")
        await look_at(at, "ledger")
        assert facts(at, "Payment adequacy")["Exempt"] == "yes"
        amount = money(abs(debt["balance"]))
        assert facts(at, "Ledger")["Debt ledger"].startswith(f"{debt['number']}  {amount} in debt")
        await point_at(at, "Ledger", "Debt ledger")
        await at.press("enter")
        assert opened(at) == debt["number"]
        assert facts(at, "Ledger")["Balance"] == f"{amount} in debt"


async def test_balances_are_those_after_each_day_and_before_that_after_each_bill(
    desk: Open,
) -> None:
    async with desk(screen="ledgers") as at:
        view = await look_at(at, "balance")
        assert isinstance(view, BalanceView)
        posted = of_ledger(at, "transactions", order="seq DESC")
        newest = {row["posted_date"]: row["balance_carried_forward"] for row in posted[99::-1]}
        closed = {
            row["to_date"]: row["closing_balance"]
            for row in of_ledger(at, "statements", order="from_date ASC")
            if row["to_date"] < min(newest)
        }
        expected = [(day(iso), money(amount)) for iso, amount in {**closed, **newest}.items()]
        shown = [(cells[0], cells[1]) for cells in listed(view.pane)]
        assert shown == expected[::-1]
        assert len(closed) > 20
        changes = [cells[2] for cells in listed(view.pane)]
        amounts = [*closed.values(), *newest.values()]
        steps = [after - before for before, after in pairwise(amounts)]
        signed = [f"+{money(step)}" if step > 0 else money(step) for step in steps]
        assert changes == [*signed[::-1], ""]


async def test_the_mouse_alone_does(desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk(screen="ledgers") as at:
        table = ledgers(at).pane.table
        await at.pilot.click(table, offset=(5, 2))
        await at.settle()
        await at.pilot.click(table, offset=(5, 2))
        await at.settle()
        assert opened(at) == table.source.row(1)[1]  # type: ignore[index]
        await click_view(at, "Invoices")
        rows_ = ledgers(at).view("invoices").query_one(RecordTable)
        assert len(rows_.source)
        for _ in range(2):
            await at.pilot.click(rows_, offset=(5, 2))
            await at.settle()
        assert isinstance(at.app.screen, DocumentScreen)
        browsed: list[str] = []
        monkeypatch.setattr(at.app, "open_url", lambda url, **_: browsed.append(url))
        keys = at.app.screen.query_one(KeyLine)
        await at.pilot.click(keys, offset=(str(keys.render()).index("Open in browser"), 0))
        await at.settle()
        assert browsed == [facts(at, "Document")["PDF"]]
        await at.pilot.click(keys, offset=(str(keys.render()).index("Back"), 0))
        await at.settle()
        assert isinstance(at.app.screen, LedgersScreen)


async def test_a_view_that_cannot_be_had_says_so_and_is_asked_for_again(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        await at.control("fault", status=503, times=ATTEMPTS)
        await look_at(at, "ledger")
        assert "r" in at.notice
        assert facts(at, "Ledger") == {}
        await at.press("right_square_bracket")
        await at.press("left_square_bracket")
        assert facts(at, "Ledger")["Ledger"].startswith(opened(at))
        assert at.notice == ""


async def test_bills_that_cannot_be_had_say_so_below_the_list(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        await at.control("fault", status=503, times=ATTEMPTS)
        await click_view(at, "Bills")
        assert "press r" in at.text("BillsPane #count").lower()
        await at.press("r")
        assert at.text("BillsPane #count").startswith("all ")


async def test_an_accepted_change_is_seen_in_the_view_that_is_open(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        number = opened(at)
        change(at, NEW_REQUEST, number)
        pane = await look_at(at, "requests")
        await at.press("slash")
        await at.type("rr-new")
        await at.press("enter", "a")
        await at.type("cancel repay")
        await at.press("enter")
        await at.press("ctrl+s")
        if isinstance(at.app.screen, FormConfirm):
            await at.press("enter")
        assert isinstance(at.app.screen, LedgersScreen)
        assert opened(at) == number
        (cells,) = listed(pane)
        assert (cells[1], cells[3]) == ("RR-NEW", "Cancelled")
        stored = rows(at, "SELECT * FROM repayments WHERE request_id = 'RR-NEW'")
        assert stored[0]["request_status"] == "CANCELLED"


async def test_another_account_brings_its_own_ledgers(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        await look_at(at, "bills")
        first = opened(at)
        other = rows(
            at,
            "SELECT accounts.number AS account, ledgers.* FROM ledgers JOIN accounts"
            " ON accounts.id = account_id WHERE accounts.number != ? AND is_main"
            " AND transaction_count = 0",
            at.session.account,
        )[0]
        at.session.choose(other["account"])
        ledgers(at).account_changed()
        await at.settle()
        assert opened(at) == other["number"] != first
        bills = ledgers(at).view("bills")
        assert listed(bills) == []  # type: ignore[arg-type]
        assert bills.query_one(RecordTable).empty_text == "This ledger has no bills."
        assert UNKNOWN not in ledgers(at).pane.table.source.row(0)[3]  # type: ignore[index]


async def test_the_energy_tenant_has_its_solar_credit(desk: Open) -> None:
    async with desk(tenant="energy", screen="ledgers") as at:
        numbers = [cells[1] for cells in listed(ledgers(at).pane)]
        assert len(numbers) == 3
        await look_at(at, "ledger")
        await open_ledger(at, 2)
        solar = rows(at, "SELECT * FROM ledgers WHERE number = ?", numbers[2])[0]
        amount = f"€{solar['balance'] / 100:,.2f}"
        told = facts(at, "Ledger")
        assert told["Stored credit"].replace("\N{NO-BREAK SPACE}", " ") in {
            amount,
            f"{solar['balance'] / 100:.2f} €".replace(".", ","),
        }
        assert told["Takes payments"] == "no"
        assert list(facts(at, "Credit to")) == [numbers[0]]
