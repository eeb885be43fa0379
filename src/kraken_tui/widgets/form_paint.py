"""Draw the lines of a form as strips; text from the API goes in as segments, never as markup."""

from collections.abc import Callable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from kraken_tui.forms.rows import Row
from kraken_tui.widgets.cells import clip, fit
from kraken_tui.widgets.form_lines import FormColumns, FormLine, indent
from kraken_tui.widgets.form_text import visible
from kraken_tui.widgets.private import marked

StyleOf = Callable[[str], Style]
"""Returns the style of a part of the form by its short name, e.g. "label"."""

BAR = "▌"
CHOOSE = " ▾ "
MARKS = {"null": "null", "empty": "(empty)"}
ASIDES = {"Date": 17, "Date!": 17, "DateTime": 29, "DateTime!": 29}
"""Cells kept free at the end of a value for what a date was understood as, by type."""
MONEY = 18
"""Cells kept free for what an amount in the minor unit comes to, up to = £21,474,836.47."""


def paint(line: FormLine, row: Row, places: FormColumns, style: StyleOf, *, cursor: bool) -> Strip:
    """Return the strip of one line; `cursor` tells whether the form's cursor is on its row."""
    if line.error:
        return Strip([Segment(" " * places.value), Segment(line.error, style("error"))])
    bar = Segment(BAR if cursor else " ", style("bar"))
    if row.kind == "add":
        words = " " * (indent(row) - 1) + row.label
        return Strip([bar, Segment(words, style("focused" if cursor else "add"))])
    label = _label(row, places, style, cursor=cursor)
    return Strip([bar, *label, *_value(row, places, style, cursor=cursor)])


def aside_width(row: Row) -> int:
    """Return how many cells at the end of the value are taken by the words beside it."""
    if row.kind == "enum":
        return len(CHOOSE)
    if row.kind != "text" or not row.text:
        return 0
    if row.prefilled:
        return len(" prefilled ")
    return MONEY if row.money and row.echo else ASIDES.get(row.type, 0)


def _value(row: Row, places: FormColumns, style: StyleOf, *, cursor: bool) -> list[Segment]:
    if row.kind in ("object", "list"):
        words = MARKS.get(row.mark or "") or _inside(row, cursor=cursor)
        look = marked(style("hint"), private=row.personal and bool(row.text))
        return [Segment(" " + clip(visible(words), places.width), look)]
    well = style("focused-well" if cursor else "well")
    if row.kind == "boolean" and row.mark is None and row.text in ("", "true", "false"):
        segments = _switch(row, style, well)
    else:
        segments = _words(row, places.width - aside_width(row), style, well)
    room = places.width - sum(cell_len(each.text) for each in segments)
    return [Segment(" ", well), *segments, Segment(_aside(row, room), well + style("aside"))]


def _label(row: Row, places: FormColumns, style: StyleOf, *, cursor: bool) -> list[Segment]:
    start = indent(row)
    folds = row.kind in ("object", "list")
    sign = ("▾ " if row.expanded else "▸ ") if folds else "  "
    room = places.value - start - 4
    name = clip(row.label, max(1, room))
    look = "focused" if cursor else "group" if folds else "label"
    mark = "required" if row.required and not row.is_set else "done"
    gap = places.value - start - cell_len(name) - 3
    return [
        Segment(" " * (start - 3) + sign, style("hint")),
        Segment(name, style("gone") + style(look) if row.deprecated is not None else style(look)),
        Segment(" *" if row.required else "  ", style(mark)),
        Segment(" " * max(0, gap)),
    ]


def _words(row: Row, width: int, style: StyleOf, well: Style) -> list[Segment]:
    if row.mark is not None:
        return [Segment(fit(MARKS[row.mark], width), well + style("mark"))]
    if not row.text:
        return [Segment(fit(visible(row.hint), width), well + style("hint"))]
    text = "•" * len(row.text) if row.secret else visible(row.text[: width * 2 + 2])
    look = well + style("wrong" if row.error else "value")
    return [Segment(fit(text, width), marked(look, private=row.personal))]


def _switch(row: Row, style: StyleOf, well: Style) -> list[Segment]:
    parts = [
        Segment(
            f"{'●' if row.text == word else '○'} {shown}   ",
            well + style("value" if row.text == word else "hint"),
        )
        for word, shown in (("true", "yes"), ("false", "no"))
    ]
    hint = "" if row.text else visible(row.hint)
    return [*parts, Segment(hint, well + style("hint"))]


def _aside(row: Row, room: int) -> str:
    if row.kind == "enum":
        return fit(CHOOSE, room, right=True)
    words = "prefilled" if row.prefilled and row.text else row.echo
    return fit(f"{words} ", room, right=True) if room > 0 else ""


def _inside(row: Row, *, cursor: bool) -> str:
    if row.expanded and row.kind == "object":
        return ""
    if row.text or row.expanded:
        return row.text
    if row.kind == "list":
        return "none; Enter adds one" if cursor else "none"
    if cursor:
        return "Enter opens"
    return "nothing in it" if row.item or row.required else "not set"
