"""A form is filled by keys, keeps what is typed, and shows each error under its field."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.widgets import Input

from kraken_tui.api.errors import FieldProblem, Problem
from kraken_tui.api.records import InputField, InputType, MutationRecord
from kraken_tui.forms.form import Form
from kraken_tui.forms.values import Path
from kraken_tui.widgets.form_choice import ChoiceScreen
from kraken_tui.widgets.form_view import FormView

NOW = datetime(2025, 11, 21, 12, 30, tzinfo=UTC)
MONTHS = [f"MONTH_{each}" for each in range(1, 13)]


def field(name: str, type_: str, default: str | None = None, about: str = "") -> InputField:
    """Return a field of an input type."""
    return InputField(
        name=name, type=type_, default=default, description=about or None, deprecated=None
    )


def object_type(*fields: InputField) -> InputType:
    """Return an input object type."""
    return InputType(
        kind="INPUT_OBJECT", description=None, oneOf=False, fields=list(fields), values=[]
    )


def enum_type(*names: str) -> InputType:
    """Return an enum."""
    values = [{"name": each, "description": None, "deprecated": None} for each in names]
    return InputType(kind="ENUM", description=None, oneOf=False, fields=[], values=values)  # type: ignore[typeddict-item]


RECORD = MutationRecord(
    name="setUpDirectDebitInstruction",
    description=None,
    deprecated=None,
    document="",
    returns="SetUp",
    args=[field("input", "SetUpInput!")],
    types={
        "SetUpInput": object_type(
            field("accountNumber", "String!", about="The account that pays."),
            field("validFrom", "Date!"),
            field("bankDetails", "BankDetails!"),
            field("billingAddress", "Address"),
            field("owners", "[Owner!]"),
            field("collection", "Collection", default="MONTHLY"),
            field("month", "Month"),
            field("automatic", "Boolean"),
            field("password", "String"),
        ),
        "BankDetails": object_type(field("iban", "String"), field("accountNumber", "String")),
        "Address": object_type(field("street", "String!"), field("postcode", "String")),
        "Owner": object_type(field("ownerId", "ID!"), field("share", "Int")),
        "Collection": enum_type("MONTHLY", "QUARTERLY", "YEARLY"),
        "Month": enum_type(*MONTHS),
    },
)
EMPTY = MutationRecord(
    name="regenerateSecretKey",
    description=None,
    deprecated=None,
    document="",
    returns="Key",
    args=[],
    types={},
)


class FormApp(App[None]):
    """Show one form and note its messages."""

    def __init__(self, record: MutationRecord = RECORD) -> None:
        super().__init__()
        self.form = Form.build(record, {"accountNumber": "A-1234ABCD"}, clock=lambda: NOW)
        self.view = FormView(self.form)
        self.helped: list[Path | None] = []
        self.changes = 0

    def compose(self) -> ComposeResult:
        """Show nothing but the form."""
        yield self.view

    def on_form_view_focused(self, message: FormView.Focused) -> None:
        """Note which row came into focus."""
        self.helped.append(message.row.path if message.row else None)

    def on_form_view_changed(self) -> None:
        """Count changes."""
        self.changes += 1

    def value(self, *path: str | int) -> str:
        """Return the text at a path below `input`."""
        return getattr(self.form.node(("input", *path)), "text", "")

    def shown(self) -> list[str]:
        """Return the lines on the screen, as a person sees them."""
        size = self.screen.size
        strips = self.screen._compositor.render_strips(size)
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    def line(self, label: str) -> str:
        """Return the first line that holds a label."""
        return next((each for each in self.shown() if label in each), "")


@asynccontextmanager
async def running(
    record: MutationRecord = RECORD, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[FormApp, Pilot[None]]]:
    """Run an app on one form."""
    app = FormApp(record)
    async with app.run_test(size=size) as pilot:
        app.view.focus()
        await pilot.pause()
        yield app, pilot


def row_of(app: FormApp) -> Path | None:
    """Return the path under the cursor, below `input`."""
    row = app.view.current
    return row.path[1:] if row else None


async def go(app: FormApp, pilot: Pilot[None], *path: str | int) -> None:
    """Move the cursor to a field with keys."""
    await pilot.press("ctrl+home")
    for _step in range(60):
        if row_of(app) == path and app.view.current and app.view.current.kind != "add":
            return
        await pilot.press("down")
    raise AssertionError(f"no row at {path}")


async def test_it_starts_on_the_first_field_that_is_missing() -> None:
    async with running() as (app, _pilot):
        assert row_of(app) == ("validFrom",)
        assert app.helped[-1] == ("input", "validFrom")
        assert "A-1234ABCD" in app.line("Account number *")
        assert "prefilled" in app.line("Account number *")
        assert "MONTHLY by default" in app.line("Collection")
        assert isinstance(app.focused, Input)


async def test_there_is_one_input_however_many_fields() -> None:
    async with running() as (app, _pilot):
        assert len(app.query(Input)) == 1


async def test_text_is_typed_understood_and_kept() -> None:
    async with running() as (app, pilot):
        await pilot.press(*"today", "enter")
        assert app.value("validFrom") == "today"
        assert "Fri 21 Nov 2025" in app.line("Valid from")
        assert row_of(app) == ("bankDetails",)
        assert app.changes == 5
        assert app.form.preview()["input"] == {
            "accountNumber": "A-1234ABCD",
            "validFrom": "2025-11-21",
            "bankDetails": {},
        }


async def test_an_error_appears_under_its_field_when_it_is_left_and_goes_when_corrected() -> None:
    async with running() as (app, pilot):
        await pilot.press(*"2025-02-31", "tab")
        lines = app.shown()
        at = next(place for place, line in enumerate(lines) if "Valid from" in line)
        assert lines[at + 1].strip() == "✗ There is no 31 February in 2025."
        assert app.value("validFrom") == "2025-02-31"
        await pilot.press("shift+tab", "backspace", "backspace", *"28")
        assert "✗" not in "\n".join(app.shown())
        assert app.value("validFrom") == "2025-02-28"


async def test_keys_that_come_at_once_end_up_in_their_fields() -> None:
    async with running() as (app, pilot):
        for key in (*"today", "tab", "tab", *"DE1", "left", *"x", "down", *"99", "up", *"y"):
            character = key if len(key) == 1 else None
            app.post_message(events.Key(key, character))
        await pilot.pause()
        await pilot.press("end")
        assert app.value("validFrom") == "today"
        assert app.value("bankDetails", "iban") == "DEx1y"
        assert app.value("bankDetails", "accountNumber") == "99"


async def test_a_boolean_goes_from_unset_to_yes_to_no() -> None:
    async with running() as (app, pilot):
        await go(app, pilot, "automatic")
        assert "○ yes" in app.line("Automatic") and "○ no" in app.line("Automatic")
        await pilot.press("space")
        assert "● yes" in app.line("Automatic")
        await pilot.press("right")
        assert "● no" in app.line("Automatic")
        assert app.value("automatic") == "false"
        await pilot.press("ctrl+u")
        assert app.value("automatic") == ""
        await pilot.press("y")
        assert app.value("automatic") == "true"


async def test_a_short_choice_is_stepped_through() -> None:
    async with running() as (app, pilot):
        await go(app, pilot, "collection")
        await pilot.press("right")
        assert "MONTHLY" in app.line("Collection") and app.value("collection") == "MONTHLY"
        await pilot.press("left", "left")
        assert app.value("collection") == "YEARLY"


async def test_a_long_choice_opens_a_list_that_can_be_filtered() -> None:
    async with running() as (app, pilot):
        await go(app, pilot, "month")
        await pilot.press("right")
        assert isinstance(app.screen, ChoiceScreen)
        assert any("12 of 12" in each for each in app.shown())
        await pilot.press(*"12")
        assert any("1 of 12" in each for each in app.shown())
        await pilot.press("enter")
        assert app.value("month") == "MONTH_12"
        assert isinstance(app.focused, Input)
        await pilot.press("enter", "home", "up", "escape")
        assert app.value("month") == "MONTH_12"
        await pilot.press("1")
        assert isinstance(app.screen, ChoiceScreen)
        await pilot.press("down", "enter")
        assert app.value("month") == "MONTH_10"


async def test_a_group_opens_and_folds_and_tells_what_is_in_it() -> None:
    async with running() as (app, pilot):
        await go(app, pilot, "billingAddress")
        assert "Street" not in "\n".join(app.shown())
        await pilot.press("enter", "down", *"Main Road 1", "up", "left")
        assert "Street" not in "\n".join(app.shown())
        assert "Main Road 1" in app.line("Billing address")
        assert app.form.preview()["input"]["billingAddress"] == {"street": "Main Road 1"}  # type: ignore[index]


async def test_items_are_added_filled_moved_and_removed() -> None:
    async with running() as (app, pilot):
        await go(app, pilot, "owners")
        await pilot.press("enter")
        assert row_of(app) == ("owners", 0, "ownerId")
        await pilot.press("7", "down", "down")
        assert app.view.current is not None and app.view.current.kind == "add"
        await pilot.press("enter", "8")
        assert app.value("owners", 1, "ownerId") == "8"
        await pilot.press("alt+up")
        assert row_of(app) == ("owners", 0, "ownerId")
        assert app.value("owners", 0, "ownerId") == "8"
        await pilot.press("ctrl+d")
        assert app.value("owners", 0, "ownerId") == "7"
        assert app.form.preview()["input"]["owners"] == [{"ownerId": "7"}]  # type: ignore[index]


async def test_null_and_empty_are_shown_and_typing_takes_their_place() -> None:
    async with running() as (app, pilot):
        await go(app, pilot, "bankDetails", "iban")
        await pilot.press("ctrl+n")
        assert "null" in app.line("IBAN")
        await pilot.press("down")
        assert "null" in app.line("IBAN")
        await pilot.press("up", "ctrl+n")
        assert "(empty)" in app.line("IBAN")
        await pilot.press("x", "y", "left")
        assert app.value("bankDetails", "iban") == "xy"
        await pilot.press("ctrl+u")
        assert app.form.preview()["input"]["bankDetails"] == {}  # type: ignore[index]


async def test_a_check_goes_to_the_first_error_and_counts_nothing_as_lost() -> None:
    async with running() as (app, pilot):
        await go(app, pilot, "billingAddress")
        await pilot.press("right", "down", "down", *"AB1", "ctrl+home")
        app.view.go_to(("input", "billingAddress"))
        await pilot.press("left")
        assert not app.view.check()
        await pilot.pause()
        assert row_of(app) == ("validFrom",)
        assert "✗ Valid from is required." in "\n".join(app.shown())
        assert "✗ Street is required." in "\n".join(app.shown())
        assert app.value("billingAddress", "postcode") == "AB1"


async def test_the_servers_objection_opens_its_group_and_takes_the_cursor() -> None:
    async with running() as (app, pilot):
        await pilot.press(*"today", "down", "left")
        fault = FieldProblem(("input", "bankDetails", "iban"), "Not one of [bold]ours[/].", "KT-1")
        left = app.view.show_problems(
            [Problem("Invalid data", fields=(fault,)), Problem("Not allowed", code="KT-CT-1111")]
        )
        await pilot.pause()
        assert [each.code for each in left] == ["KT-CT-1111"]
        assert row_of(app) == ("bankDetails", "iban")
        assert "✗ Not one of [bold]ours[/]. (KT-1)" in "\n".join(app.shown())
        await pilot.press("x")
        assert "✗" not in "\n".join(app.shown())


async def test_a_secret_is_never_drawn() -> None:
    async with running() as (app, pilot):
        await go(app, pilot, "password")
        await pilot.press(*"hunter2")
        assert "hunter2" not in "\n".join(app.shown())
        await pilot.press("up")
        assert "hunter2" not in "\n".join(app.shown())
        assert "•••••••" in app.line("Password")
        assert app.value("password") == "hunter2"


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\x1b[31mb", "\u202eabc", "two\nlines", "x" * 10_000, "👩‍👩‍👧 Åse"]
)
async def test_whatever_is_pasted_is_kept_and_drawn_harmlessly(text: str) -> None:
    async with running() as (app, pilot):
        await go(app, pilot, "bankDetails", "accountNumber")
        assert app.focused is not None
        app.focused.post_message(events.Paste(text))
        await pilot.pause()
        await pilot.press("up")
        assert app.value("bankDetails", "accountNumber") == text
        drawn = "".join(app.shown())
        assert not any(each in drawn for each in "\x00\x1b\u202e\n")
        await pilot.press("down", "z")
        assert app.value("bankDetails", "accountNumber") == text + "z"


async def test_the_line_break_at_the_end_of_a_paste_is_not_part_of_it() -> None:
    async with running() as (app, pilot):
        assert app.focused is not None
        app.focused.post_message(events.Paste("2025-03-01\r\n"))
        await pilot.pause()
        assert app.value("validFrom") == "2025-03-01"


async def test_a_click_goes_to_a_row_and_presses_what_can_be_pressed() -> None:
    async with running() as (app, pilot):
        lines = app.shown()
        at = next(place for place, line in enumerate(lines) if "Automatic" in line)
        await pilot.click(offset=Offset(5, at))
        assert row_of(app) == ("automatic",)
        assert app.value("automatic") == "true"
        at = next(place for place, line in enumerate(lines) if "IBAN" in line)
        await pilot.click(offset=Offset(40, at))
        await pilot.press("x")
        assert app.value("bankDetails", "iban") == "x"


async def test_a_small_screen_scrolls_and_the_live_field_moves_along() -> None:
    async with running(size=(60, 6)) as (app, pilot):
        await go(app, pilot, "password")
        await pilot.press(*"abc")
        assert "•••" in app.line("Password")
        await pilot.press("ctrl+home", "Z")
        assert "A-1234ABCDZ" in app.line("Account number")


async def test_tab_goes_round_and_down_stops_at_the_end() -> None:
    async with running() as (app, pilot):
        await pilot.press("ctrl+end", "down")
        assert row_of(app) == ("password",)
        await pilot.press("tab")
        assert row_of(app) == ("accountNumber",)
        await pilot.press("shift+tab")
        assert row_of(app) == ("password",)


async def test_a_form_without_fields_says_so_and_takes_every_key_calmly() -> None:
    async with running(EMPTY) as (app, pilot):
        assert "This operation takes no input." in app.shown()[0]
        await pilot.press("down", "tab", "enter", "space", "ctrl+u", "ctrl+n", "ctrl+d", "x")
        assert app.view.check()
        assert app.changes == 0


async def test_a_narrow_screen_is_drawn_too() -> None:
    for width in (1, 8, 20, 33):
        async with running(size=(width, 10)) as (app, pilot):
            await pilot.press("x", "tab", "down", "down")
            assert app.value("validFrom") == "x"
