-- Close one ledger's statements over the transactions that already name them.
INSERT INTO statements (
    id, account_id, ledger_id, identifier, is_held, held_reason,
    start_at, end_at, from_date, to_date, issued_date, first_issued_at, payment_due_date,
    first_seq, last_seq, opening_balance, closing_balance,
    total_charges_net, total_charges_tax, total_charges_gross,
    total_credits_net, total_credits_tax, total_credits_gross, total_payments,
    earliest_charge_at, latest_charge_at, consumption_start_date, consumption_end_date,
    reversals_after_close, pdf_url, to_address
)
WITH billed AS (
    SELECT
        billing_document_identifier AS id,
        billing_document_identifier - :first_statement + :first_period AS period,
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
    FROM transactions
    WHERE ledger_id = :ledger_id AND billing_document_identifier IS NOT NULL
    GROUP BY billing_document_identifier
)
SELECT
    billed.id,
    :account_id,
    :ledger_id,
    printf('%s%08d', :statement_prefix, billed.id),
    billed.is_held,
    iif(billed.is_held, 'HIGH_VALUE', NULL),
    begins.date || 'T00:00:00+00:00',
    ends.date || 'T00:00:00+00:00',
    begins.date,
    last.date,
    iif(billed.is_held, NULL, ends.date),
    iif(billed.is_held, NULL, ends.date || 'T06:30:00+00:00'),
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
    'https://documents.kraken.example/statements/' || billed.id || '.pdf',
    :email
FROM billed
JOIN transactions AS opening ON opening.ledger_id = :ledger_id AND opening.seq = first_seq
JOIN transactions AS closing ON closing.ledger_id = :ledger_id AND closing.seq = last_seq
JOIN temp.months AS begins ON begins.id = period * :statement_months
JOIN temp.months AS ends ON ends.id = (period + 1) * :statement_months
JOIN temp.calendar AS last ON last.day = ends.first_day - 1
JOIN temp.calendar AS due ON due.day = ends.first_day + 14;
