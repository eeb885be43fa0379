"""Vouchers: what was paid for one, and what it was used for."""

import sqlite3
from typing import Any

from ..context import Context
from ..fields import Arguments, Fields

voucher = Fields("VoucherPurchaseType")


@voucher.answers("charge")
def _charge(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("transactions", source["charge_transaction_id"])


@voucher.answers("chargeBalanceTransfer")
def _transfer(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("balance_transfers", source["balance_transfer_id"])


@voucher.answers("payment")
def _payment(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("payments", source["payment_id"])


@voucher.answers("redemptions")
def _redemptions(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM voucher_redemptions WHERE voucher_id = ? ORDER BY id"
    return context.rows(sql, source["id"])


transfer = Fields("AccountBalanceTransferType")


@transfer.answers("accountCharge")
def _transfer_charge(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("transactions", source["charge_transaction_id"])


redemption = Fields("VoucherRedemptionType", "AccountBalanceTransferType")


@redemption.answers("credit", "accountCredit")
def _credit(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("transactions", source["credit_transaction_id"])


posting = Fields("AccountChargeType", "AccountCreditType")


@posting.answers("salesTaxAmount")
def _tax(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source["tax_amount"]


@posting.answers("reason")
def _reason(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source["reason_code"]


BINDABLES = [voucher, transfer, redemption, posting]
