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

MIGRATIONS: tuple[tuple[str, ...], ...] = (_RECENTS,)
