"""Loyalty data that bites, on the screen: shown as plain text and never obeyed."""

import pytest

from tests.ui.database import change
from tests.ui.desk import Open
from tests.ui.test_hostile_text import screen

pytestmark = pytest.mark.thorough

MARKUP = "[bold red]Robert[/]"
HOSTILE = f"{MARKUP} \x1b[31mred\x1b]8;;https://example.com\x07\u202e\u2066" + "long " * 2_000
STATEMENTS = (
    "UPDATE loyalty_point_ledger_entries SET reason_code = :text, ledger_type = :text",
    "UPDATE loyalty_point_ledger_entries SET posted_at = '9999-12-31T23:59:59+00:00',"
    " value = 10000000000000000, balance_carried_forward = 10000000000000000 WHERE seq = 1",
    "UPDATE loyalty_point_ledger_entries SET posted_at = '1900-01-01T00:00:00+00:00',"
    " balance_carried_forward = -10000000000000000 WHERE seq = 2",
    "UPDATE loyalty_cards SET number = :text, scheme = :text, status = :text",
    "UPDATE vouchers SET display_name = :text, client_params = json_object('a', :text),"
    " available_from = '1900-01-01', purchased_at = '9999-12-31T23:59:59+00:00'",
    "UPDATE rewards SET code = :text, reward_amount = -2147483648",
    "UPDATE referrals SET code = :text, referred_user_name = :text, payment_status = :text,"
    " referred_user_join_date = NULL, combined_payment_amount = 2147483647",
    "UPDATE referral_schemes SET code = :text || audience, referral_display_url = :text",
)


async def test_every_view_and_every_record_is_plain_text(desk: Open) -> None:
    async with desk(screen="loyalty", size=(80, 24)) as at:
        for statement in STATEMENTS:
            change(at, statement, text=HOSTILE)
        await at.press("r")
        assert at.notice == ""
        screen(at)
        for _ in range(5):
            await at.press("right_square_bracket")
            assert MARKUP[:12] in screen(at)
            await at.press("end", "enter")
            assert MARKUP in screen(at)
            for _ in range(10):
                await at.send("down")
                screen(at)
            await at.press("y", "escape", "a")
            screen(at)
            await at.press("escape", "y")
            assert "\x1b" not in at.app.clipboard
        assert "Robert" in at.app.clipboard
