-- What the panels of a supply point fed into the network: most in summer, little in winter.
INSERT INTO measurements
    (supply_point_id, start_at, end_at, value, unit, source, quality, direction)
SELECT
    supply_point_id,
    start_at,
    end_at,
    printf(
        '%.2f',
        :usage * (20 + 13 * (6 - abs(CAST(substr(start_at, 6, 2) AS INTEGER) - 6)) + id % 11)
        / 100.0
    ),
    unit,
    source,
    quality,
    'EXPORT'
FROM measurements
WHERE supply_point_id = :supply_point_id AND direction = 'IMPORT'
ORDER BY start_at;
