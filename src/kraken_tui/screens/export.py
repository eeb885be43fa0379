"""Write a list to a file, as CSV or JSON, reading what of it is not at hand yet."""

from __future__ import annotations

import asyncio
import os
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.paging import BrokenPage, PagedList
from kraken_tui.screens.export_file import CSV, JSON, Gathered, kind_of
from kraken_tui.screens.export_places import brief, file_name, free_name, here, problem, reason
from kraken_tui.screens.export_reading import Source, batches, extent
from kraken_tui.screens.finishing import FinishingScreen
from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.notice import Notice

BAR = 30


class Export(FinishingScreen[str | None]):
    """Answer with a sentence about the file that was written, None if there is none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Close", id="export.leave"),
        Binding("escape", "stop", "Stop", id="export.stop"),
        # Before the input, which would take it without saying what it does.
        Binding("enter", "write", "Write", priority=True, id="export.write"),
        Binding("ctrl+t", "switch", "CSV or JSON", priority=True, id="export.switch"),
    ]

    DEFAULT_CSS = """
    Export {
        align: center middle;
        Vertical {
            width: 90%; max-width: 90; height: auto; padding: 0 1;
            background: $surface; border: round $primary; border-title-color: $primary;
        }
        LineInput { margin: 1 0; }
        Static { width: 100%; height: auto; color: $text-muted; }
    }
    """

    def __init__(
        self,
        source: Source,
        *,
        name: str,
        noun: str,
        today: date,
        folder: Path | None = None,
    ) -> None:
        """Take records, all of them or as pages to read to the end.

        ``name`` begins the proposed file's, such as `A-1234-statements`; ``noun`` is what the
        records are called; ``folder`` is where a name without one is put, by default the current
        one.
        """
        super().__init__()
        self._source = source
        self._noun = noun
        self._folder = folder or here()
        self._proposed = free_name(self._folder, f"{file_name(name)}-{today.isoformat()}{CSV}")
        self._replaced: Path | None = None
        self._reading: asyncio.Task[None] | None = None
        self._stopped = False

    # -- what is asked ---------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Stack the news, the name, what it means and how far it got."""
        box = Vertical()
        box.border_title = Text(f"Export {self._noun}")
        with box:
            yield Notice()
            yield LineInput(value=self._proposed, select_on_focus=False)
            yield Static(id="format", markup=False)
            yield Static(self._extent(), id="progress", markup=False)
        yield KeyLine()

    @property
    def path(self) -> Path:
        """Where the file is to be."""
        typed = Path(self.query_one(LineInput).value.strip())
        try:
            return self._folder / typed.expanduser()
        except RuntimeError:  # Nobody is called so.
            return self._folder / typed

    @on(Input.Changed)
    def typed(self) -> None:
        """Tell the format that the name asks for."""
        self._replaced = None
        kind = "JSON, for programs" if kind_of(self.path) == JSON else "CSV, for spreadsheets"
        self.query_one("#format", Static).update(f"{kind}, in {brief(self.path.parent)}")

    def action_switch(self) -> None:
        """Take the other format."""
        line = self.query_one(LineInput)
        if not line.disabled:
            path = Path(line.value)
            other = CSV if kind_of(path) == JSON else JSON
            stem = path.name.removesuffix(path.suffix) if path.suffix in {CSV, JSON} else path.name
            line.value = str(path.with_name(stem + other)) if stem else f"{self._noun}{other}"
            line.cursor_position = len(line.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While writing, offer nothing but to stop."""
        if action in {"write", "switch", "leave"}:
            return self._reading is None
        return action != "stop" or self._reading is not None

    # -- writing -------------------------------------------------------------------------------

    def action_write(self) -> None:
        """Write the file; ask first where one would be lost."""
        path = self.path
        if refusal := problem(path):
            self._say(refusal)
        elif extent(self._source)[1] == 0:
            self._say(f"There are no {self._noun} to write.")
        elif os.path.lexists(path) and self._replaced != path:
            self._replaced = path
            self._say(f"{path.name} is there already. Press enter again to replace it.", "quiet")
        else:
            self._say("")
            write = partial(self._write, path, replace=self._replaced == path)
            self._writing: Worker[None] = self.run_worker(write, group="export", exclusive=True)

    def action_leave(self) -> None:
        """Close without a file."""
        self.dismiss(None)

    def action_stop(self) -> None:
        """Stop reading, and write what was read."""
        if self._reading is not None:
            self._stopped = True
            self._reading.cancel()
            if isinstance(self._source, PagedList):
                self._source.stop()

    async def _write(self, path: Path, *, replace: bool) -> None:
        rows = Gathered()
        self._stopped = False
        self._reading = asyncio.create_task(self._read(rows))
        self._busy(True)
        try:
            failure = await self._finished()
            await asyncio.to_thread(rows.write, path, replace=replace)
        except FileExistsError:
            self._say(f"{path.name} is there already. Press enter to replace it.")
            self._replaced = path
        except (OSError, ValueError) as error:
            self._say(f"{brief(path)} cannot be written: {reason(error)}.")
        else:
            self._tell(rows.count, path, failure)
        finally:
            self._reading.cancel()
            self._reading = None
            self._busy(False)
            rows.close()

    async def _finished(self) -> str:
        """Wait until all is read; return why it ended early, or nothing."""
        assert self._reading is not None
        try:
            await self._reading
        except (KrakenError, BrokenPage) as error:
            return error.sentence
        except asyncio.CancelledError:
            if not self._stopped:
                raise
            return "Stopped."
        return ""

    async def _read(self, rows: Gathered) -> None:
        async for batch in batches(self._source):
            await asyncio.to_thread(rows.add, batch)
            self._progress(rows.count)

    def _tell(self, count: int, path: Path, failure: str) -> None:
        what = f"{count:,} {self._noun}" if count != 1 else f"1 of the {self._noun}"
        if not failure:
            self.finish(f"Wrote {what} to {brief(path)}.")
        elif self._stopped:
            self.finish(f"Stopped: the first {what} are in {brief(path)}.")
        else:
            self._say(f"{failure} The first {what} are in {brief(path)}.")

    # -- telling ---------------------------------------------------------------------------------

    def _say(self, sentence: str, tone: str = "bad") -> None:
        self.query_one(Notice).say(sentence, tone=tone)

    def _busy(self, busy: bool) -> None:
        line = self.query_one(LineInput)
        line.disabled = busy
        if not busy:
            line.focus()
        self.refresh_bindings()

    def _extent(self) -> str:
        count, total = extent(self._source)
        if isinstance(self._source, PagedList) and not self._source.complete:
            of = f" of {total:,}" if total is not None else ""
            return f"{count:,}{of} are at hand; the rest is read first."
        return f"{count:,} {self._noun}"

    def _progress(self, done: int) -> None:
        total = extent(self._source)[1]
        told = f"{done:,} {self._noun}"
        if total is not None and total >= done:
            filled = BAR * done // max(1, total)
            bar = "\N{FULL BLOCK}" * filled + "\N{LIGHT SHADE}" * (BAR - filled)
            told = f"{bar} {done:,} of {total:,}"
        self.query_one("#progress", Static).update(told)
