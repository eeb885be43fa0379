"""A screen of the workstation: what leads away from what it shows, and what is done with that."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.config.hints import did_you_mean
from kraken_tui.screens import acting, tabs
from kraken_tui.screens.framed_screen import FramedScreen
from kraken_tui.widgets.facts import Fact, Subject
from kraken_tui.widgets.tab_line import TabLine

if TYPE_CHECKING:
    from kraken_tui.api.schema_cache import SchemaIndex
    from kraken_tui.screens.accepted import Accepted
    from kraken_tui.screens.form import FormScreen


class WorkScreen(FramedScreen):
    """Show a domain's content, follow what leads elsewhere and act on what is under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *tabs.bindings(),
        Binding("ctrl+o", "app.open_account", "Account", id="account.open"),
        Binding("ctrl+t", "app.open_profiles", "Profiles", show=False, id="profile.open"),
        Binding("escape", "stop_or_return", "Stop or back", show=False, id="screen.back"),
        Binding("ctrl+y", "be_oneself", "Yourself again", id="acting.end"),
        Binding("f1,question_mark", "app.toggle_help", "Keys", key_display="?", id="help"),
    ]

    @on(TabLine.Chosen, "#screens")
    def open_tab(self, event: TabLine.Chosen) -> None:
        """Open the screen that was clicked."""
        self.app.call_later(self.app.run_action, f"open_screen('{event.name}')")

    async def open_view(self, name: str) -> None:
        """Show a view of this screen, where it has several."""

    def go_to_focus(self) -> None:
        """Go to what the link that led here names, if that is there already."""

    def open_whole(self, fact: Fact) -> None:
        """Follow a fact to the screen that it leads to, or show it whole."""
        subject = fact.subject
        if subject is not None and subject.screen:
            self.session.focus = subject.identifiers
            self.app.call_later(self.app.run_action, f"follow('{subject.screen}')")
        else:
            from kraken_tui.screens.whole_value import WholeValue

            self.app.push_screen(WholeValue(fact.label, fact.shown, private=fact.private))

    # -- acting on what is shown ---------------------------------------------------------------

    def subject(self) -> Subject | None:
        """Tell which object is under the cursor."""
        return None

    def of_account(self) -> dict[str, object]:
        """Give what a form that is about nothing else on the screen is filled with."""
        return {"accountNumber": self.session.account} if self.session.account else {}

    def account_changed(self) -> None:
        """Show the account that was just opened."""

    def expect_changes(self) -> None:
        """Get ready to show what a mutation changes."""

    def action_act(self) -> None:
        """Offer what can be done with the object under the cursor."""
        if (subject := self.subject()) is None:
            self.say("There is nothing under the cursor to act on.")
        else:
            self._acting: Worker[None] = self.run_worker(
                partial(self._act, subject), group="act", exclusive=True
            )

    async def _act(self, subject: Subject) -> None:
        from kraken_tui.screens.actions import Actions

        self.get_form_ready()
        dialog = Actions(self.session, subject)
        chosen = await self.app.push_screen_wait(dialog, mode=self.mode)
        if chosen is not None:
            await self._fill_in(chosen.id, subject.identifiers)

    def get_form_ready(self) -> None:
        """Make the form screen while the person is still choosing what to do."""
        from kraken_tui.screens.form_keeping import prepare

        ready = partial(prepare, self.app, self.session)
        self._getting_ready: Worker[None] = self.app.run_worker(ready, group="form")

    def open_form(
        self,
        operation: str,
        identifiers: Mapping[str, object],
        *,
        filled: "Callable[[FormScreen], None] | None" = None,
    ) -> None:
        """Open the form of a mutation with what is known; ``filled`` puts more into it."""
        fill_in = partial(self._fill_in, operation, identifiers, filled=filled)
        self._acting = self.run_worker(fill_in, group="act", exclusive=True)

    async def _fill_in(
        self,
        operation: str,
        identifiers: Mapping[str, object],
        *,
        filled: "Callable[[FormScreen], None] | None" = None,
    ) -> None:
        try:
            answer = await self.fill_in(operation, identifiers, filled=filled)
        except KrakenError as error:
            self.say(f"{error.sentence} {error.hint}".strip(), tone="bad")
            return
        if answer is not None:
            self.take(answer)

    async def fill_in(
        self,
        operation: str,
        identifiers: Mapping[str, object],
        *,
        filled: "Callable[[FormScreen], None] | None" = None,
    ) -> "Accepted | None":
        """Open a form and give what was accepted once it is left, if something was.

        Raise ``KrakenError`` where the tenant's schema cannot be read or has no such mutation.
        """
        from kraken_tui.screens.form_keeping import form_screen

        schema = await self.session.schema()
        try:
            # A thread's turn would take longer than reading a few kilobytes from an open file.
            record = schema.record(operation)
        except KeyError:
            raise _unknown(operation, schema) from None
        self.expect_changes()
        await self.session.changes.drafts.ready()
        self.session.filled_from = self.age()
        form = await form_screen(self.app, self.session, record, identifiers)
        # Without waiting for the list of actions to be taken apart, as push_screen_wait does.
        # Here, although the person may have gone elsewhere while the schema was read.
        opened = self.app.push_screen(form, wait_for_dismiss=True, mode=self.mode)
        if filled is not None:
            form.call_after_refresh(partial(filled, form))
        return await asyncio.shield(opened)

    def take(self, answer: "Accepted") -> None:
        """Show what a mutation changed, and above it the link or the secret that it gave."""
        if answer.is_kept:
            self.say(answer.news, tone="good")
            return
        if (found := answer.handed_out) is not None:
            self.session.handed_out = (found, *self.session.handed_out)
        # A screen that shows one record closes when that was changed; the one below it stays.
        mode = self.mode
        ground = self.app.get_screen_stack(mode)[0]
        self.accepted(answer.news)
        if found is not None and answer.acts_as and isinstance(ground, WorkScreen):
            offer = partial(acting.offer, ground, found.value, user=answer.acts_as)
            self._offering: Worker[None] = ground.run_worker(offer, group="act")
        elif found is not None:
            from kraken_tui.screens.payments_links import LinkScreen

            self.app.push_screen(LinkScreen(found), mode=mode)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to be oneself only to who is not."""
        return action != "be_oneself" or bool(self.session.standing.customer)

    def action_be_oneself(self) -> None:
        """Stop acting as a customer."""
        acting.leave(self)

    def accepted(self, news: str) -> None:
        """Say that a mutation was accepted, with what it answered."""
        self.say(news, tone="good")


def _unknown(operation: str, schema: "SchemaIndex") -> KrakenError:
    near = did_you_mean(operation, (heading.name for heading in schema.mutations))
    hint = f"{near[:1].upper()}{near[1:]}" if near else "Screen 6 lists what there is."
    return KrakenError(f'This tenant has no mutation "{operation}".', hint=hint)
