-- Close one ledger's statements, over the transactions that already name them. The months lead and
-- the index on the date follows, so that no group has to be sorted.
INSERT INTO statements (
    id, account_id, ledger_id, identifier, bill_type, is_held, held_reason,
    start_at, end_at, from_date, to_date, issued_date, first_issued_at, payment_due_date,
    first_seq, last_seq, opening_balance, closing_balance,
    total_charges_net, total_charges_tax, total_charges_gross,
    total_credits_net, total_credits_tax, total_credits_gross, total_payments,
    earliest_charge_at, latest_charge_at, consumption_start_date, consumption_end_date,
    reversals_after_close, pdf_url, to_address
)
WITH billed AS (
    SELECT
        :first_statement + begins.id / :statement_months - :first_period AS id,
        begins.date AS from_date,
        ends.date AS end_date,
        ends.first_day AS end_day,
        max(is_held) AS is_held,
        min(seq) AS first_seq,
        max(seq) AS last_seq,
        sum(iif(kind = 'Charge', net_amount, 0)) AS charges_net,
        sum(iif(kind = 'Charge', tax_amount, 0)) AS charges_tax,
        sum(iif(kind = 'Credit', net_amount, 0)) AS credits_net,
        sum(iif(kind = 'Credit', tax_amount, 0)) AS credits_tax,
        sum(iif(kind IN ('Payment', 'Refund'), balance_effect, 0)) AS payments,
        min(iif(kind = 'Charge', created_at, NULL)) AS earliest_charge_at,
        max(iif(kind = 'Charge', created_at, NULL)) AS latest_charge_at,
        min(consumption_start_date) AS consumption_start_date,
        max(consumption_end_date) AS consumption_end_date,
        sum(is_reversed) AS reversals,
        count(*) AS entries
    FROM temp.months AS begins
    CROSS JOIN temp.months AS ends ON ends.id = begins.id + :statement_months
    CROSS JOIN transactions
        ON ledger_id = :ledger_id AND posted_date >= begins.date AND posted_date < ends.date
    WHERE
        begins.id >= :first_period * :statement_months
        AND begins.id < :open_period * :statement_months
        AND begins.id % :statement_months = 0
    GROUP BY begins.id
)
SELECT
    billed.id,
    :account_id,
    :ledger_id,
    printf('%s%08d', :statement_prefix, billed.id),
    :bill_type,
    billed.is_held,
    iif(billed.is_held, 'HIGH_VALUE', NULL),
    from_date || 'T00:00:00+00:00',
    end_date || 'T00:00:00+00:00',
    from_date,
    last.date,
    iif(billed.is_held, NULL, end_date),
    iif(billed.is_held, NULL, end_date || 'T06:30:00+00:00'),
    due.date,
    first_seq,
    last_seq,
    opening.balance_carried_forward - opening.balance_effect,
    closing.balance_carried_forward,
    charges_net,
    charges_tax,
    charges_net + charges_tax,
    credits_net,
    credits_tax,
    credits_net + credits_tax,
    payments,
    earliest_charge_at,
    latest_charge_at,
    billed.consumption_start_date,
    billed.consumption_end_date,
    CASE reversals WHEN 0 THEN 'NONE' WHEN entries THEN 'ALL' ELSE 'SOME' END,
    printf('https://documents.kraken.example/%ss/%d.pdf', lower(:bill_type), billed.id),
    :email
FROM billed
JOIN transactions AS opening ON opening.ledger_id = :ledger_id AND opening.seq = first_seq
JOIN transactions AS closing ON closing.ledger_id = :ledger_id AND closing.seq = last_seq
JOIN temp.calendar AS last ON last.day = end_day - 1
JOIN temp.calendar AS due ON due.day = end_day + 14;
