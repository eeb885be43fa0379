"""One account whose texts try everything that a careless screen would trip over."""

import sqlite3

from kraken_tui.sandbox.generate.market import World

_MARKUP = "[bold red]Robert[/] [link=https://example.com]Tables[/link]"
_BIDI = (
    "\u202eevil\u202c "
    "\u200f\u05e2\u05d1\u05e8\u05d9\u05ea\u200f \u2066\u0639\u0631\u0628\u064a\u2069"
)
_ESCAPES = "\x1b[31mred\x1b[0m \x1b]8;;https://example.com\x07link\x1b]8;;\x07 \x9b2J\x07\x00bell"
_WIDE = (
    "\u738b\u5c0f\u660e \U0001f469\u200d\U0001f469\u200d\U0001f467 "
    "Z\u0351\u036b\u0343\u0334\u0319A\u0335\u031cL\u0320\u0368G\u0334O\u0328"
)
_LONG = "Long note. " * 910


def add_oddities(connection: sqlite3.Connection, world: World, account_id: int) -> None:
    """Give an account that exists odd names, notes, titles and addresses."""
    connection.execute(
        "UPDATE accounts SET billing_name = ?, billing_sub_name = ?, billing_address_line1 = ?,"
        " billing_address_line2 = ? WHERE id = ?",
        (_MARKUP, _BIDI, _ESCAPES, _WIDE, account_id),
    )
    connection.execute(
        "UPDATE users SET given_name = ?, family_name = ? WHERE id ="
        " (SELECT user_id FROM account_users WHERE account_id = ? AND is_customer)",
        (_MARKUP, _BIDI, account_id),
    )
    connection.execute(
        "UPDATE properties SET address = ?, label = ? WHERE id ="
        " (SELECT property_id FROM occupancy_periods WHERE account_id = ?)",
        (f"{_WIDE}, {_ESCAPES}", _MARKUP, account_id),
    )
    connection.execute(
        "UPDATE transactions SET title = ?, note = ? WHERE ledger_id ="
        " (SELECT id FROM ledgers WHERE account_id = ? AND is_main) AND seq % 7 = 3",
        (f"{_MARKUP}\n{_ESCAPES}", _LONG[:10_000], account_id),
    )
    connection.executemany(
        "INSERT INTO notes (account_id, body, is_pinned, created_at) VALUES (?, ?, ?, ?)",
        [
            (account_id, body, 0, f"{world.today}T00:00:00+00:00")
            for body in (_LONG[:10_000], _MARKUP, _BIDI, _ESCAPES, _WIDE, "", " \t\r\n ")
        ],
    )
