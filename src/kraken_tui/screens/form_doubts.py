"""A form that may have been sent already: nobody is fooled, and nothing is sent twice unasked."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import uuid4

from kraken_tui.forms import names
from kraken_tui.forms.changes import leaves
from kraken_tui.screens.accepted import Accepted
from kraken_tui.screens.finishing import FinishingScreen
from kraken_tui.screens.form_drafts import FormDrafts
from kraken_tui.screens.form_waiting import FormWaiting
from kraken_tui.screens.words import when

if TYPE_CHECKING:
    from kraken_tui.drafting import Pen
    from kraken_tui.screens.unknown import Decision, Unknown, Ways
    from kraken_tui.store.journal import Entry

DOUBTFUL = (
    "This was sent at {}, and nobody knows whether it was done. ctrl+s shows what can be done now."
)
ACCEPTED = (
    "This was sent at {} and accepted, so it is not sent once more. f7 starts another one afresh."
)
PUT_ASIDE = (
    "Put aside: nobody knows whether it was done. What you typed is kept; ctrl+s comes back to it."
)
NOT_DONE = "Noted: it was not done. What you typed is kept; ctrl+s sends it."
DONE = "{}: done, as you found."


class FormDoubts(FormWaiting, FormDrafts, FinishingScreen[Accepted | None]):
    """Know what was sent before from this form, and ask what to do about it."""

    _back: str
    """What to say of what was typed here before."""
    _is_sending = False
    _unknown_dialog: "Unknown | None" = None

    def start(self, *, over: "Entry | None" = None) -> None:
        """Send what is typed; for the screen made from this."""
        raise NotImplementedError

    def tell_doubt(self, pen: "Pen") -> None:
        """Say of the form that was just opened, and is kept by `pen`, that it may have been sent.

        Not once it was begun afresh meanwhile.
        """
        if self._record["name"]:
            self.app.run_worker(self._tell_doubt(pen), group="doubt", exclusive=True)

    async def _tell_doubt(self, pen: "Pen") -> None:
        doubts = self._session.changes.doubts
        await doubts.look()
        done = await doubts.accepted(pen.intent)
        doubt = self.doubt(json.loads(pen.topic.subject))
        if pen is not self._pen or self._is_sending:
            return
        if done is not None:
            self._say_accepted(done)
        elif doubt is not None:
            said = DOUBTFUL.format(when(doubt.at, now=self._session.now()))
            self.say(f"{said} {self._back}".strip(), tone="bad")

    async def was_sent(self, variables: Mapping[str, object]) -> bool:
        """Tell whether this was sent before, and is not simply to be sent."""
        doubts = self._session.changes.doubts
        await doubts.look()
        if (done := await doubts.accepted(self.intent)) is not None:
            self._say_accepted(done)
            return True
        if (doubt := self.doubt(variables)) is not None:
            self.open_doubt(doubt)
            return True
        return False

    def _say_accepted(self, done: "Entry") -> None:
        self.say(ACCEPTED.format(when(done.at, now=self._session.now())), tone="bad")

    def doubt(self, named: Mapping[str, object]) -> "Entry | None":
        """Return what is doubtful about what the form is about."""
        from kraken_tui.sending import account_of

        return self._session.changes.doubts.about(
            self._record["name"],
            named,
            account=account_of(named) or self._session.account or "",
            intent=self.intent,
        )

    def close_doubt(self) -> None:
        """Close the question what to do: the answer has come."""
        dialog, self._unknown_dialog = self._unknown_dialog, None
        if dialog is not None and dialog.is_active:
            dialog.dismiss(None)

    def open_doubt(self, doubt: "Entry") -> None:
        """Ask what to do about it."""
        from kraken_tui.screens.unknown import Unknown

        def decided(decision: "Decision | None") -> None:
            if self._unknown_dialog is not None:
                self._decided(doubt, decision)

        self._unknown_dialog = Unknown(self._session, doubt, self._ways(doubt))
        self.app.push_screen(self._unknown_dialog, decided)

    def _ways(self, doubt: "Entry") -> "Ways":
        """Tell how it can be sent again: what is typed now may not be what was sent then."""
        from kraken_tui.screens.unknown import Ways
        from kraken_tui.sending import is_same

        differs = not is_same(doubt, self._form.variables())
        remark = "What is typed now is not what was sent then." if differs else ""
        # With the key of the first try, even other values cannot be taken a second time.
        return Ways(same=bool(doubt.key), again=differs or not doubt.key, remark=remark)

    def _decided(self, doubt: "Entry", decision: "Decision | None") -> None:
        match decision:
            case "same":
                self._put_key(doubt.key)
                self.start(over=doubt)
            case "again":
                self._put_key(str(uuid4()))
                self.start(over=doubt)
            case "done":
                self._pen.drop()
                self._session.changes.made += 1
                self.finish(Accepted(DONE.format(names.label(self._record["name"]))))
            case "not done":
                self.say(NOT_DONE)
            case None:
                self.say(PUT_ASIDE, tone="bad")

    def _put_key(self, key: str) -> None:
        """Send with this idempotency key, where the form has one."""
        for leaf in leaves(self._form.root):
            if leaf.spec.name == "idempotencyKey" and leaf.is_set:
                leaf.put(key)
                self._pen.keep()
                self.view.reload()
