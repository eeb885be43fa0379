-- Lengthen one ledger with copies of its first period, after which all amounts come again. Only
-- dates, numbers and what follows from them are new; each round lifts the balance by the same.
WITH RECURSIVE round (n) AS (
    SELECT 1
    UNION ALL
    SELECT n + 1 FROM round WHERE n * :period + :head <= :transactions
)
INSERT INTO transactions (
    id, ledger_id, seq, kind, filter_type, posted_date, created_at,
    amount, net_amount, tax_amount, gross_amount, balance_effect, balance_carried_forward,
    title, reason_code, note, is_held, is_issued, is_reversed, has_statement,
    billing_document_identifier, payment_id, payment_transaction_type, is_late_failed_payment,
    reverses_id, consumption_quantity, consumption_unit, consumption_start_date,
    consumption_end_date, consumption_usage_cost, consumption_supply_charge
)
SELECT
    block.id + n * :period,
    block.ledger_id,
    block.seq + n * :period,
    block.kind,
    block.filter_type,
    calendar.date,
    calendar.date || substr(block.created_at, 11),
    block.amount,
    block.net_amount,
    block.tax_amount,
    block.gross_amount,
    block.balance_effect,
    block.balance_carried_forward + n * :lift,
    block.title,
    block.reason_code,
    block.note,
    calendar.month / :statement_months IS :held_period,
    calendar.month / :statement_months < :open_period
        AND calendar.month / :statement_months IS NOT :held_period,
    block.is_reversed,
    calendar.month / :statement_months < :open_period,
    iif(
        calendar.month / :statement_months < :open_period,
        :first_statement + calendar.month / :statement_months - :first_period,
        NULL
    ),
    iif(
        block.kind = 'Payment' AND block.seq + n * :period > :transactions - 400,
        block.id + n * :period,
        NULL
    ),
    block.payment_transaction_type,
    block.is_late_failed_payment,
    block.reverses_id + n * :period,
    block.consumption_quantity,
    block.consumption_unit,
    iif(block.consumption_unit IS NULL, NULL, since.date),
    iif(block.consumption_unit IS NULL, NULL, calendar.date),
    block.consumption_usage_cost,
    block.consumption_supply_charge
FROM round
CROSS JOIN temp.block
JOIN temp.calendar
    ON calendar.day
    = :last_day - (:transactions - block.seq - n * :period) * :span / :transactions
JOIN temp.calendar AS since ON since.day = calendar.day - 30
WHERE block.seq + n * :period <= :transactions;
