"""What a form would send now, to read and to copy."""

from typing import ClassVar, Literal

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from kraken_tui.config.profiles import Profile
from kraken_tui.forms import sendable
from kraken_tui.forms.about import Passage
from kraken_tui.forms.form import Form
from kraken_tui.screens.form_dialog import FormDialog, written
from kraken_tui.widgets.notice import Notice


class FormPreview(FormDialog[Literal["paste"] | None]):
    """Show document and variables; answers "paste" to fill the form from JSON."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f2", "dismiss(None)", "Close", key_display="esc", id="preview.close"),
        Binding("g", "copy('graphql')", "Copy GraphQL", id="preview.graphql"),
        Binding("j", "copy('json')", "Copy variables", id="preview.json"),
        Binding("c", "copy('curl')", "Copy curl", id="preview.curl"),
        Binding("p", "dismiss('paste')", "Paste JSON", id="preview.paste"),
    ]

    def __init__(self, form: Form, profile: Profile) -> None:
        super().__init__("What would be sent")
        self._form = form
        self._profile = profile

    def compose_inside(self) -> ComposeResult:
        """Yield what changes, the variables and the document."""
        yield Notice()
        yield Static(self._text())

    def _text(self) -> Text:
        text = written(change_passages(self._form))
        text.append("\n\n" if text else "").append("Variables\n", "bold")
        text.append(sendable.as_json(self._form))
        return text.append("\n\nGraphQL\n", "bold").append(sendable.document(self._form))

    def action_copy(self, what: str) -> None:
        """Copy for another tool; secrets and the token are left out."""
        form, profile = self._form, self._profile
        if what == "graphql":
            copied = sendable.document(form)
        elif what == "json":
            copied = sendable.as_json(form)
        else:
            scheme = profile.authorization_scheme
            copied = sendable.as_curl(form, endpoint=profile.endpoint, scheme=scheme)
        self.app.copy_to_clipboard(copied)
        self.query_one(Notice).say(_COPIED[what], tone="good")


_COPIED = {
    "graphql": "Copied the document.",
    "json": "Copied the variables.",
    "curl": "Copied a curl command; it takes the token from $KRAKEN_TOKEN.",
}


def change_passages(form: Form) -> tuple[Passage, ...]:
    """Return what would change, before and after; nothing where that is not known."""
    changes = form.changes()
    if not changes:
        return ()
    lines = tuple((each.label, f"{each.before} → {each.after}") for each in changes)
    return (Passage("Changes", lines),)
