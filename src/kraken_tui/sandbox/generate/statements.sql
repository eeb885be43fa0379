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
        max(is_held) AS is_held,
        min(seq) AS first_seq,
        max(seq) AS last_seq,
        total(iif(kind = 'Charge', net_amount, 0)) AS charges_net,
        total(iif(kind = 'Charge', tax_amount, 0)) AS charges_tax,
        total(iif(kind = 'Credit', net_amount, 0)) AS credits_net,
        total(iif(kind = 'Credit', tax_amount, 0)) AS credits_tax,
        total(iif(kind IN ('Payment', 'Refund'), balance_effect, 0)) AS payments,
        min(iif(kind = 'Charge', created_at, NULL)) AS earliest_charge_at,
        max(iif(kind = 'Charge', created_at, NULL)) AS latest_charge_at,
        min(consumption_start_date) AS consumption_start_date,
        max(consumption_end_date) AS consumption_end_date,
        sum(is_reversed) AS reversals,
        count(*) AS entries
    FROM transactions
    WHERE ledger_id = :ledger_id AND billing_document_identifier IS NOT NULL
    GROUP BY billing_document_identifier
),
dated AS (
    SELECT
        billed.*,
        printf(
            '%04d-%02d-01',
            (id - :first_statement + :first_period) * :statement_months / 12,
            (id - :first_statement + :first_period) * :statement_months % 12 + 1
        ) AS from_date
    FROM billed
)
SELECT
    dated.id,
    :account_id,
    :ledger_id,
    printf('%s%08d', :statement_prefix, dated.id),
    dated.is_held,
    iif(dated.is_held, 'HIGH_VALUE', NULL),
    from_date || 'T00:00:00+00:00',
    date(from_date, '+' || :statement_months || ' months') || 'T00:00:00+00:00',
    from_date,
    date(from_date, '+' || :statement_months || ' months', '-1 day'),
    iif(dated.is_held, NULL, date(from_date, '+' || :statement_months || ' months')),
    iif(dated.is_held, NULL, date(from_date, '+' || :statement_months || ' months')
        || 'T06:30:00+00:00'),
    date(from_date, '+' || :statement_months || ' months', '+14 days'),
    first_seq,
    last_seq,
    opening.balance_carried_forward - opening.balance_effect,
    closing.balance_carried_forward,
    CAST(charges_net AS INTEGER),
    CAST(charges_tax AS INTEGER),
    CAST(charges_net + charges_tax AS INTEGER),
    CAST(credits_net AS INTEGER),
    CAST(credits_tax AS INTEGER),
    CAST(credits_net + credits_tax AS INTEGER),
    CAST(payments AS INTEGER),
    earliest_charge_at,
    latest_charge_at,
    dated.consumption_start_date,
    dated.consumption_end_date,
    CASE reversals WHEN 0 THEN 'NONE' WHEN entries THEN 'ALL' ELSE 'SOME' END,
    'https://documents.kraken.example/statements/' || dated.id || '.pdf',
    :email
FROM dated
JOIN transactions AS opening ON opening.ledger_id = :ledger_id AND opening.seq = first_seq
JOIN transactions AS closing ON closing.ledger_id = :ledger_id AND closing.seq = last_seq;
