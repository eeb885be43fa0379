"""Opening the forms of a tenant in the real app: from a key to the first painted fields."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.form_homes import Tenant
from bench.tenant import DEMO_ACCOUNT, KRAKEN, home, sandbox, write_profile
from bench.terminal import Moment, NotReady, Terminal
from kraken_tui.forms import names
from kraken_tui.forms.clock import local_now
from kraken_tui.forms.form import Form
from kraken_tui.widgets.form_canvas import NO_INPUT

SLOWEST = 5
"""So many of the slowest, and the longest, are opened over again: a single time says little."""
FORM_KEYS = "Find field"
OPENED = "Opened."


@dataclass(frozen=True, slots=True)
class Opening:
    """Hold what opening one form took, in seconds, and the control's opening beside it.

    ``written`` counts all bytes until nothing more comes, not only those of the fields.
    """

    name: str
    rows: int
    seconds: float
    cpu: float
    written: float
    control: Moment


class Openings:
    """Open the forms of a tenant one after the other, with an opening of the control each time."""

    def __init__(self, tenant: Tenant, stack: ExitStack) -> None:
        index = tenant.index()
        self.names = [heading.name for heading in index.mutations]
        self._labels = {name: labels_of(tenant, name) for name in self.names}
        command = [*KRAKEN, "--screen", "operations"]
        self._app = stack.enter_context(Terminal(command, env=tenant.env))
        self._app.ready("What it does")
        self._control = stack.enter_context(Terminal([sys.executable, "-m", "bench.screen_app"]))
        self._control.ready("Ready.")
        self._app.settle(0.5)
        self._at = 0

    def open(self, name: str) -> Opening:
        """Open a form and leave it again."""
        self._go(self.names.index(name))
        labels = self._labels[name]
        before = self._app.written
        moment = self._app.press_until("enter", shows_form(name, labels))
        written = self._app.written - before
        self._leave(self._app, FORM_KEYS)
        control = self._control.press_until("enter", lambda lines: OPENED in lines[0])
        self._leave(self._control, OPENED)
        return Opening(name, len(labels), moment.seconds, moment.cpu, written, control)

    def open_often(self, name: str, times: int) -> Opening:
        """Open a form some times over and take the medians."""
        found = [self.open(name) for _ in range(times)]
        control = Moment(
            median(each.control.seconds for each in found),
            0,
            median(each.control.cpu for each in found),
        )
        return Opening(
            name,
            found[0].rows,
            median(each.seconds for each in found),
            median(each.cpu for each in found),
            median(each.written for each in found),
            control,
        )

    def _go(self, index: int) -> None:
        steps = index - self._at
        if steps:
            key = "\x1b[B" if steps > 0 else "\x1b[A"
            self._app.press(key * abs(steps), quiet=0.15)
        self._at = index

    def _leave(self, terminal: Terminal, text: str) -> None:
        for _ in range(3):
            terminal.press("escape", quiet=0.2)
            if not terminal.shows(text):
                return
        raise NotReady(f"{text!r} does not go away")


def first_openings(tenant: Tenant, times: int) -> list[Moment]:
    """Open the first form of a fresh app, once in each."""
    found = []
    name = tenant.index().mutations[0].name
    shown = shows_form(name, labels_of(tenant, name))
    for _ in range(times):
        with Terminal([*KRAKEN, "--screen", "operations"], env=tenant.env) as app:
            app.ready("What it does")
            app.settle(1.0)
            found.append(app.press_until("enter", shown))
    return found


def from_actions(times: int) -> list[Moment]:
    """Open the nearest action on an account, in the real app with a sandbox over HTTP."""
    with TemporaryDirectory(prefix="kraken-bench-") as folder, sandbox() as port:
        write_profile(Path(folder), port=port, account=DEMO_ACCOUNT)
        with Terminal(KRAKEN, env=home(Path(folder))) as app:
            app.ready("Overdue", timeout=60)
            app.settle(2.0)
            found = []
            for _ in range(times + 1):
                app.press("a")
                app.ready("mutations fit")
                app.settle(0.5)
                found.append(app.press_until("enter", lambda lines: FORM_KEYS in lines[-1]))
                app.press("escape", quiet=0.3)
    return found[1:]


def shows_form(name: str, labels: Sequence[str]) -> Callable[[Sequence[str]], bool]:
    """Return a test whether the lines of a screen show a form, its fields among them."""
    wanted = {label[:12] for label in labels} or {NO_INPUT[:12]}
    title = names.label(name)[:30]

    def shown(lines: Sequence[str]) -> bool:
        fields = [line.lstrip(" \N{LEFT HALF BLOCK}▾▸") for line in lines[1:]]
        return lines[0].strip().startswith(title) and any(
            field.startswith(label) for field in fields for label in wanted
        )

    return shown


def slowest(openings: Mapping[str, Opening], count: int = SLOWEST) -> list[str]:
    """Name the slowest, and the longest."""
    by_time = sorted(openings.values(), key=lambda each: -each.seconds)
    longest = max(openings.values(), key=lambda each: each.rows)
    return list(dict.fromkeys([*(each.name for each in by_time[:count]), longest.name]))


def labels_of(tenant: Tenant, name: str) -> list[str]:
    """Give the labels of a form's rows."""
    form = Form.build(tenant.index().record(name), clock=local_now)
    return [row.label for row in form.rows()]
