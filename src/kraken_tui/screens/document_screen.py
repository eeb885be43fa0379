"""What was billed, opened whole, with its documents to open in a browser or to copy."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from kraken_tui.domain.links import is_web_link
from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.facts import Section

NO_LINK = "There is no link under the cursor, and none on this page."


class DocumentScreen(ObjectScreen):
    """Show sections, some of whose values are links. A link is only followed when asked to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "browse", "Open in browser", id="link.browse"),
    ]

    @property
    def sections(self) -> tuple[Section, ...]:
        """What is shown."""
        return self.query_one(FactView).sections

    def action_browse(self) -> None:
        """Let the desktop open the link under the cursor, or else the first one there is."""
        current = self.query_one(FactView).current
        facts = [fact for section in self.sections for fact in section.facts]
        links = [
            fact for fact in (*([current] if current else ()), *facts) if is_web_link(fact.value)
        ]
        if not links:
            self.say(NO_LINK)
            return
        self.app.open_url(links[0].value)
        self.say(f"Asked the browser to open {links[0].label}.", tone="good")
