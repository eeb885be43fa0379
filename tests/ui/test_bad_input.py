"""What no field takes is said under it, by keys and by paste, and nothing of it is ever sent.

One control for each scalar of the contracts, and one for each that other tenants have.
"""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import pytest
from textual import events
from textual.widgets import TextArea

from kraken_tui.forms.values import Leaf
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.form_paste import FormPaste
from kraken_tui.widgets.form_choice import ChoiceScreen
from tests.forms.conftest import records_of
from tests.forms.test_every_mutation import fill_required
from tests.ui.desk import Desk, Open
from tests.ui.form_hands import UNSET, Hands, path_of
from tests.ui.test_hostile_text import screen

EMOJI = "5\N{OCTOPUS}\N{WHITE FLAG}\N{VARIATION SELECTOR-16}\N{ZERO WIDTH JOINER}\N{RAINBOW}"
BAD: Mapping[str, str] = {
    "letters": "twelve",
    "day": "2026-02-31",
    "long": "x" * 10_000,
    "digits": "9" * 10_000,
    "emoji": EMOJI,
    "bidi": "1\N{RIGHT-TO-LEFT OVERRIDE}2026",
    "nul": "7\x0042",
    "escape": "\x1b[31m42",
    "json": '{"a": [1,',
    "blank": "   ",
}
TYPED = ("letters", "day", "json", "blank")
"""What has keys of its own; all of them can be pasted."""

UNSAFE = {"bidi": "U+202E", "nul": "NUL", "escape": "escape character"}


def always(words: str, **more: str) -> dict[str, str]:
    """Say the same of every kind, but for `more` and for what no value may hold."""
    return {**dict.fromkeys(BAD, words), **more, **UNSAFE}


NUMBER = always("umber", digits="more than any number")
NAME = {**UNSAFE, "long": "too long", "digits": "too long", "emoji": "U+1F419"}
JSON = always("no JSON", digits="too long a number")


@dataclass(frozen=True)
class Control:
    """A field to try: where it is, and what is said of each kind of text that it refuses."""

    scalar: str
    operation: str
    field: str
    said: Mapping[str, str]


CONTROLS = {
    "water": (
        Control("Int", "createAccountPaymentSchedule", "input.paymentDay", NUMBER),
        Control("money", "collectPayment", "input.amount", NUMBER),
        Control("Float", "updateCommsPreferences", "input.fontSizeMultiplier", NUMBER),
        Control("Decimal", "submitMeterReading", "input.reading", NUMBER),
        Control("Date", "submitMeterReading", "input.readingDate", always("no date", day="no 31")),
        Control("DateTime", "createServiceOrder", "input.scheduledAt", always("", day="no 31")),
        Control("ID", "submitMeterReading", "input.meterId", {**NAME, "blank": "Blanks"}),
        Control("String", "collectPayment", "input.description", UNSAFE),
        Control("secret", "updatePassword", "input.newPassword", UNSAFE),
        Control("e-mail", "updateUser", "input.email", always("name@example.com")),
        Control("JSONString", "updateMetadata", "input.value", JSON),
    ),
    "energy": (
        Control(
            "NonEmptyID",
            "joinSupplierAcceptTermsAndConditions",
            "input.joinSupplierProcessNumber",
            {**NAME, "blank": "Blanks"},
        ),
        Control(
            "a number's String",
            "updateDocumentAccessibilityPreference",
            "input.accountNumber",
            {**NAME, "blank": "Blanks"},
        ),
        Control("IBAN", "updateBillingDetails", "input.billingInfo.iban", always("An IBAN is")),
        Control(
            "GenericScalar",
            "addProperty",
            "input.address.structuredStreetAddress",
            {**UNSAFE, "json": "no JSON"},
        ),
    ),
}
OTHERS = """
scalar BigInt
scalar Time
scalar UUID
scalar Email
scalar NonEmptyString
scalar Upload
type Query { a: Int }
type Mutation { plant(input: Tree!): Int }
input Tree {
  rings: BigInt, wakes: Time, tag: UUID, keeper: Email, name: NonEmptyString, picture: Upload
}
"""
"""Scalars that no mutation of the two contracts takes."""
ELSEWHERE = (
    Control("BigInt", "plant", "input.rings", NUMBER),
    Control("Time", "plant", "input.wakes", always("time of day")),
    Control("UUID", "plant", "input.tag", always("UUID")),
    Control("Email", "plant", "input.keeper", always("name@example.com")),
    Control("NonEmptyString", "plant", "input.name", {**UNSAFE, "blank": "Blanks"}),
    Control("Upload", "plant", "input.picture", always("Files cannot be sent")),
)


@pytest.mark.parametrize("tenant", CONTROLS)
async def test_what_no_field_takes_is_said_under_it_and_never_sent(tenant: str, desk: Open) -> None:
    async with operations(desk, tenant) as at:
        for control in CONTROLS[tenant]:
            await Hands(at).open(control.operation)
            await try_all(at, control)
            await at.press("escape")
        assert not await sent(at)


