"""A link is shown as a QR code that a camera can read, or it is said why not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from kraken_tui.widgets.qr import QUIET, TOO_LONG, QrCode, half_blocks

LINK = "https://pay.kraken.example/hosted/3f9c1e52-8a7b"
UPPER, LOWER = "▀█", "▄█"


class Page(App[None]):
    """A code and nothing else."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.code = QrCode(content)

    def compose(self) -> ComposeResult:
        yield self.code


@asynccontextmanager
async def showing(content: str, size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
    async with Page(content).run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


def drawn(code: QrCode) -> list[str]:
    return [code.render_line(y).text.rstrip() for y in range(code.size.height)]


def modules(lines: list[str]) -> list[list[bool]]:
    """Read half blocks as a camera would: two rows of modules in a line."""
    rows = []
    for line in lines:
        rows.append([letter in UPPER for letter in line])
        rows.append([letter in LOWER for letter in line])
    return rows


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_the_half_blocks_are_the_code(content: str) -> None:
    rows = modules(half_blocks(content))
    matrix = segno.make_qr(content, error="l").matrix
    side = len(matrix)
    inner = [row[QUIET : QUIET + side] for row in rows[QUIET : QUIET + side]]
    assert inner == [[bool(module) for module in row] for row in matrix]
    assert sum(map(sum, rows)) == sum(map(sum, inner))
    assert {len(row) for row in rows} == {side + 2 * QUIET}
    assert len(rows) in {side + 2 * QUIET, side + 2 * QUIET + 1}


async def test_a_hosted_link_fits_into_a_small_terminal() -> None:
    async with showing(LINK, (80, 24)) as pilot:
        code = pilot.app.query_one(QrCode)
        assert code.words == ""
        assert len(code.lines) <= 20
        assert [line.rstrip() for line in code.lines] == drawn(code)


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
async def test_it_is_dark_on_light_in_every_theme_and_in_16_colours(theme: str) -> None:
    async with showing(LINK, (80, 24)) as pilot:
        pilot.app.theme = theme
        await pilot.pause()
        (dark, *_) = pilot.app.query_one(QrCode).render_line(3)
        assert dark.style is not None
        assert dark.style.color is not None
        assert dark.style.bgcolor is not None
        assert dark.style.color.get_truecolor() < dark.style.bgcolor.get_truecolor()
        ink, paper = (
            colour.downgrade(ColorSystem.STANDARD).number
            for colour in (dark.style.color, dark.style.bgcolor)
        )
        assert (ink, paper) == (0, 15)


@pytest.mark.parametrize("size", [(80, 10), (30, 24), (20, 5)])
async def test_without_room_it_says_how_much_it_needs(size: tuple[int, int]) -> None:
    async with showing(LINK, size) as pilot:
        code = pilot.app.query_one(QrCode)
        assert code.words == "The QR code needs 33 columns and 17 lines here."
        text = " ".join(drawn(code)).strip()
        assert text.startswith("The QR code needs"[: size[0] - 1])
        assert not set(text) & set("▀▄█")


async def test_more_room_brings_it_back() -> None:
    async with showing(LINK, (80, 10)) as pilot:
        code = pilot.app.query_one(QrCode)
        assert code.words
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert code.words == ""
        assert drawn(code) == [line.rstrip() for line in code.lines]


async def test_another_link_is_another_code() -> None:
    async with showing(LINK, (80, 24)) as pilot:
        code = pilot.app.query_one(QrCode)
        before = drawn(code)
        code.show(LINK + "/other")
        await pilot.pause()
        assert code.content == LINK + "/other"
        assert drawn(code) == [line.rstrip() for line in half_blocks(code.content)] != before
        code.show("")
        await pilot.pause()
        assert "".join(drawn(code)) == code.words == ""


async def test_what_no_code_can_hold_is_said() -> None:
    async with showing("x" * 5000, (80, 24)) as pilot:
        code = pilot.app.query_one(QrCode)
        assert code.words == TOO_LONG
        assert drawn(code)[0] == TOO_LONG
