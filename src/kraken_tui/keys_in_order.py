"""Type-ahead: a key waits until what the key before it started has taken the focus.

On a slow line several keys arrive in one packet, and a quick hand does not wait for a dialog to
open. Handed on at once, letters behind the key that opens something would reach the old widget:
lost, or taken for commands.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from textual.app import App, ScreenStackError
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.errors import NoWidget
from textual.events import Event, Key, MouseEvent, MouseMove
from textual.message_pump import MessagePump
from textual.worker import Worker, get_current_worker

LOOK = 0.004
"""Seconds between two looks at what a key has started."""

PATIENCE = 250
"""Looks after which keys go on whatever is still under way, for nobody waits for the network.

A second while nothing happens; as long as it takes while the program itself is at work, or a busy
machine lets it wait.
"""

OPENING = {"act", "open"}
"""Groups of workers that open a dialog."""

FILLING = {"actions", CommandPalette._GATHER_COMMANDS_GROUP}
"""Groups of workers that fill the list of a dialog with what is at hand: enter takes from that."""

LEAVING = {"quit", "help_quit"}
"""The app's actions whose keys wait for nothing."""

Deliver = Callable[[Event], Awaitable[None]]


class KeysInOrder:
    """Hand on keys, pastes and the mouse in the order in which they came, one after another.

    What comes alone is handed on at once. The next one's turn is when every widget from the focus
    up to the app is through with the one before, and the focus rests.
    """

    def __init__(self, app: App[Any], deliver: Deliver) -> None:
        self._app = app
        self._deliver = deliver
        self._held: deque[Event] = deque()
        self._following: asyncio.Task[None] | None = None
        self._answers: WeakKeyDictionary[Worker[Any], asyncio.Future[Any]] = WeakKeyDictionary()
        self._slow: WeakSet[Worker[Any]] = WeakSet()

    async def take(self, event: Event) -> None:
        """Hand an event on, now or when it is its turn; to be called by the app's own task."""
        if isinstance(event, Key) and self._gets_through(event):
            # Who leaves, leaves what was typed before.
            self._held.clear()
            await self._deliver(event)
        elif self._following is not None:
            self._held.append(event)
        else:
            target = self._target(event)
            await self._deliver(event)
            # Nothing begins where the mouse only passes.
            if not isinstance(event, MouseMove):
                self._following = asyncio.create_task(self._follow(target), name="type-ahead")

    def expect_answer(self, answer: "asyncio.Future[Any]") -> None:
        """Note that the worker that runs just now waits for a person until there is an answer."""
        self._answers[get_current_worker()] = answer

    async def rest(self) -> None:
        """Wait until everything was handed on and has taken effect."""
        while self._following is not None:
            await asyncio.wait([self._following])

    def _gets_through(self, key: Key) -> bool:
        bindings = self._app._bindings.key_to_bindings.get(key.key, ())
        return any(binding.action in LEAVING for binding in bindings)

    async def _follow(self, target: DOMNode) -> None:
        """Hand on what is held, each when the one before it has taken effect."""
        try:
            await self._effect(target)
            while self._held:
                event = self._held.popleft()
                await self._effect(self._target(event), event)
        except ScreenStackError:
            self._held.clear()  # Nothing is shown any more.
        finally:
            self._following = None

    async def _effect(self, target: DOMNode, event: Event | None = None) -> None:
        """Hand an event on and wait until it has taken effect where it went, but not for ever."""
        effect = asyncio.create_task(self._rested(target, event), name="what a key started")
        for _ in range(PATIENCE):
            if (await asyncio.wait([effect], timeout=LOOK))[0]:
                return effect.result()
        effect.cancel()
        if slow := self._at_work(OPENING | FILLING):
            self._slow.update(slow)
            return
        # A widget is stuck: each further key would wait as long.
        while self._held:
            self._app.call_later(self._deliver, self._held.popleft())

    async def _rested(self, target: DOMNode, event: Event | None) -> None:
        if event is not None:
            await _done(self._app, self._deliver, event)
        while True:
            for pump in target.ancestors_with_self:
                await _through(pump)
            # Looked at, for a worker tells its end to nobody but its own widget.
            while self._is_opening():  # noqa: ASYNC110
                await asyncio.sleep(LOOK)
            if (focus := self._focus()) is target:
                return
            target = focus

    def _is_opening(self) -> bool:
        """Tell whether something is on its way that the next key may be meant for."""
        following = self._held[0] if self._held else None
        # A letter is taken whatever a list shows so far.
        types_on = isinstance(following, Key) and following.is_printable
        return bool(self._at_work(OPENING if types_on else OPENING | FILLING))

    def _at_work(self, groups: set[str]) -> list[Worker[Any]]:
        """Give the workers of some groups that wait for nobody, nor for the network it seems."""
        return [
            worker
            for worker in self._app.workers
            if worker.group.partition("/")[0] in groups
            and not worker.is_finished
            and worker not in self._slow
            and not self._waits(worker)
        ]

    def _waits(self, worker: Worker[Any]) -> bool:
        answer = self._answers.get(worker)
        return answer is not None and not answer.done()

    def _focus(self) -> DOMNode:
        return self._app.focused or self._app.screen

    def _target(self, event: Event) -> DOMNode:
        """Tell where an event goes."""
        if isinstance(event, MouseEvent):
            try:
                return self._app.get_widget_at(event.x, event.y)[0]
            except NoWidget:
                return self._app.screen
        return self._focus()


async def _through(pump: MessagePump) -> None:
    """Wait until a widget is through with all that it was sent, and with what that made it send."""
    while await _done(pump) and (pump.message_queue_size or pump._pending_message):
        pass


async def _done(pump: MessagePump, call: Deliver | None = None, *arguments: Event) -> bool:
    """Wait until a widget has come to what it is sent just now, and to a call if there is one.

    A widget that is gone comes to nothing more.
    """
    done = asyncio.Event()

    async def come() -> None:
        if call is not None:
            await call(*arguments)
        done.set()

    return pump.call_later(come) and await done.wait()
