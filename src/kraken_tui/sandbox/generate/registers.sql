-- Read the registers of one supply point at the end of each interval: between two readings, they
-- rise by what was measured, shared among them to the hundredth.
INSERT INTO register_readings (register_id, read_at, value, unit, source, quality)
WITH
measured AS (
    SELECT
        end_at,
        unit,
        source,
        quality,
        sum(CAST(round(value * 100) AS INTEGER)) OVER (ORDER BY end_at) AS counted
    FROM measurements
    WHERE supply_point_id = :supply_point_id AND direction = 'IMPORT'
),
sharing AS (
    SELECT
        registers.id,
        share,
        registers.id = max(registers.id) OVER () AS is_last,
        sum(share) OVER () - share AS others
    FROM registers
    JOIN devices ON devices.id = device_id
    WHERE supply_point_id = :supply_point_id
)
SELECT
    sharing.id,
    end_at,
    printf(
        '%.2f',
        (
            :start + sharing.id * 4711
            + iif(
                is_last,
                counted - (
                    SELECT coalesce(sum(counted * other.share / 100), 0)
                    FROM sharing AS other WHERE NOT other.is_last
                ),
                counted * share / 100
            )
        ) / 100.0
    ),
    unit,
    source,
    quality
FROM measured
CROSS JOIN sharing
ORDER BY end_at, sharing.id;
