-- Carry the last balance of every ledger over to it, and what is overdue to its account.
UPDATE ledgers SET
    transaction_count = coalesce(
        (SELECT max(seq) FROM transactions WHERE ledger_id = ledgers.id), 0
    ),
    balance = coalesce(
        (
            SELECT balance_carried_forward FROM transactions
            WHERE ledger_id = ledgers.id ORDER BY seq DESC LIMIT 1
        ),
        0
    )
WHERE transaction_count = 0;
UPDATE accounts SET
    overdue_balance = max(0, -(SELECT balance FROM ledgers WHERE account_id = accounts.id AND is_main))
WHERE has_active_dunning_process OR has_active_debt_collection_proceeding;
UPDATE accounts SET can_request_refund = 1
WHERE (SELECT balance FROM ledgers WHERE account_id = accounts.id AND is_main) > 5000;
UPDATE ledgers SET payments_outstanding = max(0, -balance)
WHERE account_id IN (SELECT id FROM accounts WHERE overdue_balance > 0);
