"""Pictures of meters, supply points and what was measured there."""

from kraken_tui.screens.actions import Actions
from kraken_tui.screens.meters_entry import ReadingEntry
from kraken_tui.screens.object_screen import ObjectScreen
from tests.snapshots.conftest import Picture, everywhere, wide
from tests.snapshots.stage import DOWN, SLOW, Steps, asked, changed, put, settled, until, view_after
from tests.ui.database import rows
from tests.ui.desk import ATTEMPTS, Desk
from tests.ui.meters_hands import choose


def of_account(row_id: int, *keys: str) -> Steps:
    """Open another account and press keys."""

    async def act(at: Desk) -> None:
        await at.settle()
        (found,) = rows(at, "SELECT number FROM accounts WHERE id = ?", row_id)
        at.session.choose(found["number"], holder="")
        await at.press("r", *keys)

    return act


@everywhere
def test_loaded(picture: Picture) -> None:
    """Two properties with their meters and supply points; below, the first meter's readings."""
    assert picture(settled, screen="meters")


@everywhere
def test_loading(picture: Picture) -> None:
    """The tenant is being asked; both lists say so where their rows will stand."""
    assert picture(asked, screen="meters", fault=SLOW)


@everywhere
def test_empty(picture: Picture) -> None:
    """An account without a property: the list says that there is no supply."""
    assert picture(changed("DELETE FROM occupancy_periods WHERE account_id = 1"), screen="meters")


@everywhere
def test_partial(picture: Picture) -> None:
    """A meter's status could not be read: the line of news says why, all the rest is there."""
    broken = "UPDATE water_meters SET status = 'SOMEWHERE' WHERE id = 1"
    assert picture(changed(broken), screen="meters")


@everywhere
def test_failed(picture: Picture) -> None:
    """A tenant that is down: what happened, and that r tries again."""
    assert picture(settled, screen="meters", fault=DOWN)


@wide
def test_readings_failed(picture: Picture) -> None:
    """The readings could not be read: why stands in their place, the key that helps below."""

    async def fail(at: Desk) -> None:
        await at.settle()
        at.app.screen.query("#supplies #rows").focus()
        await at.control("fault", status=503, times=ATTEMPTS)
        await at.send("down", "down", "down")
        await at.settle()

    assert picture(fail, screen="meters")


@everywhere
def test_consumption(picture: Picture) -> None:
    """Use a day between readings as bars, with the lowest, the highest and the last in words."""
    assert picture(view_after(1), screen="meters")


def test_energy(picture: Picture) -> None:
    """Supply points with devices and registers, and what the first supply point counted."""
    assert picture(settled, on="energy", screen="meters")


def test_energy_consumption(picture: Picture) -> None:
    """Two lines by the month: what was used, and what the panels fed in."""
    assert picture(view_after(1), on="energy", screen="meters")


def test_by_month(picture: Picture) -> None:
    """Months, newest first, each with a bar as long as its share of the largest."""
    assert picture(view_after(2), on="energy", screen="meters")


@wide
def test_by_hour(picture: Picture) -> None:
    """Hours, newest first: mornings and evenings stand out."""
    assert picture(view_after(2, "g", "g"), on="energy", screen="meters")


@wide
def test_as_measured(picture: Picture) -> None:
    """Whatever was measured at the property, with its true length in both times."""
    assert picture(view_after(2, "G"), on="energy", screen="meters")


@wide
def test_not_measured(picture: Picture) -> None:
    """A meter that nobody reads from afar has no months, and that is said."""
    assert picture(view_after(2), screen="meters")


def test_orders(picture: Picture) -> None:
    """Three service orders: one to come, one called off and dim, one done."""
    assert picture(view_after(3), screen="meters")


@wide
def test_order(picture: Picture) -> None:
    """One service order whole, with what came back from the field."""

    async def look(at: Desk) -> None:
        await view_after(3)(at)
        await at.press("end", "enter")
        await until(at, ObjectScreen)

    assert picture(look, screen="meters")


def test_free_times(picture: Picture) -> None:
    """The times at which somebody could come for the job that was ordered last."""
    assert picture(view_after(4), screen="meters")


@wide
def test_no_orders_here(picture: Picture) -> None:
    """A tenant that keeps no service orders says so below the empty list."""
    assert picture(view_after(3), on="energy", screen="meters")


def test_details(picture: Picture) -> None:
    """The meter, both supply points, the property and its network in columns of facts."""
    assert picture(view_after(5), screen="meters")


@wide
def test_energy_details(picture: Picture) -> None:
    """Product, access tariff, network and its emergency number, devices with registers."""
    assert picture(view_after(5), on="energy", screen="meters")


def test_new_reading(picture: Picture) -> None:
    """A day and a value to type, and what the meter's own history expects."""

    async def begin(at: Desk) -> None:
        await at.settle()
        await at.press("n")
        await until(at, ReadingEntry)

    assert picture(begin, screen="meters")


def test_doubtful_reading(picture: Picture) -> None:
    """A value that is more than plausible, and which the tenant would hold."""

    async def doubt(at: Desk) -> None:
        await at.settle()
        await at.press("n")
        await until(at, ReadingEntry)
        await put(at, "4000")

    assert picture(doubt, screen="meters")


@wide
def test_held_reading(picture: Picture) -> None:
    """A held reading whole: why it is held, and the note that came with it."""

    async def look(at: Desk) -> None:
        await at.settle()
        await at.press("enter")
        await until(at, ObjectScreen)

    assert picture(look, screen="meters")


@wide
def test_actions_on_a_meter(picture: Picture) -> None:
    """What can be done with a meter: modify, read and exchange come first."""

    async def act(at: Desk) -> None:
        await at.settle()
        await choose(at, "23S4895269")
        await at.press("a")
        await until(at, Actions)

    assert picture(act, screen="meters")


@wide
def test_unmeasured(picture: Picture) -> None:
    """Supply points of which no meter is known, and so no readings."""
    assert picture(of_account(3), screen="meters")


@wide
def test_hostile_text(picture: Picture) -> None:
    """An address full of markup, escapes and turned letters is no more than text."""
    assert picture(of_account(13), screen="meters")
