-- What the bulk statements read: the yearly patterns, and dates as text.
CREATE TEMP TABLE cycle (
    id INTEGER PRIMARY KEY,
    month INTEGER,
    day INTEGER,
    kind TEXT,
    direction INTEGER,
    share INTEGER,
    swing INTEGER,
    title TEXT,
    reason_code TEXT,
    note TEXT,
    filter_type TEXT,
    taxed INTEGER,
    measured INTEGER,
    is_reversed INTEGER,
    reverses INTEGER,            -- how many rows before the one that is taken back
    is_paid INTEGER,             -- follows what is in fact paid, not what should be
    is_late_failed INTEGER
);
CREATE TEMP TABLE block AS SELECT * FROM transactions WHERE 0;
CREATE TEMP TABLE months (id INTEGER PRIMARY KEY, first_day INTEGER, date TEXT);
CREATE TEMP TABLE calendar (day INTEGER PRIMARY KEY, date TEXT, month INTEGER);
CREATE TEMP TABLE clock (id INTEGER PRIMARY KEY, time TEXT);
