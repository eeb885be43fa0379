"""This tenant's schema: where it comes from, how old it is, and what the app misses in it."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.schema_cache import SchemaIndex
from kraken_tui.forms.about import Passage
from kraken_tui.screens import tenant_plans
from kraken_tui.screens.failures import with_key
from kraken_tui.screens.form_dialog import written
from kraken_tui.session import Session
from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.notice import Notice

ASKING = "Asking the tenant for its schema\N{HORIZONTAL ELLIPSIS}"
GUESSED = "Screens ask this tenant for everything, and then without what it refuses."


class TenantSchema(ModalScreen[None]):
    """Tell of the schema, what the screen below it has to do without, then what others have to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss(None)", "Close", key_display="esc", id="schema.close"),
        Binding("r", "load", "Load anew", id="schema.load"),
    ]

    DEFAULT_CSS = """
    TenantSchema {
        align: center middle;
        VerticalScroll {
            width: 90%; max-width: 110; height: auto; max-height: 85%; padding: 0 1;
            background: $surface; border: round $primary; border-title-color: $primary;
            scrollbar-size-vertical: 1;
        }
        Static { width: 100%; height: auto; }
    }
    """

    def __init__(self, session: Session, tab: str, *, anew: bool = False) -> None:
        super().__init__()
        self._session = session
        self._tab = tab
        self._anew = anew

    def compose(self) -> ComposeResult:
        """Yield the facts in a box, and the keys."""
        box = VerticalScroll()
        box.border_title = "This tenant's schema"
        with box:
            yield Notice()
            yield Static()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what is known, and get what is not."""
        self._begin(anew=self._anew)

    def action_load(self) -> None:
        """Ask the tenant again."""
        self._begin(anew=True)

    def _begin(self, *, anew: bool) -> None:
        work = partial(self._load, anew=anew)
        self._loading: Worker[None] = self.run_worker(work, group="load", exclusive=True)

    async def _load(self, *, anew: bool) -> None:
        news = self.query_one(Notice)
        try:
            if anew:
                news.say(ASKING)
                await load_anew(self._session, news)
            await self._show(await self._session.schema())
        except KrakenError as error:
            news.say(with_key(error), tone="bad")

    async def _show(self, schema: SchemaIndex) -> None:
        missing = await self._session.fitting.missing()
        plans = await tenant_plans.passages(self._session)
        passages = (_about(self._session, schema), *self._gaps(missing), *plans)
        self.query_one(Static).update(written(passages))

    def _gaps(self, missing: Mapping[str, list[str]]) -> list[Passage]:
        here = self._session.asked.get(self._tab, {})
        parts = [
            (f"What the {self._tab} screen does without", here),
            ("What others do without", [view for view in missing if view not in here]),
        ]
        found = []
        for title, views in parts:
            lines = tuple((view, ", ".join(missing[view])) for view in views if missing.get(view))
            found.append(Passage(title, lines or (("", "Nothing that is known of."),)))
        return found


async def load_anew(session: Session, news: Notice) -> None:
    """Ask the tenant for its schema and say what came of it; raise ``KrakenError``."""
    changed = await session.load_schema_anew()
    news.say("The schema has changed." if changed else "The schema is as it was.", tone="good")


def source_line(session: Session, count: int) -> str:
    """Say in one line how many mutations there are and whose word that is."""
    origin = session.fitting.origin
    told = "" if origin is None else f": {origin.brief(session.now())}"
    return f"{count} mutations{told}"


def _about(session: Session, schema: SchemaIndex) -> Passage:
    origin = session.fitting.origin
    gone = sum(heading.deprecated is not None for heading in schema.mutations)
    lines = [("", f"{source_line(session, len(schema.mutations))}.")]
    if gone:
        lines.append(("Deprecated", f"{gone} of them"))
    if origin is not None:
        at = session.formats.moment(origin.at)
        lines += [("Asked", at), ("Answer", origin.why), ("Fit", origin.fitting)]
        lines.append(("", "" if origin.is_certain else GUESSED))
    lines.append(("Hash", schema.hash[:16]))
    return Passage("Where it comes from", tuple(line for line in lines if line[1]))
