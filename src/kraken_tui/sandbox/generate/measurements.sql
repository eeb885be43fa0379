-- Measure one supply point every month from midnight to midnight, as the clocks there go: more in
-- winter, less in summer.
WITH RECURSIVE span (n) AS (
    SELECT 1
    UNION ALL
    SELECT n + 1 FROM span WHERE n < :months
),
dated AS (
    SELECT
        n,
        date(:first_date, '-' || n || ' months') AS start_date,
        date(:first_date, '-' || (n - 1) || ' months') AS end_date
    FROM span
)
INSERT INTO measurements (supply_point_id, start_at, end_at, value, unit, source, quality)
SELECT
    :supply_point_id,
    start_date || 'T00:00:00'
    || iif(CAST(substr(start_date, 6, 2) AS INTEGER) BETWEEN 4 AND 10, :summer, :winter),
    end_date || 'T00:00:00'
    || iif(CAST(substr(end_date, 6, 2) AS INTEGER) BETWEEN 4 AND 10, :summer, :winter),
    printf('%.2f', :usage * (
        100 + 12 * (abs(CAST(substr(start_date, 6, 2) AS INTEGER) - 7) - 3)
        + (n * 7919 + :salt) % 17
    ) / 100.0),
    :unit,
    'DISTRIBUTOR',
    iif((n + :salt) % 11, 'ACTUAL', 'ESTIMATE')
FROM dated
ORDER BY n DESC;
