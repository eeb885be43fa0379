"""Typing into a field of a form, with Textual's own input of the same width beside it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import ExitStack
from statistics import median

from bench.form_homes import Tenant
from bench.ratios import Sample
from bench.tenant import KRAKEN
from bench.terminal import Terminal
from kraken_tui.forms.clock import local_now
from kraken_tui.forms.form import Form
from kraken_tui.widgets.form_lines import columns

WORDS = "Thirty letters typed in a row."
WIDTH = 120


def type_words(tenant: Tenant, rounds: int) -> Mapping[str, list[Sample]]:
    """Type a sentence, letter by letter in turns; give medians of each round.

    `seconds` is from the key to the last byte of the answer, `cpu` what the program used till
    then, `bytes` what it wrote.
    """
    samples: dict[str, list[Sample]] = {"Textual Input": [], "field of a form": []}
    for _ in range(rounds):
        with ExitStack() as stack:
            name = _first_with_text(tenant)
            form = stack.enter_context(
                Terminal([*KRAKEN, "--screen", "operations"], env=tenant.env)
            )
            control = stack.enter_context(
                Terminal([sys.executable, "-m", "bench.input_app", str(_width(tenant, name))])
            )
            _prepare(form, control, name)
            answers: dict[str, list[Sample]] = {each: [] for each in samples}
            for letter in WORDS:
                for side, terminal in (("Textual Input", control), ("field of a form", form)):
                    moment = terminal.press(letter, quiet=0.08)
                    answers[side].append(
                        {"seconds": moment.seconds, "cpu": moment.cpu, "bytes": moment.written}
                    )
            for side, each in answers.items():
                samples[side].append(
                    {key: median(answer[key] for answer in each) for key in each[0]}
                )
    return samples


def _prepare(form: Terminal, control: Terminal, name: str) -> None:
    form.ready("What it does")
    control.ready("Ready.")
    form.settle(0.5)
    form.press("/", quiet=0.2)
    form.press(name, quiet=0.3)
    form.press("enter", quiet=0.2)
    form.press("enter", quiet=0.5)
    # The first letters meet styles that nobody has asked for yet.
    for _ in range(2):
        for terminal in (form, control):
            terminal.press("x", quiet=0.2)


def _first_with_text(tenant: Tenant) -> str:
    index = tenant.index()
    for heading in index.mutations:
        rows = _form(tenant, heading.name).rows()
        if rows and rows[0].kind == "text" and rows[0].type == "String!":
            return heading.name
    raise LookupError("no mutation begins with a text")


def _width(tenant: Tenant, name: str) -> int:
    return columns(_form(tenant, name).rows(), WIDTH).width


def _form(tenant: Tenant, name: str) -> Form:
    return Form.build(tenant.index().record(name), clock=local_now)
