"""With privacy on, a form tells nobody who looks on what is in it."""

from kraken_tui.privacy import Known
from tests.privacy.onlooker import learned, on_screen, secrets
from tests.ui.desk import Desk, Open
from tests.ui.test_sending import fill, open_form

NEW = "nobody.may.see@quite-private.example"


def seen(at: Desk) -> str:
    """Read the screen."""
    return on_screen(at.app.screen)


async def test_a_form_its_preview_its_draft_and_the_news_of_it(desk: Open) -> None:
    async with desk(size=(120, 60), transactions=30) as at:
        known = secrets(at)
        form = await open_form(at, "E-mail", "update account billing email")
        await at.press("f8")
        assert "PRIVACY" in seen(at).splitlines()[0]
        assert learned(seen(at), known) == []
        await fill(at, form, "billingEmail", NEW)
        assert NEW not in seen(at)
        assert "\N{BULLET}" * 6 in seen(at)
        assert NEW in str(form.form.variables())
        await at.press("f2")
        assert NEW not in seen(at)
        assert learned(seen(at), known) == []
        await at.press("c")
        assert NEW in at.app.clipboard
        await at.press("escape", "ctrl+s")
        assert "accepted" in seen(at)
        assert NEW not in seen(at)
        assert learned(seen(at), known) == []
        # The journal of another window, which was told nothing of it.
        at.session.overheard._known = Known()
        await at.press("7", "enter")
        assert "Billing email" in seen(at)
        assert NEW not in seen(at)
        await at.press("f8")
        assert NEW in seen(at)
