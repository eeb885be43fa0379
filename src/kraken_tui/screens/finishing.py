"""A dialog that ends by itself, which may happen while something else is in front of it."""

from typing import Generic, TypeVar

from textual import on
from textual.events import ScreenResume
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class FinishingScreen(ModalScreen[Answer], Generic[Answer]):
    """Give the answer once the person is back: closing takes away whatever is in front."""

    _answer: tuple[Answer, ...] = ()

    def finish(self, answer: Answer) -> None:
        """Close with an answer, now or when this is in front again."""
        if self.is_active:
            self.dismiss(answer)
        else:
            self._answer = (answer,)

    @on(ScreenResume)
    def close_if_done(self) -> None:
        """Close, if everything is done already."""
        if self._answer:
            (answer,), self._answer = self._answer, ()
            self.dismiss(answer)
