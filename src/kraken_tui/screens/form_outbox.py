"""A form that can wait for a connection: what a meter showed is kept, and sent later."""

from kraken_tui.api.errors import KrakenError, NotSent
from kraken_tui.forms import delay
from kraken_tui.screens.accepted import Accepted
from kraken_tui.screens.form_sending import FormSending
from kraken_tui.store.errors import StoreError
from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.notice import Notice

OFFER = "Without a connection, f6 keeps it in the outbox."
KEPT = "{}: kept in the outbox, {}."
ON_ITS_WAY = "The same is on its way already; see Activity."


class FormOutbox(FormSending):
    """Offer to keep what may be sent later, while there is no connection."""

    @property
    def may_keep(self) -> bool:
        """Tell whether this may wait, and might have to."""
        session = self._session
        may = not session.profile.read_only and not session.standing.customer
        return may and session.link.word != "connected" and delay.may_wait(self._record)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to keep only what may wait."""
        return self.may_keep if action == "keep" else super().check_action(action, parameters)

    def _refused(self, error: KrakenError) -> None:
        super()._refused(error)
        if isinstance(error, NotSent):
            self.offer_keeping()

    def offer_keeping(self) -> None:
        """Say that this can be kept, if there is no connection."""
        if self.may_keep and self._session.link.is_down:
            news = self.query_one(Notice)
            self.say(f"{news.sentence} {OFFER}".strip(), tone=news.tone)
        self.query_one(KeyLine).refresh()

    def action_keep(self) -> None:
        """Keep it in the outbox, with the time of taking, if all of it is sound."""
        if self._is_sending:
            return
        delay.note_taking(self._form, now=self._session.now())
        if self.view.check():
            self._is_sending = True
            self.app.run_worker(self._keep(self._form.variables()), group="send")
        else:
            self.say("Not kept: see the marked fields.", tone="bad")

    async def _keep(self, variables: dict[str, object]) -> None:
        from kraken_tui.screens.outbox_words import counted, what
        from kraken_tui.store.outbox import Taken

        outbox, record = self._session.changes.outbox, self._record
        try:
            if await self.was_sent(variables):
                return
            await outbox.keep(record, variables, context=self._known, intent=self.intent)
        except Taken:
            self.say(ON_ITS_WAY, tone="bad")
            return
        except StoreError as error:
            self.say(f"Not kept: {error.sentence} What you typed stays here.", tone="bad")
            return
        finally:
            self._is_sending = False
        self._pen.drop()
        told = KEPT.format(what(record["name"], variables), counted(outbox.count))
        self.finish(Accepted(told, is_kept=True))
