-- Give the ledger's latest refunds the repayment requests that led to them, with the refunds' ids.
INSERT INTO repayments (
    id, request_id, account_id, ledger_id, payment_instruction_id, amount, payment_date, method,
    reason_code, request_status, status, created_at
)
SELECT
    id,
    printf('RR-%08d', id),
    :account_id,
    ledger_id,
    :payment_instruction_id,
    amount,
    posted_date,
    iif(:payment_instruction_id, 'BANK_TRANSFER', 'CHEQUE'),
    reason_code,
    'ACCEPTED',
    'PAID',
    date(posted_date, '-5 days') || 'T09:12:00+00:00'
FROM transactions
WHERE ledger_id = :ledger_id AND kind = 'Refund' AND seq > :transactions - 400;
