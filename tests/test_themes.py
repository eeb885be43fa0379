"""Themes can be read: by the program, and by people."""

from pathlib import Path

import pytest
from rich.color import Color as TerminalColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

from kraken_tui.themes import FOR_FEW_COLOURS, for_terminal, wardrobe

SHIPPED = wardrobe(Path("nowhere")).themes


def luminance(color: Color) -> float:
    """Give the relative luminance as WCAG 2 defines it, from 0 to 1."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, color.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21."""
    lights = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def test_the_themes_are_there() -> None:
    few = {"kraken-16", "kraken-16-light"}
    assert set(SHIPPED) == {"kraken-dark", "kraken-light", "kraken-sunlight", *few}


@pytest.mark.parametrize("theme", SHIPPED.values(), ids=list(SHIPPED))
def test_everything_written_stands_out(theme: Theme) -> None:
    least = 7 if theme.name == "kraken-sunlight" else 4.5
    background = str(theme.background)
    for color in (theme.foreground, theme.primary, theme.error, theme.success, theme.warning):
        assert contrast(str(color), background) >= least, color


@pytest.mark.parametrize("theme", SHIPPED.values(), ids=list(SHIPPED))
def test_the_row_under_the_cursor_stands_out(theme: Theme) -> None:
    bar = theme.variables["block-cursor-background"]
    assert contrast(theme.variables["block-cursor-foreground"], bar) >= 4.5
    assert contrast(bar, str(theme.background)) >= 2


def shown(color: str) -> int | None:
    """Tell which of its 16 colours a terminal takes for one."""
    return TerminalColor.parse(color).downgrade(ColorSystem.STANDARD).number


@pytest.mark.parametrize("name", sorted(set(FOR_FEW_COLOURS.values())))
def test_sixteen_colours_keep_apart_what_is_told_apart_by_them(name: str) -> None:
    colors = SHIPPED[name].to_color_system().generate() | SHIPPED[name].variables
    rows = ("background", "block-cursor-background", "block-cursor-blurred-background")
    assert len({shown(colors[row]) for row in rows}) == 3
    told = ("foreground", "text-muted", "text-disabled", "text-primary", "text-accent")
    for text in (*told, "text-warning", "text-error", "text-success"):
        for behind in ("background", "surface", "panel"):
            assert shown(colors[text]) != shown(colors[behind]), (text, behind)


@pytest.mark.parametrize(
    ("environment", "theme"),
    [
        ({"TERM": "xterm"}, "kraken-16"),
        ({"TERM": "xterm-256color"}, "kraken-dark"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "kraken-dark"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "kraken-16"),
    ],
)
def test_a_terminal_of_few_colours_gets_a_theme_for_it(
    environment: dict[str, str], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TERM", "COLORTERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert for_terminal("kraken-dark") == theme
    assert for_terminal("mine") == "mine"


def test_ones_own_theme_replaces_a_shipped_one(tmp_path: Path) -> None:
    folder = tmp_path / "themes"
    folder.mkdir()
    (folder / "mine.toml").write_text("""
        name = "kraken-dark"
        primary = "#00ff00"
        text_alpha = 1
        [variables]
        text-muted = "auto 60%"
        block-cursor-text-style = "bold reverse"
        link-background = "initial"
        of-my-own = "red"
    """)
    found = wardrobe(tmp_path)
    assert found.themes["kraken-dark"].primary == "#00ff00"
    assert found.themes.keys() == SHIPPED.keys()
    assert found.passed_over == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = \n", "it is not TOML: invalid value (at line 1, column 8)."),
        ("primary = 'red'", 'it lacks "name".'),
        ("name = 'mine'", 'it lacks "primary".'),
        ("colour = 'red'", 'it lacks "name".'),
        ("{}\nacent = 'red'", 'it has "acent", which no theme has; did you mean "accent"?'),
        ("{}\naccent = 'rot'", 'it has accent = "rot", which is no colour such as #5ab0f6.'),
        ("{}\npanel = 3", 'it has panel = "3", which is something else.'),
        ("{}\ndark = 'no'", 'it has dark = "no", which is something else.'),
        ("{}\nvariables = 'none'", 'it has variables = "none", which is something else.'),
        *(
            ("{}\n[variables]\n" + f"{name} = {value!r}", f'it has {name} = "{value}" among its')
            for name, value in {
                "text-muted": "blu",
                "block-cursor-text-style": "bald",
                "of-my-own": "@",
                "scrollbar": 7,
            }.items()
        ),
    ],
)
def test_a_file_that_cannot_be_worn_is_passed_over_and_says_why(
    text: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "themes" / "mine.toml"
    path.parent.mkdir()
    path.write_text(text.format("name = 'mine'\nprimary = 'red'"))
    found = wardrobe(tmp_path)
    assert found.themes.keys() == SHIPPED.keys()
    (sentence,) = found.passed_over
    assert f"{path} is passed over: {told}" in sentence
    assert sentence.endswith((".", "?"))
