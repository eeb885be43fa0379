"""Acting as a customer: offered with the token, told on every screen, and left again."""

from kraken_tui.screens.acting import ActAs
from kraken_tui.screens.form import FormScreen
from kraken_tui.widgets.banner import Banner
from tests.ui.database import change, rows
from tests.ui.desk import Desk, Open
from tests.ui.form_hands import Hands

THEIRS = """
SELECT users.id, given_name || ' ' || family_name AS name, accounts.number
FROM users JOIN account_users ON users.id = user_id JOIN accounts ON accounts.id = account_id
WHERE users.id = 4
"""


def banner(at: Desk) -> str:
    return at.app.screen.query_one(Banner).sentence


async def masquerade(at: Desk, user: int) -> None:
    """Fill in the form for it, and wait for what is offered then."""
    hands = Hands(at)
    await hands.open("masqueradeAuthentication")
    await hands.put("masqueradeToken", "mt_demo_water")
    await hands.put("userId", str(user))
    await at.press("ctrl+s")
    assert isinstance(at.app.screen, ActAs), at.app.screen


async def test_acting_as_a_customer_from_beginning_to_end(desk: Open) -> None:
    async with desk(screen="operations") as at:
        (customer,) = rows(at, THEIRS)
        mine = at.session.account
        await masquerade(at, customer["id"])
        await at.press("enter")
        assert at.session.account == customer["number"] != mine
        assert banner(at).startswith(f"Acting as {customer['name']} until ")
        assert "eyJ" not in at.notice
        await at.press("1")
        assert banner(at).endswith("ctrl+y: yourself again")
        log = (await at.control("log"))["requests"]
        assert log[-1]["user"] == rows(at, "SELECT number FROM users WHERE id = 4")[0]["number"]
        await at.press("ctrl+y")
        assert (banner(at), at.session.account) == ("", mine)


async def test_nothing_is_sent_in_ones_own_name_once_it_has_ended(desk: Open) -> None:
    async with desk(screen="operations") as at:
        await masquerade(at, 4)
        await at.press("enter")
        hands = Hands(at)
        await hands.open("updateAccountBillingEmail")
        assert at.app.screen.query_one(Banner).sentence.startswith("Acting as ")
        await hands.put("input.billingEmail", "new@kraken.example")
        change(at, "UPDATE users SET tokens_revoked_before = 1 WHERE id = 4")
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, FormScreen)
        assert "has ended" in banner(at)
        sent = (await at.control("log"))["mutations"]
        assert "updateAccountBillingEmail" not in [one["name"] for one in sent]
        await at.press("escape", "ctrl+y")
        assert banner(at) == ""
