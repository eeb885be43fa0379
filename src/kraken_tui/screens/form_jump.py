"""Find a field of a long form by its name and go there."""

from typing import ClassVar

from kraken_tui.forms.finding import every_field
from kraken_tui.forms.form import Form
from kraken_tui.screens.picker import Choice, Picker
from kraken_tui.widgets.record_columns import Column


class FormJump(Picker):
    """List every field, those in folded groups too; answer with the chosen one's place."""

    TITLE_TEXT = "Fields"
    PLACEHOLDER = "Type a part of a field's name"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(key="label", title="Field", width=28, flex=2),
        Column(key="text", title="Holds", width=16, flex=1),
        Column(key="type", title="Type", width=16),
    )

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.fields = every_field(form)

    def on_mount(self) -> None:
        """Offer the fields."""
        self.offer(
            Choice(str(at), each.label, (each.text, each.type))
            for at, each in enumerate(self.fields)
        )
        self.status(f"{len(self.fields)} fields")
