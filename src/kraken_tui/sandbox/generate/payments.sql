-- Give the ledger's latest payments their records; a payment has its transaction's id.
INSERT INTO payments (
    id, account_id, ledger_id, payment_instruction_id, amount, payment_date, reference, status,
    reason, transaction_type, created_at
)
SELECT
    payment_id,
    :account_id,
    ledger_id,
    :payment_instruction_id,
    amount,
    posted_date,
    printf('%s%09d', :payment_prefix, id),
    iif(is_reversed, 'FAILED', 'CLEARED'),
    'REGULAR_SCHEDULE',
    payment_transaction_type,
    created_at
FROM transactions
WHERE ledger_id = :ledger_id AND seq > :transactions - 400 AND payment_id IS NOT NULL;
