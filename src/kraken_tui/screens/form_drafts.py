"""What is typed into a form is kept with every key, and is back when the form is opened again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar, NamedTuple
from uuid import uuid4

from textual.binding import Binding, BindingType

from kraken_tui.api.records import MutationRecord
from kraken_tui.drafting import Kept, Pen, topic_of
from kraken_tui.forms import names
from kraken_tui.forms.form import Form
from kraken_tui.forms.pasting import named
from kraken_tui.forms.subject import subject_of
from kraken_tui.forms.values import Path
from kraken_tui.screens.form_tools import FormTools
from kraken_tui.screens.words import when
from kraken_tui.session import Session

JUST_NOW = timedelta(minutes=10)

PUT_AWAY = "What you typed is put away. Press f7 again to have it back."
SWAPPED = "What you typed first is back, and what you typed since is put away. f7 swaps them."


class Opened(NamedTuple):
    """A form to be shown, what keeps it, and what to say of what was typed there before."""

    form: Form
    pen: Pen
    back: str = ""


def opened(session: Session, record: MutationRecord, context: Mapping[str, object]) -> Opened:
    """Make the form of a mutation on an object, with what was typed there before."""
    found = afresh(session, record, context)
    kept = session.changes.drafts.find(found.pen.topic)
    if kept is None:
        return found
    # With the draft's own key, so that a second try is known to be the same wish.
    found = afresh(session, record, context, intent=kept.intent)
    homeless = found.form.take_up(kept.typed)
    return found._replace(back=_back(kept, homeless, now=session.now()))


def afresh(
    session: Session, record: MutationRecord, context: Mapping[str, object], *, intent: str = ""
) -> Opened:
    """Make the form of a mutation on an object as if nothing had been typed there yet."""
    intent = intent or str(uuid4())
    known = {"idempotencyKey": intent, **context}
    form = Form.build(record, known, clock=session.now, currency=session.profile.currency)
    topic = topic_of(record["name"], subject_of(form))
    return Opened(form, session.changes.drafts.pen(form, topic, intent, now=session.now))


def _back(kept: Kept, homeless: tuple[Path, ...], *, now: datetime) -> str:
    at = kept.typed_at
    then = "before" if now - at < JUST_NOW else f"at {when(at, now=now)}"
    said = [f"What you typed {then} is back; f7 starts afresh."]
    if kept.typed.left_out:
        said.append(f"Secrets are not kept; type again: {_labels(kept.typed.left_out)}.")
    if homeless:
        said.append(f"The tenant has no field any more for {named(homeless)}.")
    return " ".join(said)


def _labels(paths: tuple[Path, ...]) -> str:
    """Name fields as the form does."""
    found = (next((part for part in reversed(path) if isinstance(part, str)), "") for path in paths)
    return ", ".join(dict.fromkeys(names.label(name) for name in found))


class FormDrafts(FormTools):
    """Keep a form as it is typed, and begin it afresh where that is not wanted any more."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f7", "start_afresh", "Start afresh", show=False, id="form.start_afresh"),
    ]

    _record: MutationRecord
    _known: Mapping[str, object]
    _pen: Pen
    _put_away: Opened | None = None
    """What was typed before the form was begun afresh."""

    @property
    def intent(self) -> str:
        """The same for every try of the wish that this form is."""
        return self._pen.intent

    def take_up(self, found: Opened) -> None:
        """Keep what is typed into a form from now on."""
        self._form, self._pen = found.form, found.pen
        self._session.changes.drafts.on_trouble = self.tell_trouble

    def tell_trouble(self) -> None:
        """Say once that drafts are not kept on the disk."""
        if news := self._session.changes.drafts.news():
            self.app.notify(news, severity="warning", timeout=15, markup=False)

    def begin_afresh(self) -> None:
        """Put everything typed away, and show the form as if nothing had been typed there yet."""
        self._put_away = Opened(self._form, self._pen)
        self._pen.drop()
        self.take_up(afresh(self._session, self._record, self._known))
        self.view.show_form(self._form)

    def action_start_afresh(self) -> None:
        """Put everything typed away, or bring it back; both, where something was typed since."""
        away, self._put_away = self._put_away, None
        # What was put away may be another form's, for the screen shows one after the other.
        if away is None or away.pen.topic != self._pen.topic:
            self._begin_or_not()
            return
        if self._form.changed:
            self._put_away = Opened(self._form, self._pen)
        self.take_up(away)
        self._pen.keep()
        self.view.show_form(self._form)
        self.say(SWAPPED if self._put_away else "What you typed is back.")

    def _begin_or_not(self) -> None:
        if self._form.changed:
            self.begin_afresh()
            self.say(PUT_AWAY)
        else:
            self.say("Nothing was typed here yet.")
