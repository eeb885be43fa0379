"""Joining blanks changes the bytes and never the picture."""

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style

from kraken_tui.widgets.blanks import join_blanks

STYLES = st.sampled_from(
    [
        Style.parse(text)
        for text in ("red on black", "bold blue on black", "red on white", "reverse", "underline")
    ]
)
SEGMENTS = st.lists(st.builds(Segment, st.sampled_from(["", " ", "   ", "a", " b", "c "]), STYLES))


def look(segments: list[Segment]) -> list[tuple[object, ...]]:
    """What can be seen of each cell: of a blank its background and its lines."""
    cells: list[tuple[object, ...]] = []
    for text, style, _ in segments:
        assert style is not None
        plain = not (style.reverse or style.underline)
        for character in text:
            cells.append((character, style.bgcolor if plain and character == " " else style))
    return cells


@given(SEGMENTS)
def test_every_cell_looks_the_same(segments: list[Segment]) -> None:
    assert look(join_blanks(segments)) == look(segments)


@given(SEGMENTS)
def test_there_are_never_more_segments(segments: list[Segment]) -> None:
    assert len(join_blanks(segments)) <= len(segments)


def test_a_blank_between_two_colours_joins_the_first() -> None:
    red, blue = Style.parse("red on black"), Style.parse("blue on black")
    given = [Segment("a", red), Segment("  ", Style.parse("white on black")), Segment("b", blue)]
    assert join_blanks(given) == [Segment("a  ", red), Segment("b", blue)]
