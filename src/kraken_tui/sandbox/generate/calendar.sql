-- The days from ?1 to ?2, counted as Python counts them: day 1 is the first of January of year 1.
WITH RECURSIVE span (day) AS (
    SELECT ?1
    UNION ALL
    SELECT day + 1 FROM span WHERE day < ?2
),
written AS MATERIALIZED (
    SELECT day, date(day + 1721424.5) AS date FROM span
)
INSERT INTO temp.calendar
SELECT day, date, substr(date, 1, 4) * 12 + substr(date, 6, 2) - 1 FROM written;
