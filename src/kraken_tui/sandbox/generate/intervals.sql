-- What a smart meter's readings say was used between them, at the fresh water's supply point.
INSERT INTO measurements (supply_point_id, start_at, end_at, value, unit, source, quality)
SELECT
    supply_point_id,
    before || 'T00:00:00'
    || iif(CAST(substr(before, 6, 2) AS INTEGER) BETWEEN 4 AND 10, :summer, :winter),
    reading_date || 'T00:00:00'
    || iif(CAST(substr(reading_date, 6, 2) AS INTEGER) BETWEEN 4 AND 10, :summer, :winter),
    printf(
        '%.3f',
        (litres - litres_before + 1000 * :modulus) % (1000 * :modulus) / 1000.0
    ),
    'm3',
    'AMI',
    'ACTUAL'
FROM (
    SELECT
        linked_services.supply_point_id,
        reading_date,
        CAST(round(value_cubic_metres * 1000) AS INTEGER) AS litres,
        lag(CAST(round(value_cubic_metres * 1000) AS INTEGER)) OVER each AS litres_before,
        lag(reading_date) OVER each AS before
    FROM readings
    JOIN linked_services ON linked_services.meter_id = readings.meter_id
    WHERE service = 'FRESH'
        AND readings.meter_id = :meter_id AND is_held = 0 AND is_quarantined = 0
    WINDOW each AS (PARTITION BY readings.meter_id ORDER BY reading_date, readings.id)
)
WHERE before IS NOT NULL AND before < reading_date
ORDER BY reading_date;
