"""The tables of the database, as the steps that made them; a step once released never changes."""

_RECENTS = (
    """
    CREATE TABLE recent (
        profile   TEXT NOT NULL,
        number    TEXT NOT NULL,
        name      TEXT NOT NULL,
        address   TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        PRIMARY KEY (profile, number)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX recent_newest ON recent (profile, opened_at DESC)",
)

_PROMISES = (
    """
    CREATE TABLE journal (
        id        INTEGER PRIMARY KEY,
        at        TEXT NOT NULL,
        owner     TEXT NOT NULL,
        profile   TEXT NOT NULL,
        account   TEXT NOT NULL,
        acting_as TEXT NOT NULL,
        operation TEXT NOT NULL,
        variables TEXT NOT NULL,
        intent    TEXT NOT NULL,
        key       TEXT NOT NULL,
        outcome   TEXT NOT NULL
            CHECK (outcome IN ('open', 'accepted', 'refused', 'not sent', 'unknown')),
        sentence  TEXT NOT NULL DEFAULT '',
        answer    TEXT NOT NULL DEFAULT 'null',
        seconds   REAL,
        settled   TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    "CREATE INDEX journal_of_profile ON journal (profile, id DESC)",
    "CREATE INDEX journal_of_intent ON journal (intent)",
    "CREATE INDEX journal_undecided ON journal (outcome) WHERE outcome IN ('open', 'unknown')",
    """
    CREATE TABLE draft (
        profile   TEXT NOT NULL,
        operation TEXT NOT NULL,
        subject   TEXT NOT NULL,
        content   TEXT NOT NULL,
        typed_at  TEXT NOT NULL,
        PRIMARY KEY (profile, operation, subject)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE outbox (
        id        INTEGER PRIMARY KEY,
        place     INTEGER NOT NULL,
        kept_at   TEXT NOT NULL,
        taken     TEXT NOT NULL,
        profile   TEXT NOT NULL,
        tenant    TEXT NOT NULL,
        account   TEXT NOT NULL,
        holder    TEXT NOT NULL,
        operation TEXT NOT NULL,
        about     TEXT NOT NULL,
        objects   TEXT NOT NULL,
        variables TEXT NOT NULL,
        intent    TEXT NOT NULL UNIQUE,
        known     TEXT NOT NULL,
        found     TEXT NOT NULL DEFAULT 'null',
        stopped   TEXT NOT NULL DEFAULT '',
        revision  INTEGER NOT NULL DEFAULT 0,
        journal   INTEGER REFERENCES journal (id)
    ) STRICT
    """,
    "CREATE INDEX outbox_of_profile ON outbox (profile, place)",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_RECENTS, _PROMISES)
