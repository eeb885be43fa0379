"""Sending a form: checked, asked about where much is at stake, sent once, its outcome told."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from kraken_tui.api.errors import (
    InvalidDocument,
    KrakenError,
    OutcomeUnknown,
    Problem,
    RateLimited,
    Refused,
)
from kraken_tui.screens.accepted import Accepted, accepted
from kraken_tui.screens.form_doubts import FormDoubts
from kraken_tui.screens.form_refit import LOADING, made_anew, newer_record
from kraken_tui.screens.form_words import banner, unnoted
from kraken_tui.screens.whereabouts import tab_of

if TYPE_CHECKING:
    from kraken_tui.drafting import Pen
    from kraken_tui.sending import Dispatch
    from kraken_tui.store.journal import Entry

ON_ITS_WAY = "It is on its way; esc stops waiting for the answer."
STOPPING = "Stopping\N{HORIZONTAL ELLIPSIS}"


class FormSending(FormDoubts):
    """Send what was typed, once, and say what is known of it."""

    # Where nothing has the focus while it is sent, nothing takes it by itself.
    AUTO_FOCUS = ""

    _dispatch: "Dispatch | None" = None

    def introduce(self) -> None:
        """Say what the form is; for the screen made from this."""
        raise NotImplementedError

    def action_send(self) -> None:
        """Check every field, ask if much is at stake, then send once."""
        if not self._may_send():
            return
        if (doubt := self.doubt(self._form.variables())) is not None:
            self.open_doubt(doubt)
            return
        from kraken_tui.forms.stakes import stakes

        at_stake = stakes(self._form, account=self._session.account or "")
        if at_stake is None:
            self.start()
            return
        from kraken_tui.screens.form_confirm import FormConfirm

        self.app.push_screen(FormConfirm(self._form, at_stake, self._session), self._answered)

    def _may_send(self) -> bool:
        if self._is_sending:
            self.say(ON_ITS_WAY)
        elif self._session.pause:
            self.wait_to_send()
        elif self._session.profile.read_only:
            self.say("This profile is read-only, so nothing is sent.", tone="bad")
        elif not self.view.check():
            self.say("Not sent: see the marked fields.", tone="bad")
        elif self._form.is_update and not self._form.news:
            self.say("Nothing differs from what is there already, so there is nothing to send.")
        else:
            return True
        return False

    def _answered(self, yes: bool | None) -> None:
        if yes:
            self.start()
        else:
            self.say("Not sent. What you typed is kept.")

    def start(self, *, over: "Entry | None" = None) -> None:
        """Send what is typed; `over` is the doubt over which it is sent again."""
        self._is_sending = True
        # What is typed meanwhile would be lost with the form, or change what a refusal speaks of.
        self.set_focus(None)
        self.say("Sending\N{HORIZONTAL ELLIPSIS} esc stops it.")
        # The app's worker, not the screen's: nothing that happens to the screen may cancel it.
        self.app.run_worker(self._send(self._form.variables(), over), group="send")

    async def _send(self, variables: dict[str, object], over: "Entry | None") -> None:
        try:
            if over is None and await self.was_sent(variables):
                return
            intent = self.intent if over is None else over.intent
            self._dispatch = self._session.changes.dispatch(self._record, variables, intent=intent)
            answer = await self._dispatch.wait()
        except InvalidDocument as error:
            await self._refit(error)
        except OutcomeUnknown as error:
            await self._unknown(error)
        except KrakenError as error:
            self._refused(error)
        else:
            self._take_answer(answer.data, variables)
        finally:
            self._is_sending, self._dispatch = False, None
            self.view.focus()

    def stop_sending(self) -> bool:
        """Stop waiting for the answer, if it is waited for; tell whether it is."""
        if self._dispatch is not None:
            self.say(STOPPING)
            self._dispatch.stop()
        return self._is_sending

    # -- what came back ------------------------------------------------------------------------

    def _take_answer(self, data: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
        self._pen.drop()
        told = accepted(self._record["name"], data, sent=sent, session=self._session)
        self.finish(told._replace(news=f"{told.news} {self._unnoted()}".strip()))

    async def _refit(self, refusal: InvalidDocument) -> None:
        """Make the form anew by the schema that the tenant has now."""
        self.say(LOADING)
        try:
            self._record = await newer_record(self._session, self._record, refusal)
        except KrakenError as error:
            self._refused(error)
            return
        lost = self.view.refit(self._record)
        self._form = self.view.form
        self._pen.take(self._form)
        self.introduce()
        self.say(made_anew(lost), tone="bad")

    def _refused(self, error: KrakenError) -> None:
        """Say that it was not done, and why: refused, or never sent."""
        if isinstance(error, RateLimited):
            self.wait_to_send()
            return
        problems: Sequence[Problem] = error.problems if isinstance(error, Refused) else ()
        left = self.view.show_problems(problems)
        marked = self._form.first_error() is not None
        is_sent = self._dispatch is None or self._dispatch.outcome != "not sent"
        said = banner(error, left, marked=marked, is_sent=is_sent)
        self.say(f"{said} {self._unnoted()}".strip(), tone="bad")

    def _unnoted(self) -> str:
        return unnoted(self._dispatch.unnoted) if self._dispatch is not None else ""

    async def _unknown(self, error: OutcomeUnknown) -> None:
        """Say that nobody knows, and offer what can be done about it."""
        said = banner(error, (), marked=False)
        self.say(f"{said} {self._unnoted()}".strip(), tone="bad")
        if (dispatch := self._dispatch) is None:
            return
        entry = await self._session.changes.doubts.of(dispatch.entry)
        if dispatch.is_late:
            dispatch.when_over(partial(self._came, self._pen, self._form.snapshot()))
        if entry is not None and dispatch.outcome == "unknown":
            self.open_doubt(entry._replace(sentence=error.sentence))

    def _came(self, pen: "Pen", sent: object, dispatch: "Dispatch") -> None:
        """Take the answer to what was no longer waited for."""
        error = dispatch.error
        if pen is not self._pen:
            kept = self._session.changes.drafts.find(pen.topic)
            if error is None and kept is not None and kept.intent == pen.intent:
                self._session.changes.drafts.drop(pen.topic)
            return
        self.close_doubt()
        if isinstance(error, Refused):
            self._refused(error)
        elif error is None and self._form.snapshot() == sent:
            pen.drop()
            if tab_of(self, self._session.profile.name):
                from kraken_tui.sending.news import came_after_all

                self.finish(Accepted(came_after_all(dispatch)))
