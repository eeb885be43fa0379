-- Of some main ledgers, somebody asked for an old payment back and was told no: nothing was posted.
INSERT INTO repayments (
    id, request_id, account_id, ledger_id, payment_instruction_id, payment_id, amount, payment_date,
    method, reason_code, request_status, status, created_at
)
SELECT
    transactions.id,
    printf('RF-%08d', transactions.id),
    :account_id,
    ledger_id,
    :payment_instruction_id,
    payment_id,
    amount,
    date(posted_date, '+12 days'),
    iif(:payment_instruction_id, 'BANK_TRANSFER', 'CHEQUE'),
    'DUPLICATE_PAYMENT',
    'REJECTED',
    'HISTORIC',
    date(posted_date, '+5 days') || 'T10:27:00+00:00'
FROM transactions
JOIN ledgers ON ledgers.id = ledger_id AND is_main
WHERE ledger_id = :ledger_id AND :account_id % 4 = 1 AND kind = 'Payment'
    AND payment_id IS NOT NULL AND seq <= :transactions - 20
ORDER BY seq DESC LIMIT 1;
