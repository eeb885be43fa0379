"""Sending a form: checked, asked about where much is at stake, sent once, its outcome told."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kraken_tui.api.errors import (
    InvalidDocument,
    KrakenError,
    OutcomeUnknown,
    Problem,
    RateLimited,
    Refused,
)
from kraken_tui.forms import names
from kraken_tui.forms.changes import leaves
from kraken_tui.forms.stakes import stakes
from kraken_tui.screens.accepted import Accepted, accepted
from kraken_tui.screens.finishing import FinishingScreen
from kraken_tui.screens.form_drafts import FormDrafts
from kraken_tui.screens.form_refit import LOADING, made_anew, newer_record
from kraken_tui.screens.form_waiting import FormWaiting
from kraken_tui.screens.form_words import banner, unnoted
from kraken_tui.screens.words import when

if TYPE_CHECKING:
    from kraken_tui.screens.unknown import Decision, Ways
    from kraken_tui.sending import Dispatch
    from kraken_tui.store.journal import Entry

ON_ITS_WAY = "It is on its way; esc stops waiting for the answer."
STOPPING = "Stopping\N{HORIZONTAL ELLIPSIS}"
DOUBTFUL = (
    "This was sent at {}, and nobody knows whether it was done. ctrl+s shows what can be done now."
)
PUT_ASIDE = (
    "Put aside: nobody knows whether it was done. What you typed is kept; ctrl+s comes back to it."
)
NOT_DONE = "Noted: it was not done. What you typed is kept; ctrl+s sends it."
DONE = "{}: done, as you found."


class FormSending(FormWaiting, FormDrafts, FinishingScreen[Accepted | None]):
    """Send what was typed, never twice unasked, and say what is known of it."""

    _dispatch: "Dispatch | None" = None
    _is_sending = False

    def introduce(self) -> None:
        """Say what the form is; for the screen made from this."""
        raise NotImplementedError

    def action_send(self) -> None:
        """Check every field, ask if much is at stake, then send once."""
        if not self._may_send():
            return
        if (doubt := self._doubt(self._form.variables())) is not None:
            self._open_doubt(doubt)
            return
        at_stake = stakes(self._form, account=self._session.account or "")
        if at_stake is None:
            self._start()
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
            self._start()
        else:
            self.say("Not sent. What you typed is kept.")

    def _start(self, *, over: "Entry | None" = None) -> None:
        self._is_sending = True
        self.say("Sending\N{HORIZONTAL ELLIPSIS} esc stops it.")
        # The app's worker, not the screen's: nothing that happens to the screen may cancel it.
        self.app.run_worker(self._send(self._form.variables(), over), group="send")

    async def _send(self, variables: dict[str, object], over: "Entry | None") -> None:
        """Send; `over` is the doubt over which the person sends it again."""
        try:
            if over is None and (doubt := await self._newest_doubt(variables)) is not None:
                self._open_doubt(doubt)
                return
            intent = self.intent if over is None else over.intent
            self._dispatch = self._session.dispatch(self._record, variables, intent=intent)
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
        self.finish(replace(told, news=f"{told.news} {self._unnoted()}".strip()))

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

    # -- when nobody knows ---------------------------------------------------------------------

    async def _unknown(self, error: OutcomeUnknown) -> None:
        """Say that nobody knows, and offer what can be done about it."""
        said = banner(error, (), marked=False)
        self.say(f"{said} {self._unnoted()}".strip(), tone="bad")
        row = self._dispatch.entry if self._dispatch is not None else None
        entry = await self._session.doubts.of(row)
        if entry is not None:
            self._open_doubt(entry._replace(sentence=error.sentence))

    def tell_doubt(self) -> None:
        """Say of a form that was just opened that it may have been sent already."""
        self.app.run_worker(self._tell_doubt(), group="doubt", exclusive=True)

    async def _tell_doubt(self) -> None:
        form = self._form
        await self._session.doubts.look()
        doubt = self._doubt(json.loads(self._pen.topic.subject))
        if doubt is not None and form is self._form and not self._is_sending:
            now = self._session.now()
            self.say(DOUBTFUL.format(when(doubt.at, now=now)), tone="bad")

    async def _newest_doubt(self, variables: Mapping[str, object]) -> "Entry | None":
        await self._session.doubts.look()
        return self._doubt(variables)

    def _doubt(self, named: Mapping[str, object]) -> "Entry | None":
        """Return what is doubtful about what the form is about."""
        from kraken_tui.sending import account_of

        return self._session.doubts.about(
            self._record["name"],
            named,
            account=account_of(named) or self._session.account or "",
            intent=self.intent,
        )

    def _open_doubt(self, doubt: "Entry") -> None:
        from kraken_tui.screens.unknown import Unknown

        def decided(decision: "Decision | None") -> None:
            self._decided(doubt, decision)

        self.app.push_screen(Unknown(self._session, doubt, self._ways(doubt)), decided)

    def _ways(self, doubt: "Entry") -> "Ways":
        """Tell how it can be sent again: what is typed now may not be what was sent then."""
        from kraken_tui.screens.unknown import Ways
        from kraken_tui.sending import is_same

        differs = not is_same(doubt, self._form.variables())
        remark = "What is typed now is not what was sent then." if differs else ""
        return Ways(
            same=bool(doubt.key) and not differs, again=differs or not doubt.key, remark=remark
        )

    def _decided(self, doubt: "Entry", decision: "Decision | None") -> None:
        match decision:
            case "same":
                self._put_key(doubt.key)
                self._start(over=doubt)
            case "again":
                self._put_key(str(uuid4()))
                self._start(over=doubt)
            case "done":
                self._pen.drop()
                self._session.changes += 1
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
