"""The screens that there are, and the keys that lead to them."""

from textual.binding import Binding

from kraken_tui.widgets.tab_line import Tab

TABS = (
    Tab("1", "overview", "Overview"),
    Tab("2", "ledgers", "Ledgers"),
    Tab("3", "payments", "Payments"),
    Tab("4", "loyalty", "Loyalty"),
    Tab("5", "meters", "Meters"),
    Tab("6", "operations", "Operations"),
    Tab("7", "activity", "Activity"),
)


def bindings() -> list[Binding]:
    """Bind each screen's key."""
    return [
        Binding(
            tab.key,
            f"app.open_screen('{tab.name}')",
            tab.title,
            show=False,
            id=f"screen.{tab.name}",
        )
        for tab in TABS
    ]


def mode_of(profile: str, screen: str) -> str:
    """Name the app's mode in which a profile's screen is; no name of either holds a slash."""
    return f"{profile}/{screen}"


def screen_in(mode: str) -> str:
    """Name the screen that is in a mode."""
    return mode.rpartition("/")[2]