async def test_scalars_of_other_tenants_are_as_careful(desk: Open) -> None:
    async with operations(desk, "water") as at:
        at.app.push_screen(FormScreen(at.session, records_of(OTHERS)["plant"], {}))
        await at.settle()
        for control in ELSEWHERE:
            await try_all(at, control)
        assert not await sent(at)


async def test_choices_take_nothing_but_what_they_offer(desk: Open) -> None:
    field = "input.collectionMethod"
    async with operations(desk, "water") as at:
        hands = Hands(at)
        await hands.open("collectPayment")
        await hands.put(field, UNSET)
        for kind, text in BAD.items():
            await enter(at, text, typed=kind in TYPED)
            await at.settle()
            for key in ("enter", "escape"):
                await at.press(*([key] if isinstance(at.app.screen, ChoiceScreen) else ()))
            # Blanks narrow the list to nothing less than all of it, so enter takes its first.
            assert text_in(hands, field) == ("BPAY" if kind == "blank" else ""), kind
            await hands.put(field, UNSET)
        await fill_from(at, '{"collectionMethod": "BARTER"}')
        await hands.press("ctrl+s")
        see_refusal(at, field, "BARTER", "not on the list")
        assert not await sent(at)


async def test_yes_and_no_take_nothing_else(desk: Open) -> None:
    field = "input.isSharedSupply"
    async with operations(desk, "water") as at:
        hands = Hands(at)
        await hands.open("createServiceOrder")
        await hands.put(field, UNSET)
        for kind, text in {**BAD, "letters": "52{[x"}.items():
            await enter(at, text, typed=kind == "letters")
            assert text_in(hands, field) == "", kind
        await fill_from(at, '{"isSharedSupply": "maybe"}')
        await hands.press("ctrl+s")
        see_refusal(at, field, "maybe", "neither yes nor no")
        assert not await sent(at)


async def test_json_that_breaks_off_fills_nothing(desk: Open) -> None:
    async with operations(desk, "water") as at:
        hands = Hands(at)
        await hands.open("collectPayment")
        await at.press("f2", "p")
        for text in (*BAD.values(), "[" * 10_000, "[1]", '{"amount": NaN}'):
            at.app.screen.query_one(TextArea).clear()
            await enter(at, text, typed=False)
            await hands.press("ctrl+s")
            assert isinstance(at.app.screen, FormPaste), text[:20]
            assert at.notice, text[:20]
            screen(at)
        assert not await sent(at)


async def try_all(at: Desk, control: Control) -> None:
    """Put every kind of text into a field, by paste and, where there are keys, by keys.

    All other fields that must be filled are, so that nothing else keeps the form from being sent.
    """
    hands = Hands(at)
    fill_required(hands.form.form)
    hands.form.reload()
    await hands.put(control.field, "")
    for kind, text in BAD.items():
        for typed in (False, True) if kind in TYPED else (False,):
            try:
                await try_one(at, control.field, text, control.said.get(kind), typed=typed)
            except AssertionError as wrong:
                raise AssertionError(f"{control.scalar}, {kind}, {typed=}: {wrong}") from wrong
    await hands.press("ctrl+u")


async def try_one(at: Desk, field: str, text: str, said: str | None, *, typed: bool) -> None:
    """Put a text into a field and leave it or send; `said` is part of the objection, if any."""
    hands = Hands(at)
    if said is None or typed:
        await enter(at, text, "ctrl+u", typed=typed, then=("tab", "shift+tab"))
        under = hands.error(field)
        assert said in under if said is not None else not under, under
    else:
        await enter(at, text, "ctrl+u", typed=False, then=("ctrl+s",))
        see_refusal(at, field, text, said)
    assert text_in(hands, field) == text


def see_refusal(at: Desk, field: str, text: str, said: str) -> None:
    """Check that a text is objected to in place, and is still there."""
    hands = Hands(at)
    under = hands.error(field)
    assert said in under, under
    assert f"\N{BALLOT X} {under}"[:20] in screen(at)
    assert at.notice == "Not sent: see the marked fields."
    assert text_in(hands, field) == text


async def enter(at: Desk, text: str, *before: str, typed: bool, then: tuple[str, ...] = ()) -> None:
    """Press keys, type or paste a text, and press more, as quickly as a terminal can."""
    driver = at.app._driver
    assert driver is not None
    if typed:
        await at.send(*before, *text, *then)
        return
    for key in before:
        driver.send_message(events.Key(key, None))
    driver.send_message(events.Paste(text))
    await at.send(*then)


async def fill_from(at: Desk, text: str) -> None:
    """Fill the form from pasted JSON."""
    await at.press("f2", "p")
    await enter(at, text, typed=False)
    await at.press("ctrl+s")


async def sent(at: Desk) -> list[str]:
    """Return the changes that reached the tenant, whatever became of them."""
    log = await at.control("log")
    return [each["name"] for each in log["mutations"] if each["name"] != "obtainKrakenToken"]


def text_in(hands: Hands, field: str) -> str:
    """Return what a field holds."""
    leaf = hands.form.form.node(path_of(field))
    assert isinstance(leaf, Leaf)
    return leaf.text


def operations(desk: Open, tenant: str) -> AbstractAsyncContextManager[Desk]:
    """Open the list of operations."""
    return desk(tenant, screen="operations", size=(80, 24))
