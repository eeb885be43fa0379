-- Fill one ledger in one go. A recursion walks the yearly pattern in temp.cycle and carries the
-- balance along. What varies from bill to bill is the difference of two neighbours in a bounded
-- sequence: it cancels out, so that no balance wanders off, however long the ledger.
WITH RECURSIVE posting (seq, cycle_id, years, before, balance) AS (
    -- An opening row, or a row before the first.
    SELECT :has_opening, :opening_cycle, 0, 0, :opening
    UNION ALL
    SELECT
        posting.seq + 1,
        cycle.id,
        (posting.seq + :phase) / :length,
        posting.balance,
        posting.balance + cycle.direction * (
            cycle.share * iif(cycle.is_paid, :payment, :base) / 1000
            + iif(cycle.swing, cycle.swing * :base * (
                ((posting.seq + :phase) / :length * 12 + cycle.month + 1) * :salt % 101
                - ((posting.seq + :phase) / :length * 12 + cycle.month) * :salt % 101
            ) / 100000, 0)
        )
    FROM posting
    JOIN temp.cycle ON cycle.id = :first_cycle + (posting.seq + :phase) % :length
    WHERE posting.seq < :head
),
dated AS (
    SELECT
        posting.seq,
        posting.balance,
        posting.balance - posting.before AS effect,
        abs(posting.balance - posting.before) AS amount,
        iif(
            taxed,
            (abs(posting.balance - posting.before) * 200 + 100 + :tax) / (200 + 2 * :tax),
            abs(posting.balance - posting.before)
        ) AS net,
        iif(
            :squeezed,
            :last_day - (:transactions - seq) * :span / :transactions,
            iif(seq = :has_opening, :first_day, months.first_day + cycle.day - 1)
        ) AS day,
        cycle.*
    FROM posting
    JOIN temp.cycle ON cycle.id = posting.cycle_id
    LEFT JOIN temp.months ON months.id = (:first_year + years) * 12 + cycle.month
    WHERE seq > 0
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
    :first_id + seq - 1,
    :ledger_id,
    seq,
    kind,
    filter_type,
    calendar.date,
    calendar.date || clock.time,
    amount,
    net,
    iif(kind IN ('Charge', 'Credit'), amount - net, NULL),
    iif(kind IN ('Charge', 'Credit'), amount, NULL),
    effect,
    balance,
    coalesce(title, :payment_title),
    reason_code,
    note,
    calendar.month / :statement_months IS :held_period,
    calendar.month / :statement_months < :open_period
        AND calendar.month / :statement_months IS NOT :held_period,
    is_reversed,
    calendar.month / :statement_months < :open_period,
    iif(
        calendar.month / :statement_months < :open_period,
        :first_statement + calendar.month / :statement_months - :first_period,
        NULL
    ),
    iif(kind = 'Payment' AND seq > :transactions - 400, :first_id + seq - 1, NULL),
    iif(kind = 'Payment', :payment_type, NULL),
    is_late_failed,
    iif(reverses AND seq > reverses + :has_opening, :first_id + seq - 1 - reverses, NULL),
    iif(measured, printf('%.2f', net * 0.82 / :unit_rate), NULL),
    iif(measured, :unit, NULL),
    iif(measured, since.date, NULL),
    iif(measured, calendar.date, NULL),
    iif(measured, net - net * 18 / 100, NULL),
    iif(measured, net * 18 / 100, NULL)
FROM dated
JOIN temp.calendar ON calendar.day = dated.day
JOIN temp.calendar AS since ON since.day = dated.day - 30
JOIN temp.clock ON clock.id = (seq * 31 + :salt) % 97;
