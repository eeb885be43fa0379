-- Read one meter every so many months, the latest time last. :litres are used in each interval,
-- give or take a bounded wobble; the register starts again at :modulus cubic metres.
WITH RECURSIVE visit (n) AS (
    SELECT 0
    UNION ALL
    SELECT n + 1 FROM visit WHERE n + 1 < :readings
),
seen AS (
    SELECT
        n,
        (
            :start_litres + n * :litres + (n * 7919 + :salt) % 101 * :litres / 250
            + iif(n IS :held, 9 * :litres, 0) + iif(n IS :quarantined, 40 * :litres, 0)
        ) AS litres
    FROM visit
)
INSERT INTO readings (
    meter_id, reading_date, value_cubic_metres, source, reason, is_held, hold_reasons,
    is_quarantined, notes
)
SELECT
    :meter_id,
    date(:last_date, '-' || ((:readings - 1 - n) * :months) || ' months'),
    printf(
        '%d.%03d', litres / 1000 % :modulus, iif(:is_smart, litres % 1000, 0)
    ),
    CASE
        WHEN :is_smart THEN 'AMR'
        ELSE CASE (n + :salt) % 4 WHEN 0 THEN 'VISUAL' WHEN 3 THEN 'ESTIMATE' ELSE 'CUSTOMER' END
    END,
    CASE
        WHEN n = 0 THEN 'OPENING'
        WHEN n = :readings - 1 AND :is_removed THEN 'FINAL'
        ELSE 'ROUTINE'
    END,
    n IS :held,
    iif(n IS :held, '["CONSUMPTION_TOO_HIGH"]', '[]'),
    n IS :quarantined,
    CASE n
        WHEN :held THEN 'Ten times the usual use. Ask the customer for a photograph.'
        WHEN :quarantined THEN 'Digits read from the neighbour''s meter.'
        ELSE ''
    END
FROM seen;
